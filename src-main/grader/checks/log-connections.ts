import type { Check } from '../check.ts';
import { addedTo, logGrown, logWith, type OwnLog } from '../own-log.ts';
import type { Trial } from '../trial.ts';

/** More than what is still to be written about anything else. */
const CONNECTIONS = 20;

export const logConnections: Check = {
  id: 'log.connections',
  title: 'The log has notices of new and of dropped connections',
  needs: 'server',
  async run(trial) {
    const { server } = trial;
    const { client, line } = await trial.report(server);
    const log = await logWith(trial, server, `IAMAT ${client}`, 'a line that a client sent to it');
    const connections = [];
    for (let i = 0; i < CONNECTIONS; i++) connections.push(await trial.open(server));
    const { opened, notices } = await logOf(trial, log);
    // The notices that are asked for are of servers' connections, and a silent one may be anybody's.
    if (notices < CONNECTIONS) return expectServersNoticed(trial, opened, client, line);
    for (const connection of connections) connection.close();
    await logGrown(
      trial,
      opened,
      `that ${CONNECTIONS} connections were dropped`,
      (added) => countOthers(added, client) >= CONNECTIONS,
      'A connection that is made and dropped without a word leaves two notices.',
    );
  },
};

/** When all that was to be written about the new connections is there, since a later line is; and how many they have. */
async function logOf(trial: Trial, log: OwnLog): Promise<{ opened: OwnLog; notices: number }> {
  // Such a line is passed on to nobody.
  const bad = `HELLO-${trial.random.word(10)}`;
  await trial.talk(trial.server, bad);
  const opened = await logGrown(trial, log, 'a line that a client sent to it', (added) =>
    added.includes(bad),
  );
  return { opened, notices: countOthers(addedTo(log, opened), bad) };
}

/** Connects as other servers do, with an AT line that is no news, so that nothing is passed on and told of beside it. */
async function expectServersNoticed(trial: Trial, log: OwnLog, client: string, line: string): Promise<void> {
  for (let i = 0; i < CONNECTIONS; i++) await trial.talk(trial.server, line);
  await logGrown(
    trial,
    log,
    `of ${CONNECTIONS} new and ${CONNECTIONS} dropped connections from other servers`,
    (added) => countOthers(added, client) >= 2 * CONNECTIONS,
    'A connection leaves two notices, one when it is made and one when it is dropped.',
  );
}

/** The lines without this text. */
const countOthers = (added: string, text: string): number =>
  added.split('\n').filter((line) => line.trim() !== '' && !line.includes(text)).length;
