import type { Check } from '../check.ts';

export const whatsatFirstLine: Check = {
  id: 'whatsat.first-line',
  title: 'WHATSAT’s first line is the AT line that IAMAT was answered with',
  needs: 'server',
  async run(trial) {
    const reported = await trial.report(trial.server);
    for (const time of ['', ' when asked again']) {
      const { answer } = await trial.ask(trial.server, reported.client);
      const [line = ''] = answer.text.split('\n', 1);
      trial.expectEqual(
        line.replace(/\r$/, ''),
        reported.line,
        `the first line of ${trial.server}’s answer to WHATSAT is not the AT line that it gave the client${time}`,
        'The AT line is kept as it was, with the difference of when the client was heard.',
      );
    }
  },
};
