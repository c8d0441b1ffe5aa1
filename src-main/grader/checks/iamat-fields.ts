import type { Check } from '../check.ts';

export const iamatFields: Check = {
  id: 'iamat.fields',
  title: 'IAMAT is answered with an AT line of six fields',
  needs: 'server',
  async run(trial) {
    const { answer, client, location, timestamp, update } = await trial.report(trial.server);
    trial.expect(update.extras.length === 0, 'the AT line has more than six fields');
    trial.expectEqual(
      answer.bytes,
      `AT ${trial.server} ${update.diff} ${client} ${location} ${timestamp}\n`,
      'the answer to IAMAT is not AT, the server, the time difference and a copy of what the client sent',
    );
  },
};
