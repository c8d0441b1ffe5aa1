/**
 * Where a submission's servers listen when their ports stand in its own code. The rule, simple enough to be foretold:
 * a server's port is the first whole number from 1024 to 65535 that stands after its name, at most 80 characters on and
 * before another server's name; upper and lower case are the same. A file counts when it gives every server a port of
 * its own so; the program's own file is looked at first, then the others in the alphabet's order.
 */

const LEAST_PORT = 1_024;
const MOST_PORT = 65_535;
const FAR = 80;

export interface SourceText {
  readonly path: string;
  readonly text: string;
}

export type FoundPorts =
  | { readonly kind: 'found'; readonly ports: ReadonlyMap<string, number>; readonly path: string }
  | { readonly kind: 'missing'; readonly problem: string };

/** `sources` in the order in which they are to be looked at. */
export function findPorts(sources: readonly SourceText[], names: readonly string[]): FoundPorts {
  let nearest: string | undefined;
  for (const { path, text } of sources) {
    const ports = portsIn(text, names);
    const missing = names.filter((name) => !ports.has(name));
    const distinct = new Set(ports.values()).size === ports.size;
    if (missing.length === 0 && distinct) return { kind: 'found', ports, path };
    if (ports.size === 0) continue;
    nearest ??= distinct
      ? `${path} has no port for ${missing.join(', ')}`
      : `${path} gives two servers the same port`;
  }
  return { kind: 'missing', problem: nearest ?? `no file has ports for ${names.join(', ')}` };
}

function portsIn(text: string, names: readonly string[]): Map<string, number> {
  const ports = new Map<string, number>();
  const byLowerCase = new Map(names.map((name) => [name.toLowerCase(), name]));
  const mention = new RegExp(`(?<![a-z0-9])(?:${names.map(literally).join('|')})(?![a-z0-9])`, 'gi');
  const mentions = [...text.matchAll(mention)];
  for (const [at, found] of mentions.entries()) {
    const name = byLowerCase.get(found[0].toLowerCase());
    if (name === undefined || ports.has(name)) continue;
    const from = found.index + found[0].length;
    const port = firstPort(text.slice(from, Math.min(from + FAR, mentions[at + 1]?.index ?? text.length)));
    if (port !== undefined) ports.set(name, port);
  }
  return ports;
}

function firstPort(text: string): number | undefined {
  for (const [digits] of text.matchAll(/(?<![\w.])\d{4,5}(?![\w.]\d|\d)/g)) {
    const port = Number(digits);
    if (port >= LEAST_PORT && port <= MOST_PORT) return port;
  }
  return undefined;
}

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
