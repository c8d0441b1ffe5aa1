import type { Check } from '../check.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

export const invalidCommand: Check = {
  id: 'invalid.command',
  title: 'Only IAMAT and WHATSAT, in capitals, are commands for clients',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const rest = `${trial.client()} ${trial.location()} ${trial.now()}`;
    await expectRefusedAfterGood(trial, [
      [`WHEREIS ${client} 10 5`, 'an unknown command'],
      [`iamat ${rest}`, 'iamat in small letters'],
      [`Iamat ${rest}`, 'Iamat'],
      [`whatsat ${client} 10 5`, 'whatsat in small letters'],
      [`IAMATX ${rest}`, 'the command IAMATX'],
      [`IAMAT${rest}`, 'IAMAT without white space behind it'],
    ]);
  },
};
