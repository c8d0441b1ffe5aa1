import { expect, it } from 'vitest';
import { EvidenceLog } from './evidence.ts';
import { expectKnown } from './flood.ts';
import type { Reported, Trial } from './trial.ts';

it('draws as not knowing only who was asked: those after the first that does not know, too', async () => {
  const evidence = new EvidenceLog();
  const line = 'AT A +1 c +1+1 1';
  const trial = {
    names: ['A', 'B', 'C', 'D'],
    reachable: () => ['A', 'B', 'C', 'D'],
    evidence,
    ask: async (server: string) =>
      server === 'A' || server === 'D'
        ? { line, update: { client: 'c', timestamp: '1' } }
        : { line: undefined, update: undefined },
    until: async (what: string, look: () => Promise<unknown>) => {
      if ((await look()) === undefined) throw new Error(what);
    },
  } as unknown as Trial;
  const reported = { client: 'c', line, timestamp: '1', origin: 'A' } as Reported;
  await expect(expectKnown(trial, reported)).rejects.toThrow('B did not learn');
  expect(evidence.items).toMatchObject([{ kind: 'flood', knew: ['A', 'D'] }]);
});
