import type { Check } from '../check.ts';
import { logGrown, logWith } from '../own-log.ts';

export const logPeers: Check = {
  id: 'log.peers',
  title: 'The log tells that a neighbour is lost',
  needs: 'own-herd',
  async run(trial) {
    const neighbour = trial.random.pick(trial.neighboursOf(trial.server));
    const first = await trial.report(trial.server);
    const sent = `IAMAT ${first.client}`;
    const log = await logWith(trial, trial.server, sent, 'a line that a client sent to it');
    await trial.kill(neighbour);
    const { client } = await trial.report(trial.server);
    const { port } = trial.addressOf(neighbour);
    // A notice names the neighbour, or its port, and is not one of the lines about the client.
    const isNotice = (line: string): boolean =>
      (line.includes(neighbour) || line.includes(String(port))) &&
      !line.includes(client) &&
      !line.includes(first.client);
    await logGrown(
      trial,
      log,
      `that ${trial.server} lost its neighbour ${neighbour}`,
      (added) => added.split('\n').some(isNotice),
      'That a neighbour can’t be reached, or that its connection was dropped, belongs into the log, with its name.',
    );
  },
};
