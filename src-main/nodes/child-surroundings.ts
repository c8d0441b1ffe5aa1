/**
 * What a hosted program is told: its own address, its neighbours' as it is to dial them, and a topology
 * file that says the same. As placeholders of its command and as environment variables alike.
 */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Address, formatAddress } from '../../src-shared/topology/topology.ts';
import type { PlaceholderValues } from './command-template.ts';

export interface Surroundings {
  readonly values: PlaceholderValues;
  readonly env: Readonly<Record<string, string>>;
  /** Where the topology file is; nothing else is in there. */
  readonly folder: string;
  /** Takes the topology file away. Idempotent. */
  remove(): Promise<void>;
}

/** The file is JSON, which every language reads, and so YAML too: one of our topology files. */
function topologyText(name: string, address: Address, neighbours: ReadonlyMap<string, Address>): string {
  const servers = [{ name, ...address }, ...[...neighbours].map(([other, at]) => ({ name: other, ...at }))];
  const links = [...neighbours.keys()].map((other) => [name, other]);
  return `${JSON.stringify({ title: `${name} and its neighbours`, servers, links }, undefined, 2)}\n`;
}

/** Writes the topology file into a new folder of its own below `parent`. */
export async function makeSurroundings(
  name: string,
  address: Address,
  neighbours: ReadonlyMap<string, Address>,
  parent: string = tmpdir(),
): Promise<Surroundings> {
  const folder = await mkdtemp(join(parent, 'herd-'));
  const remove = () => rm(folder, { recursive: true, force: true });
  try {
    const topology = join(folder, 'topology.json');
    await writeFile(topology, topologyText(name, address, neighbours));
    const values: PlaceholderValues = {
      name,
      host: address.host,
      port: String(address.port),
      neighbours: [...neighbours].map(([other, at]) => `${other}=${formatAddress(at)}`).join(','),
      topology,
    };
    const env = {
      HERD_NAME: values.name,
      HERD_HOST: values.host,
      HERD_PORT: values.port,
      HERD_NEIGHBOURS: values.neighbours,
      HERD_TOPOLOGY: values.topology,
    };
    return { values, env, folder, remove };
  } catch (thrown) {
    await remove();
    throw thrown;
  }
}
