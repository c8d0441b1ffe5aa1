import type { Check } from '../check.ts';
import { expectRefusedAfterGood } from '../refusal.ts';

export const invalidFields: Check = {
  id: 'invalid.fields',
  title: 'A command with too few or too many fields is invalid',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const [id, location, timestamp] = [trial.client(), trial.location(), trial.now()];
    await expectRefusedAfterGood(trial, [
      ['IAMAT', 'IAMAT alone'],
      [`IAMAT ${id}`, 'IAMAT with one field'],
      [`IAMAT ${id} ${location}`, 'IAMAT without a time stamp'],
      [`IAMAT ${id} ${location} ${timestamp} more`, 'IAMAT with a field too many'],
      ['WHATSAT', 'WHATSAT alone'],
      [`WHATSAT ${client} 10`, 'WHATSAT without a bound'],
      [`WHATSAT ${client} 10 5 more`, 'WHATSAT with a field too many'],
    ]);
  },
};
