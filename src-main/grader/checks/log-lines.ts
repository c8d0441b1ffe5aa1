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
      await trial.talk(server, bad);
      await logWith(
        trial,
        server,
        `IAMAT ${client} ${location} ${timestamp}`,
        'a line that a client sent to it',
      );
      await logWith(trial, server, line, 'the AT line that it answered with');
      // An AT line may be there because it was flooded. This is an answer and nothing else.
      await logWith(trial, server, `? ${bad}`, 'an answer to an invalid line');
    }
  },
};
