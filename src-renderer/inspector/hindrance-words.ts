/** Why a server can't have heard, in words: `Alford–Welsh is cut, Ball is killed`. */
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { hindrancesOf } from '../../src-shared/topology/reachability.ts';
import { linkName, serverStateWord } from '../ui/words.ts';

export function hindranceWords({ topology, servers, links }: HerdSnapshot, server: string): string {
  const states = new Map(servers.map(({ name, state }) => [name, state]));
  const isUp = (name: string): boolean => ['ready', 'paused'].includes(states.get(name)?.kind ?? '');
  // Deleted meanwhile, or down itself by now.
  if (!isUp(server)) return '';
  const { cut, down } = hindrancesOf(topology, server, {
    down: new Set([...states.keys()].filter((name) => !isUp(name))),
    cut: new Set(links.filter(({ state }) => state === 'cut').map(({ id }) => id)),
  });
  const words = [
    ...cut.map((link) => `${linkName(link)} is cut`),
    ...down.map((name) => {
      const state = states.get(name);
      return `${name} is ${state ? serverStateWord(state).toLowerCase() : 'gone'}`;
    }),
  ];
  return words.length > 0 ? words.join(', ') : 'No link leads to it';
}
