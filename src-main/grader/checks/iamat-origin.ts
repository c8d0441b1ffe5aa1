import type { Check } from '../check.ts';

export const iamatOrigin: Check = {
  id: 'iamat.origin',
  title: 'The AT line names the server that was talked to',
  needs: 'herd',
  async run(trial) {
    for (const server of trial.names) {
      const { line, update } = await trial.report(server);
      trial.expectEqual(
        line,
        ['AT', server, ...line.split(' ').slice(2)].join(' '),
        `${server} calls itself ${update.origin} in the AT line`,
      );
    }
  },
};
