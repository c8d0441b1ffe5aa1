/**
 * Topology files: YAML (or JSON) text to a topology and back. A mistake names its line and what was meant.
 *
 *     title: Two of ours and one in Python
 *     servers:
 *       - Alford
 *       - { name: Ball, host: 127.0.0.1, port: 12001 }
 *       - name: Welsh
 *         command: python3 server.py {name} {port}
 *         cwd: ../submission
 *       - { name: Hamilton, process: own }
 *     links:
 *       - Alford-Ball
 *       - [Ball, Welsh]
 *
 * `command`, `cwd` and `env` at the top are for all servers, each may have its own; `command: null` makes one our
 * own again, and so does `process: own`, our own server in a process of its own.
 */
import { stringify } from 'yaml';
import { didYouMean } from '../closest-name.ts';
import { HerdError } from '../errors.ts';
import { type CommandDefaults, readCommand, readCommandDefaults, readProcess } from './command-member.ts';
import {
  type CommandSpec,
  type Link,
  linkId,
  SERVER_NAME,
  type ServerSpec,
  type Topology,
} from './topology.ts';
import { type Place, shown, YamlSource } from './yaml-source.ts';

/** What a topology file may be. */
export const TOPOLOGY_LIMITS = { bytes: 1024 * 1024, servers: 1_000, titleLength: 200 } as const;

const FILE_MEMBERS = ['title', 'servers', 'links', 'command', 'cwd', 'env'] as const;
const SERVER_MEMBERS = ['name', 'host', 'port', 'command', 'cwd', 'env', 'process'] as const;
const NAME_RULE = 'A name is a letter, then letters, digits, “_” or “.”, at most 64 in all.';
const SERVERS_RULE = 'A topology lists at least one, for example: servers: [Alford, Ball].';
const ONCE_RULE =
  'A server is known by its name, so each is listed once; what it is linked to stands under links.';
/** Names that a message lists at most. */
const MOST_LISTED = 20;
const HOST = /^[A-Za-z0-9_.:%-]{1,255}$/;
const DEFAULT_HOST = '127.0.0.1';

const refusal = (where: string, problem: string, meant?: string): Error =>
  new HerdError('TOPOLOGY_INVALID', { where, problem, ...(meant !== undefined && { meant }) });

/**
 * The topology that a file describes; its id is `name`, the file's name, which messages use as well.
 * @throws HerdError TOPOLOGY_INVALID, naming file and line
 */
export function parseTopology(text: string, name: string): Topology {
  // A UTF-16 unit is at least one byte, so the first test spares encoding what is far too long.
  const tooLong = text.length > TOPOLOGY_LIMITS.bytes;
  if (tooLong || new TextEncoder().encode(text).length > TOPOLOGY_LIMITS.bytes) {
    const limit = `${TOPOLOGY_LIMITS.bytes / 1024} KiB`;
    throw refusal(name, `it is longer than ${limit}`, `A topology file has at most ${limit}.`);
  }
  const source = new YamlSource(text, name, refusal);
  if (source.isNothing(source.root)) throw refusal(`${name}:1`, 'it has no servers', SERVERS_RULE);
  const file = source.record(source.root, 'a topology', FILE_MEMBERS);
  const servers = readServers(source, file);
  return {
    id: name,
    title: file.title === undefined ? name : readTitle(source, file.title),
    servers,
    links: file.links === undefined ? [] : readLinks(source, file.links, servers),
  };
}

type Members<K extends string> = Partial<Record<K, Place>>;

function readTitle(source: YamlSource, place: Place): string {
  const title = source.text(place, 'title');
  if (title.length > TOPOLOGY_LIMITS.titleLength || /\p{C}/u.test(title)) {
    throw source.refuse(
      place,
      `title should be one line of at most ${TOPOLOGY_LIMITS.titleLength} characters`,
      'It stands in lists and in the window’s head, and says what the herd is.',
    );
  }
  return title;
}

function readServers(source: YamlSource, file: Members<(typeof FILE_MEMBERS)[number]>): ServerSpec[] {
  const places =
    file.servers === undefined || source.isNothing(file.servers) ? [] : source.list(file.servers, 'servers');
  if (places.length === 0)
    throw source.refuse(file.servers ?? source.root, 'it has no servers', SERVERS_RULE);
  if (places.length > TOPOLOGY_LIMITS.servers) {
    throw source.refuse(
      file.servers ?? null,
      `it has ${places.length} servers, more than ${TOPOLOGY_LIMITS.servers}`,
      'Each takes a port, and a log that is open all the time.',
    );
  }
  const defaults = readCommandDefaults(source, file);
  const forAll =
    file.command === undefined || source.isNothing(file.command)
      ? undefined
      : readCommand(source, file.command, defaults);
  const names = new Map<string, string>();
  const addresses = new Map<string, string>();
  return places.map((place) => {
    const server = readServer(source, place, defaults, forAll);
    const first = names.get(server.name);
    if (first)
      throw source.refuse(place, `the server ${server.name} was named before, at ${first}`, ONCE_RULE);
    names.set(server.name, source.where(place));
    if (server.port !== undefined) {
      const address = `${(server.host ?? DEFAULT_HOST).toLowerCase()}:${server.port}`;
      const holder = addresses.get(address);
      if (holder) {
        const problem = `${server.name} has the same address as ${holder}, ${address}`;
        throw source.refuse(place, problem, 'Only one program can listen at an address.');
      }
      addresses.set(address, server.name);
    }
    return server;
  });
}

function readServer(
  source: YamlSource,
  place: Place,
  defaults: CommandDefaults,
  forAll: CommandSpec | undefined,
): ServerSpec {
  const members: Members<(typeof SERVER_MEMBERS)[number]> = source.isMapping(place)
    ? source.record(place, 'a server', SERVER_MEMBERS)
    : { name: place };
  if (members.name === undefined)
    throw source.refuse(
      place,
      'a server has no name',
      'Write it as Ball, or as { name: Ball, port: 12001 }.',
    );
  const name = source.text(members.name, 'a server’s name');
  if (!SERVER_NAME.test(name)) {
    throw source.refuse(members.name, `${shown(name)} can’t be a server’s name`, NAME_RULE);
  }
  const own = readProcess(source, members);
  // One that says how our own is hosted is our own: the command at the top isn't meant for it.
  const command = readServerCommand(source, members, defaults, own === undefined ? forAll : undefined);
  return {
    name,
    ...(members.host !== undefined && { host: readHost(source, members.host) }),
    ...(members.port !== undefined && { port: readPort(source, members.port) }),
    ...(command !== undefined && { command }),
    ...(own !== undefined && { process: own }),
  };
}

/** How this server is started, where it isn't our own. */
function readServerCommand(
  source: YamlSource,
  members: Members<(typeof SERVER_MEMBERS)[number]>,
  defaults: CommandDefaults,
  forAll: CommandSpec | undefined,
): CommandSpec | undefined {
  if (members.command !== undefined && !source.isNothing(members.command)) {
    return readCommand(source, members.command, readCommandDefaults(source, members, defaults));
  }
  if (members.command === undefined && forAll !== undefined) {
    return { template: forAll.template, ...readCommandDefaults(source, members, forAll) };
  }
  const useless = members.cwd ?? members.env;
  if (useless === undefined) return undefined;
  throw source.refuse(useless, 'a server without a command has cwd or env', 'They are for its command.');
}

function readHost(source: YamlSource, place: Place): string {
  const host = source.text(place, 'a server’s host');
  if (!HOST.test(host)) {
    const meant = 'A host is a name or an address such as 127.0.0.1; its port is a member of its own.';
    throw source.refuse(place, `${shown(host)} can’t be a host’s name or address`, meant);
  }
  return host;
}

function readPort(source: YamlSource, place: Place): number {
  const text = source.text(place, 'a server’s port');
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port < 1 || port > 65_535) {
    const meant = 'A server without a port gets the base port plus its place in the list.';
    throw source.refuse(place, `the port ${shown(text)} is not a whole number from 1 to 65535`, meant);
  }
  return port;
}

function readLinks(source: YamlSource, list: Place, servers: readonly ServerSpec[]): Link[] {
  if (source.isNothing(list)) return [];
  const places = new Map(servers.map(({ name }, index) => [name, index]));
  const seen = new Map<string, string>();
  return source.list(list, 'links').map((place) => {
    const [x, y] = readEnds(source, place);
    for (const end of [x, y]) {
      if (!places.has(end)) {
        const meant = didYouMean(end, places.keys()) ?? knownServers(servers);
        throw source.refuse(place, `it links ${shown(end)}, which is not among its servers`, meant);
      }
    }
    if (x === y) throw source.refuse(place, `it links ${x} to itself`, 'A link joins two servers.');
    const link = (places.get(x) ?? 0) < (places.get(y) ?? 0) ? { a: x, b: y } : { a: y, b: x };
    const first = seen.get(linkId(link));
    if (first) {
      const problem = `the link ${linkId(link)} was named before, at ${first}`;
      throw source.refuse(place, problem, 'A link goes both ways, so each pair is named once.');
    }
    seen.set(linkId(link), source.where(place));
    return link;
  });
}

const knownServers = (servers: readonly ServerSpec[]): string => {
  const names = servers.slice(0, MOST_LISTED).map(({ name }) => name);
  return `Its servers are: ${names.join(', ')}${servers.length > names.length ? ', …' : ''}.`;
};

function readEnds(source: YamlSource, place: Place): [string, string] {
  const ends = source.isList(place)
    ? source.list(place, 'a link').map((end) => source.text(end, 'a link’s end'))
    : source.text(place, 'a link').split(/\s*-\s*/);
  const [x, y, ...more] = ends;
  if (x === undefined || y === undefined || more.length > 0) {
    throw source.refuse(
      place,
      'a link should name two servers',
      'Write it as Alford-Welsh or [Alford, Welsh].',
    );
  }
  return [x.trim(), y.trim()];
}

/** A topology as the text of a file, so that `parseTopology` of it, with the same id, gives the same topology. */
export function writeTopology({ title, servers, links }: Topology): string {
  const commands = new Set(servers.map(({ command }) => JSON.stringify(command)));
  const forAll = commands.size === 1 ? servers[0]?.command : undefined;
  const file = {
    title,
    ...(forAll && { command: writeCommand(forAll) }),
    servers: servers.map(({ name, host, port, command, process }) =>
      host === undefined && port === undefined && process === undefined && (command === undefined || forAll)
        ? name
        : {
            name,
            ...(host !== undefined && { host }),
            ...(port !== undefined && { port }),
            ...(command && !forAll && { command: writeCommand(command) }),
            ...(process !== undefined && { process }),
          },
    ),
    links: links.map(linkId),
  };
  return stringify(file, { lineWidth: 0, aliasDuplicateObjects: false });
}

function writeCommand({ template, cwd, env }: CommandSpec): string | CommandSpec {
  if (cwd === undefined && env === undefined) return template;
  return { template, ...(cwd !== undefined && { cwd }), ...(env !== undefined && { env }) };
}
