import type { Check } from '../check.ts';

export const whatsatFraction: Check = {
  id: 'whatsat.fraction',
  title: 'The radius may have a fraction',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    for (const radius of ['2.5', '49.999', '0.25']) {
      const { line } = await trial.ask(trial.server, client, radius);
      trial.expect(line !== undefined, `${trial.server} refused a radius of ${radius} km`);
    }
  },
};
