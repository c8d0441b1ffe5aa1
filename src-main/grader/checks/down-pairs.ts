import { arrange, expectReach } from '../arrange.ts';
import type { Check } from '../check.ts';
import type { Trial } from '../trial.ts';

type Pair = readonly [string, string];

export const downPairs: Check = {
  id: 'down.pairs',
  title: 'With any two servers down exactly those that can be reached come to know of a client',
  needs: 'own-herd',
  async run(trial) {
    for (const pair of pairsInTurn(trial)) {
      const up = trial.names.filter((name) => !pair.includes(name));
      await arrange(trial, up);
      await expectReach(trial);
      trial.expectAlive(...up);
    }
  },
};

/** All pairs, each with a server of the one before where that can be: so only one has to be started for the next. */
function pairsInTurn(trial: Trial): Pair[] {
  const names = trial.random.shuffle(trial.names);
  const left: Pair[] = names.flatMap((a, i) => names.slice(i + 1).map((b) => [a, b] as const));
  const turn: Pair[] = [];
  while (left.length > 0) {
    const [a, b] = turn.at(-1) ?? [];
    const next = left.findIndex((pair) => pair.some((name) => name === a || name === b));
    turn.push(...left.splice(Math.max(0, next), 1));
  }
  return turn;
}
