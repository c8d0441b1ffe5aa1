/** How far an update came, server by server: for drawings and for those who can't see them. */
import type { FloodEvidence } from './evidence.ts';

/**
 * - `origin`: the client reported there, and it knows.
 * - `knows`, `apart`: as it should be: it knows, or can't have heard.
 * - `missing`, `excess`: as it should not be: it doesn't know, or knows what it can't have heard.
 * - `unasked`: nothing is known of it: the check had come to its end before.
 * - `down`: it didn't run.
 */
export type FloodState = 'origin' | 'knows' | 'apart' | 'missing' | 'excess' | 'unasked' | 'down';

export interface FloodPlace {
  readonly server: string;
  readonly state: FloodState;
}

export const FLOOD_WORDS: Readonly<Record<FloodState, string>> = {
  origin: 'was told',
  knows: 'knows',
  apart: 'can’t hear of it',
  missing: 'should know, doesn’t',
  excess: 'knows, can’t have heard',
  unasked: 'was not asked',
  down: 'down',
};

/** A shape for each state, so that it is seen without its colour. */
export const FLOOD_SHAPES: Readonly<Record<FloodState, string>> = {
  origin: '◉',
  knows: '✓',
  apart: '–',
  missing: '✗',
  excess: '!',
  unasked: '·',
  down: '⏻',
};

export function floodStates(servers: readonly string[], flood: FloodEvidence): FloodPlace[] {
  return servers.map((server) => ({ server, state: stateOf(server, flood) }));
}

function stateOf(server: string, { origin, down, expected, knew, asked }: FloodEvidence): FloodState {
  if (down.includes(server)) return 'down';
  if (!asked.includes(server)) return 'unasked';
  const should = expected.includes(server);
  const knows = knew.includes(server);
  if (should !== knows) return should ? 'missing' : 'excess';
  if (!should) return 'apart';
  return server === origin ? 'origin' : 'knows';
}

/** The same in one sentence. */
export function floodSentence(servers: readonly string[], flood: FloodEvidence): string {
  const told = floodStates(servers, flood).map(({ server, state }) => `${server} ${FLOOD_WORDS[state]}`);
  return `${flood.client}, reported at ${flood.origin}: ${told.join(', ')}.`;
}
