/** Edits of a topology as a value: each gives another one, and leaves what it was given alone. */
import { PRESETS } from '../../src-shared/topology/presets.ts';
import {
  type Link,
  linkBetween,
  linkId,
  SERVER_NAME,
  type ServerSpec,
  type Topology,
} from '../../src-shared/topology/topology.ts';
import { TOPOLOGY_LIMITS } from '../../src-shared/topology/topology-file.ts';

const EDITED = '-edited';
/** The id of a herd that was drawn from nothing. */
export const UNTITLED = 'untitled';

/** A topology's own id, whether it was edited since or not. */
export const originOf = (id: string): string => (id.endsWith(EDITED) ? id.slice(0, -EDITED.length) : id);

/** A herd of the course that was changed is no longer that herd, and says so. */
function edited(topology: Topology): Topology {
  if (!PRESETS.some((preset) => preset.topology.id === topology.id)) return topology;
  return { ...topology, id: `${topology.id}${EDITED}`, title: `${topology.title} (edited)` };
}

export const withTitle = (topology: Topology, title: string): Topology =>
  title === topology.title ? topology : { ...edited(topology), title };

const namesOf = ({ servers }: Topology): string[] => servers.map(({ name }) => name);

/** Links in the order of the servers that they name. */
function withServers(topology: Topology, servers: readonly ServerSpec[], links = topology.links): Topology {
  const names = servers.map(({ name }) => name);
  return { ...edited(topology), servers, links: links.map(({ a, b }) => linkBetween(names, a, b)) };
}

/** Why a herd can't be called this; undefined when it can. */
export function titleProblem(title: string): string | undefined {
  const { titleLength } = TOPOLOGY_LIMITS;
  if (title.trim() === '') return 'A herd needs a name.';
  if (title.trim().length > titleLength) return `A herd’s name has at most ${titleLength} characters.`;
  return /\p{C}/u.test(title) ? 'A herd’s name is one line, without invisible characters.' : undefined;
}

/** Why a server can't be called this; undefined when it can. `self` is what it is called now. */
export function nameProblem(topology: Topology, name: string, self?: string): string | undefined {
  if (name === '') return 'A server needs a name.';
  if (!/^[A-Za-z]/.test(name)) return 'A name begins with a letter, A to Z.';
  if (name.length > 64) return 'A name has at most 64 characters.';
  if (!SERVER_NAME.test(name)) return 'Only letters, digits, “_” and “.”, without spaces.';
  if (name !== self && namesOf(topology).includes(name)) return `There is a server named ${name} already.`;
  return undefined;
}

/** `Server1`, `Server2`, … or the next of an existing name: the first that is free. */
export function freshName(topology: Topology, like = 'Server'): string {
  const stem = like.replace(/\d+$/, '').slice(0, 56) || 'Server';
  const names = new Set(namesOf(topology));
  const first = like === 'Server' ? 1 : 2;
  for (let n = first; ; n++) if (!names.has(`${stem}${n}`)) return `${stem}${n}`;
}

export function withServer(topology: Topology, spec: ServerSpec, linkedTo: readonly string[] = []): Topology {
  const servers = [...topology.servers, spec];
  return withServers(topology, servers, [
    ...topology.links,
    ...linkedTo.map((other) => ({ a: other, b: spec.name })),
  ]);
}

export function withoutServers(topology: Topology, names: readonly string[]): Topology {
  return withServers(
    topology,
    topology.servers.filter(({ name }) => !names.includes(name)),
    topology.links.filter(({ a, b }) => !names.includes(a) && !names.includes(b)),
  );
}

export const isLinked = ({ links }: Topology, x: string, y: string): boolean =>
  links.some(({ a, b }) => (a === x && b === y) || (a === y && b === x));

/** The servers that `name` could be linked to and isn't. */
export const linkable = (topology: Topology, name: string): string[] =>
  namesOf(topology).filter((other) => other !== name && !isLinked(topology, name, other));

export function withLink(topology: Topology, x: string, y: string): Topology {
  if (x === y || isLinked(topology, x, y)) return topology;
  return withServers(topology, topology.servers, [...topology.links, { a: x, b: y }]);
}

export function withoutLinks(topology: Topology, ids: readonly string[]): Topology {
  return withServers(
    topology,
    topology.servers,
    topology.links.filter((link) => !ids.includes(linkId(link))),
  );
}

export function renamed(topology: Topology, from: string, to: string): Topology {
  const swap = (name: string): string => (name === from ? to : name);
  const links = topology.links.map(({ a, b }): Link => ({ a: swap(a), b: swap(b) }));
  const servers = topology.servers.map((spec) => ({ ...spec, name: swap(spec.name) }));
  return withServers(topology, servers, links);
}

/** Another one like it, under a name of its own and linked to the same servers; a port is never shared. */
export function withDuplicate(topology: Topology, name: string, copy: string): Topology {
  const spec = topology.servers.find((server) => server.name === name);
  if (!spec) return topology;
  const { port: _, ...rest } = spec;
  const near = topology.links.flatMap(({ a, b }) => (a === name ? [b] : b === name ? [a] : []));
  return withServer(topology, { ...rest, name: copy }, near);
}

/** How one server is hosted, changed: the herd stays what it is. */
export function withSpec(topology: Topology, spec: ServerSpec): Topology {
  return {
    ...topology,
    servers: topology.servers.map((server) => (server.name === spec.name ? spec : server)),
  };
}

/** One place earlier (-1) or later (+1) in the order in which servers are started. */
export function withMoved(topology: Topology, name: string, by: -1 | 1): Topology {
  const from = topology.servers.findIndex((server) => server.name === name);
  const to = from + by;
  const [one, two] = [topology.servers[from], topology.servers[to]];
  if (!one || !two) return topology;
  const servers = topology.servers.with(from, two).with(to, one);
  const names = servers.map((server) => server.name);
  return { ...topology, servers, links: topology.links.map(({ a, b }) => linkBetween(names, a, b)) };
}
