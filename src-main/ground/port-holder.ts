/**
 * Who listens on a port of this machine, where the system tells (Linux, from /proc). Only looks: what is
 * found here is named to a person, never signalled.
 */
import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { isIPv4 } from 'node:net';

export interface Listener {
  readonly pid: number;
  readonly program: string;
}

/** Who listens; `untold` where the system doesn't say. `hidden`: someone does whose process can't be seen. */
export type Listeners =
  | { readonly kind: 'untold' }
  | { readonly kind: 'told'; readonly listeners: readonly Listener[]; readonly hidden: boolean };

function read(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return undefined;
  }
}

function entries(path: string): string[] {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
}

/** An IPv4 address as the tables write it: the bytes of a little-endian word in hex. */
const hexAddress = (host: string): string =>
  Buffer.from(host.split('.').map(Number).reverse()).toString('hex').toUpperCase();

interface ListeningSocket {
  /** As the table writes it. */
  readonly address: string;
  readonly port: number;
  /** As a process's list of open files names it. */
  readonly inode: string;
}

function listeningSockets(table: string): ListeningSocket[] {
  return table
    .split('\n')
    .slice(1)
    .flatMap((row) => {
      const [, local = '', , state, , , , , , inode] = row.trim().split(/\s+/);
      if (state !== '0A' || inode === undefined) return [];
      const [address = '', hexPort = ''] = local.split(':');
      return [{ address, port: Number.parseInt(hexPort, 16), inode: `socket:[${inode}]` }];
    });
}

/** The inodes of the sockets that listen on a port: at this IPv4 address or at all; for other hosts at any. */
function listeningInodes(table: string, wantedPort: number, host: string | undefined): string[] {
  const wanted = host !== undefined && isIPv4(host) ? hexAddress(host) : '';
  return listeningSockets(table)
    .filter(({ address, port }) => port === wantedPort && (/^0*$/.test(address) || address.endsWith(wanted)))
    .map(({ inode }) => inode);
}

function holds(pid: string, inodes: ReadonlySet<string>): boolean {
  return entries(`/proc/${pid}/fd`).some((fd) => {
    try {
      return inodes.has(readlinkSync(`/proc/${pid}/fd/${fd}`));
    } catch {
      return false;
    }
  });
}

/** The processes that listen on a port (a forked one and its parent may both hold the socket). */
export function listenersOn(port: number, host?: string): Listeners {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(read).filter((table) => table !== undefined);
  if (tables.length === 0) return { kind: 'untold' };
  const inodes = new Set(tables.flatMap((table) => listeningInodes(table, port, host)));
  if (inodes.size === 0) return { kind: 'told', listeners: [], hidden: false };
  const listeners = entries('/proc')
    .filter((entry) => /^\d+$/.test(entry) && holds(entry, inodes))
    .map((pid) => ({ pid: Number(pid), program: read(`/proc/${pid}/comm`)?.trim() ?? 'a program' }));
  return { kind: 'told', listeners, hidden: listeners.length === 0 };
}

/** Whether this process listens on a port; undefined where the system doesn't tell. Much cheaper than asking who does. */
export function isListenedOnBy(pid: number, port: number, host?: string): boolean | undefined {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map(read).filter((table) => table !== undefined);
  if (tables.length === 0) return undefined;
  const inodes = new Set(tables.flatMap((table) => listeningInodes(table, port, host)));
  return holds(String(pid), inodes);
}

/** The ports on which some of these processes listen, the least first; none where the system doesn't tell. */
export function portsListenedOnBy(pids: readonly number[]): number[] {
  const tables = ['/proc/net/tcp', '/proc/net/tcp6'].map((table) => read(table) ?? '');
  const ports = tables
    .flatMap((table) => listeningSockets(table))
    .filter(({ inode }) => pids.some((pid) => holds(String(pid), new Set([inode]))));
  return [...new Set(ports.map(({ port }) => port))].sort((a, b) => a - b);
}

/** Who holds a port, for a message: `python3 (pid 123)`; undefined where that can't be told. */
export function holderOf(port: number, host?: string): string | undefined {
  const found = listenersOn(port, host);
  const [first] = found.kind === 'told' ? found.listeners : [];
  return first && `${first.program} (pid ${first.pid})`;
}

/** Whether `pid` is the process `root`, in its session, or descends from it. Where the system tells; else false. */
export function belongsTo(pid: number, root: number): boolean {
  const seen = new Set<number>();
  for (let current = pid; current > 1 && !seen.has(current); ) {
    if (current === root) return true;
    seen.add(current);
    // The program's name is in parentheses and may hold anything; after the last one: state, parent, group, session.
    const [, parent, group, session] = read(`/proc/${current}/stat`)?.split(') ').at(-1)?.split(' ') ?? [];
    if (Number(session) === root || Number(group) === root) return true;
    current = Number(parent ?? 0);
  }
  return false;
}
