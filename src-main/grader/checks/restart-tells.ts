import { settle } from '../arrange.ts';
import type { Check } from '../check.ts';
import { expectFlood } from '../flood.ts';

export const restartTells: Check = {
  id: 'restart.tells',
  title: 'What a server that is started again is told comes to the others',
  needs: 'own-herd',
  async run(trial) {
    const again = trial.random.pick(trial.names);
    await expectFlood(trial, again);
    await trial.restart(again);
    await settle(trial, [again]);
    await expectFlood(trial, again);
    const { line } = await trial.ask(again, (await trial.report(again)).client);
    trial.expect(line !== undefined, `${again} does not answer WHATSAT after it was started again`);
  },
};
