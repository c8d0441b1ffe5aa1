/** Options that several subcommands have, and the readers of their values. */
import { InvalidArgumentError, Option } from 'commander';
import { DEFAULT_BASE_PORT } from '../../src-shared/topology/addresses.ts';
import { DEFAULT_PRESET_ID } from '../../src-shared/topology/presets.ts';

/** What commander makes of the options that say which herd is meant. */
export interface HerdOptions {
  readonly topology: string;
  readonly host: string;
  /** Still text: whether it fits depends on the topology. */
  readonly basePort: string;
}

export const topologyOption = (): Option =>
  new Option('--topology <id|file>', 'one of `herd topologies`, or a topology file').default(
    DEFAULT_PRESET_ID,
  );

export const hostOption = (): Option =>
  new Option('--host <address>', 'address of the servers that the topology gives none').default('127.0.0.1');

export const basePortOption = (more = ''): Option =>
  new Option('--base-port <n>', `server i of the topology is on port N+i${more}`).default(DEFAULT_BASE_PORT);

export const jsonOption = (description: string): Option => new Option('--json', description).default(false);

/** Longest time limit that may be asked for. */
const MOST_SECONDS = 86_400;

export function parseSeconds(text: string): number {
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : Number.NaN;
  if (seconds > 0 && seconds <= MOST_SECONDS) return seconds;
  throw new InvalidArgumentError(`Seconds are a number above 0, at most ${MOST_SECONDS}.`);
}
