/** What the canvas says of servers and links to those who hear it: whole sentences, from a snapshot. */
import type { HerdSnapshot, ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { LinkSnapshot } from '../../src-shared/events/events.ts';
import { neighboursOf } from '../../src-shared/topology/topology.ts';
import { formatCount } from '../ui/format.ts';
import { linkName, linkStateWord, serverStateWord, shownLinkState } from '../ui/words.ts';

const spoken = new Intl.ListFormat('en', { type: 'conjunction' });

export function describeServer(server: ServerSnapshot, { topology }: HerdSnapshot): string {
  const near = neighboursOf(topology, server.name);
  const { counters } = server;
  return [
    server.name,
    serverStateWord(server.state).toLowerCase(),
    server.port === 0 ? 'no port yet' : `port ${server.port}`,
    ...(counters
      ? [`knows ${formatCount(counters.clients)} ${counters.clients === 1 ? 'client' : 'clients'}`]
      : []),
    near.length === 0 ? 'not linked' : `linked to ${spoken.format(near)}`,
  ].join(', ');
}

export function describeLink(link: LinkSnapshot, { servers }: HerdSnapshot): string {
  return `Link ${linkName(link)}, ${linkStateWord(shownLinkState(link, servers)).toLowerCase()}`;
}

/** What has come, gone, or another state than before. */
export function changesOf(
  before: ReadonlyMap<string, string>,
  now: ReadonlyMap<string, string>,
): Map<string, string> {
  const gone = [...before.keys()].filter((what) => !now.has(what)).map((what) => [what, 'deleted'] as const);
  const rest = [...now].flatMap(([what, state]): (readonly [string, string])[] => {
    if (!before.has(what)) return [[what, 'added']];
    return before.get(what) === state ? [] : [[what, state]];
  });
  return new Map([...gone, ...rest]);
}

/** A few changes are named one by one; a storm of them is summed up. */
const MOST_NAMED = 4;

/** Changes since the last time, as one sentence: `Welsh is killed. Alford–Welsh is broken.` */
export function announce(changes: ReadonlyMap<string, string>): string {
  if (changes.size <= MOST_NAMED) {
    return [...changes].map(([what, state]) => `${what} is ${state}.`).join(' ');
  }
  const counts = new Map<string, number>();
  for (const state of changes.values()) counts.set(state, (counts.get(state) ?? 0) + 1);
  return `${changes.size} changes: ${[...counts].map(([state, n]) => `${n} ${state}`).join(', ')}.`;
}
