/** A topology as a value: servers, the links between them, and nothing that runs. */

/** A server's name: a letter, then letters, digits, `_` or `.`, at most 64 in all. No white space (it goes on the wire). */
export const SERVER_NAME = /^[A-Za-z][A-Za-z0-9_.]{0,63}$/;

/** How a server that is not ours is hosted: any program, started from a command template. */
export interface CommandSpec {
  /** For example `python3 server.py {name}`; placeholders {name} {host} {port} {neighbours} {topology}. */
  readonly template: string;
  /** Working directory; relative ones are seen from the topology file's folder. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

export interface ServerSpec {
  readonly name: string;
  /** Default: the host that the herd is started with (127.0.0.1). */
  readonly host?: string;
  /** 1..65535. Default: base port + this server's place in the list. */
  readonly port?: number;
  /** Absent: our own server. */
  readonly command?: CommandSpec;
  /** Our own server in a process of its own; absent: in the process that hosts the herd. Never beside `command`. */
  readonly process?: 'own';
}

/** An undirected link. `a` is the server that stands earlier in the topology. */
export interface Link {
  readonly a: string;
  readonly b: string;
}

/** A link's name, as people write it: `Alford-Welsh`. */
export type LinkId = string;

export interface Topology {
  /** A preset's id, or the file's name. */
  readonly id: string;
  readonly title: string;
  readonly servers: readonly ServerSpec[];
  readonly links: readonly Link[];
}

export interface Address {
  readonly host: string;
  readonly port: number;
}

/** An address as people write it: `127.0.0.1:12000`, `[::1]:12000`. */
export const formatAddress = ({ host, port }: Address): string =>
  host.includes(':') ? `[${host}]:${port}` : `${host}:${port}`;

export const linkId = (link: Link): LinkId => `${link.a}-${link.b}`;

/** The names of the servers that `name` is linked to, in the topology's order of links. */
export function neighboursOf(topology: Topology, name: string): string[] {
  const names: string[] = [];
  for (const { a, b } of topology.links) {
    if (a === name) names.push(b);
    else if (b === name) names.push(a);
  }
  return names;
}

/** The link between two servers, in the topology's order whichever way it was written. Both must be among `names`. */
export function linkBetween(names: readonly string[], x: string, y: string): Link {
  return names.indexOf(x) <= names.indexOf(y) ? { a: x, b: y } : { a: y, b: x };
}

/** The link that a person means by `Alford-Welsh` or `Welsh-Alford`. */
export function findLink(topology: Topology, written: string): Link | undefined {
  return topology.links.find(({ a, b }) => written === `${a}-${b}` || written === `${b}-${a}`);
}
