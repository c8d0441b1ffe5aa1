import type { Check } from '../check.ts';

export const iamatRepeated: Check = {
  id: 'iamat.repeated',
  title: 'A report that is no news is answered like any other',
  needs: 'server',
  async run(trial) {
    const { client, location, timestamp } = await trial.report(trial.server);
    for (const again of [timestamp, '1479413884.392014450']) {
      const { text } = await trial.talk(trial.server, `IAMAT ${client} ${location} ${again}`);
      trial.expect(
        text.startsWith(`AT ${trial.server} `) && text.includes(again),
        `${trial.server} did not answer a report that is no news with an AT line about it`,
      );
    }
  },
};
