/** The herd that every peer runs: Fall 2016's ring of five, on free ports of this machine, as a topology file. */
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import type { Address } from '../../src-shared/topology/topology.ts';

const HOST = '127.0.0.1';
const RING = ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'] as const;
const LINKS = ['Alford-Hamilton', 'Alford-Welsh', 'Ball-Holiday', 'Ball-Welsh', 'Hamilton-Holiday'] as const;

/** A herd of which only the file exists yet. JSON, which our YAML reader and Python's json both read. */
export interface HerdFile {
  readonly path: string;
  readonly servers: readonly { readonly name: string; readonly address: Address }[];
}

/** One server, linked to nobody. */
export async function writeSingle(path: string): Promise<HerdFile> {
  return write(path, ['Alford'], [], []);
}

/**
 * The ring. With sinks each server has one neighbour more, `AlfordSink` and so on, which the bench itself
 * plays on these addresses: what reaches it is what its server knows, without a question asked.
 */
export async function writeRing(path: string, sinks: readonly Address[] = []): Promise<HerdFile> {
  return write(path, RING, LINKS, sinks);
}

async function write(
  path: string,
  names: readonly string[],
  links: readonly string[],
  sinks: readonly Address[],
): Promise<HerdFile> {
  const ports = await freePorts(names.length);
  const servers = names.map((name, n) => ({ name, address: { host: HOST, port: ports[n]! } }));
  const entries = [
    ...servers.map(({ name, address }) => ({ name, ...address })),
    ...sinks.map((address, n) => ({ name: `${names[n]!}Sink`, ...address })),
  ];
  const sinkLinks = sinks.map((_, n) => `${names[n]!}-${names[n]!}Sink`);
  const title = 'The herd of the bench';
  await writeFile(
    path,
    JSON.stringify({ title, servers: entries, links: [...links, ...sinkLinks] }, null, 2),
  );
  return { path, servers };
}

/** Ports that nobody listens on now; all are held until all are found, so that no two are equal. */
export async function freePorts(count: number): Promise<number[]> {
  const holders = Array.from({ length: count }, () => createServer().listen(0, HOST));
  await Promise.all(holders.map((holder) => once(holder, 'listening')));
  const ports = holders.map((holder) => (holder.address() as { port: number }).port);
  await Promise.all(holders.map((holder) => once(holder.close(), 'close')));
  return ports;
}
