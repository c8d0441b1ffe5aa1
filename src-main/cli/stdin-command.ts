/** The commands that `herd serve` reads on stdin while it runs: a line → what it asks for. */
import { closestName } from '../../src-shared/closest-name.ts';
import type { CommandName, RequestOf } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { unknownServer } from '../../src-shared/topology/addresses.ts';
import { findLink, linkId, type Topology } from '../../src-shared/topology/topology.ts';

/** Milliseconds that a server has to answer a `send`. */
const SEND_TIMEOUT_MS = 10_000;

type CallOf<C extends CommandName> = {
  readonly do: 'call';
  readonly command: C;
  readonly request: RequestOf<C>;
};

/** A call of the console contract. */
export type StdinCall = { [C in CommandName]: CallOf<C> }[CommandName];
export type StdinCommand = StdinCall | { readonly do: 'help' } | { readonly do: 'quit' };

interface Form {
  /** What comes after the word, for `help`. */
  readonly takes: string;
  readonly does: string;
  read(rest: string, topology: Topology): StdinCommand;
}

type ServerCommand = 'server.start' | 'server.stop' | 'server.kill' | 'server.pause' | 'server.resume';

const onServers = (command: ServerCommand, does: string): Form => ({
  takes: 'NAME...|all',
  does,
  read: (rest, topology) => ({ do: 'call', command, request: { servers: readServers(rest, topology) } }),
});

const onLinks = (command: 'link.cut' | 'link.heal', does: string): Form => ({
  takes: 'A-B...|all',
  does,
  read: (rest, topology) => ({ do: 'call', command, request: { links: readLinks(rest, topology) } }),
});

const alone = (does: string, command: StdinCommand): Form => ({
  takes: '',
  does,
  read: (rest) => {
    if (rest !== '') throw misuse(`“${rest}” is too much: this command stands alone.`);
    return command;
  },
});

/** In the order of `help`. */
const FORMS: Readonly<Record<string, Form>> = {
  start: onServers('server.start', 'start servers that do not run'),
  stop: onServers('server.stop', 'end servers politely'),
  kill: onServers('server.kill', 'end servers at once, like a crash'),
  pause: onServers('server.pause', 'servers accept, but neither read nor answer'),
  resume: onServers('server.resume', 'paused servers go on'),
  cut: onLinks('link.cut', 'break links and keep them broken'),
  heal: onLinks('link.heal', 'let cut links come up again'),
  send: {
    takes: 'NAME LINE',
    does: 'send a line to a server and show its answer',
    read: readSend,
  },
  state: alone('show servers and links', { do: 'call', command: 'herd.state', request: {} }),
  help: alone('show this', { do: 'help' }),
  quit: alone('end all', { do: 'quit' }),
};

/** How the commands are written, one a line. */
export function stdinHelp(): string[] {
  const forms = Object.entries(FORMS).map(([word, { takes, does }]) => [`${word} ${takes}`, does] as const);
  const width = Math.max(...forms.map(([form]) => form.length));
  return forms.map(([form, does]) => `${form.padEnd(width)}  ${does}`);
}

/**
 * Undefined for a blank line and for a comment (`# ...`).
 * @throws HerdError USAGE, UNKNOWN_SERVER, UNKNOWN_LINK
 */
export function parseStdinCommand(line: string, topology: Topology): StdinCommand | undefined {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*(.*?)\s*$/s.exec(line) ?? [];
  if (word === '' || word.startsWith('#')) return undefined;
  const form = Object.hasOwn(FORMS, word) ? FORMS[word] : undefined;
  if (form !== undefined) return form.read(rest, topology);
  const meant = closestName(word, Object.keys(FORMS));
  const help = `${meant === undefined ? '' : `Did you mean ${meant}? `}The commands are: ${Object.keys(FORMS).join(', ')}.`;
  throw new HerdError('USAGE', { problem: `There is no command “${word}”.`, help });
}

function readServers(rest: string, topology: Topology): string[] {
  const known = topology.servers.map(({ name }) => name);
  return readNames(rest, 'a server’s name', known, (name) => {
    if (!known.includes(name)) throw unknownServer(topology, name);
    return name;
  });
}

function readLinks(rest: string, topology: Topology): string[] {
  const known = topology.links.map(linkId);
  return readNames(rest, 'a link, such as Alford-Welsh', known, (written) => {
    const link = findLink(topology, written);
    if (link !== undefined) return linkId(link);
    const meant = closestName(written, known);
    throw new HerdError('UNKNOWN_LINK', { link: written, known, ...(meant === undefined ? {} : { meant }) });
  });
}

/** The names in `rest`, each read by `read`; `all` is written as the contract does, as none. */
function readNames(
  rest: string,
  what: string,
  known: readonly string[],
  read: (name: string) => string,
): string[] {
  if (rest === '') throw misuse(`It needs ${what}, or all.`);
  if (rest === 'all' && !known.includes('all')) return [];
  return rest.split(/\s+/).map(read);
}

function readSend(rest: string, topology: Topology): StdinCommand {
  const [, server = '', line = ''] = /^(\S*)\s*(.*)$/s.exec(rest) ?? [];
  if (line === '') throw misuse('It needs a server’s name and a line.');
  if (!topology.servers.some(({ name }) => name === server)) throw unknownServer(topology, server);
  const bytes = encodeText(`${line}\n`);
  const request = { server, bytes, halfClose: false, timeoutMs: SEND_TIMEOUT_MS };
  return { do: 'call', command: 'herd.send', request };
}

const misuse = (problem: string): HerdError =>
  new HerdError('USAGE', { problem, help: 'The command help lists the commands and what they take.' });
