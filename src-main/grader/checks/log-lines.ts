import type { Check } from '../check.ts';
import { logWith } from '../own-log.ts';

export const logLines: Check = {
  id: 'log.lines',
  title: 'Each server logs what it is sent and what it answers',
  needs: 'herd',
  async run(trial) {
    for (const server of trial.names) {
      const { client, location, timestamp, line } = await trial.report(server);
      const bad = `HELLO-${trial.random.word(10)}`;
      const refusal = await trial.talk(server, bad);
      await logWith(
        trial,
        server,
        `IAMAT ${client} ${location} ${timestamp}`,
        'a line that a client sent to it',
      );
      await logWith(trial, server, line, 'the AT line that it answered with');
      // An AT line may be there because it was flooded. This is an answer and nothing else.
      const [answer = ''] = refusal.text.trim().split(/\r?\n/, 1);
      trial.expect(
        answer !== '' && answer !== bad,
        `${server} did not answer an invalid line with anything that could be looked for in its log`,
      );
      await logWith(trial, server, answer, 'the answer to an invalid line');
    }
  },
};
