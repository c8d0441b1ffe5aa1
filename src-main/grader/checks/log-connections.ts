import type { Check } from '../check.ts';
import { logGrown, logWith } from '../own-log.ts';

/** More than what is still to be written about anything else. */
const CONNECTIONS = 20;
const enough = (added: string): boolean => added.split('\n').length > CONNECTIONS;

export const logConnections: Check = {
  id: 'log.connections',
  title: 'The log has notices of new and of dropped connections',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const log = await logWith(trial, trial.server, `IAMAT ${client}`, 'a line that a client sent to it');
    const hint = 'A connection that is made and dropped without a word leaves two notices.';
    const connections = [];
    for (let i = 0; i < CONNECTIONS; i++) connections.push(await trial.open(trial.server));
    const opened = await logGrown(trial, log, `of ${CONNECTIONS} new connections`, enough, hint);
    for (const connection of connections) connection.close();
    await logGrown(trial, opened, `that ${CONNECTIONS} connections were dropped`, enough, hint);
  },
};
