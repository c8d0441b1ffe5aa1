import type { Check } from '../check.ts';
import { expectNewestPlace } from '../newest.ts';
import { nanosToTimestamp, type Reported, type Trial } from '../trial.ts';

const SHUFFLED_ROUNDS = 3;
/** Of two reports that meet on their way: one pair may miss each other. */
const CROSSED_ROUNDS = 10;
const MILLISECOND = 1_000_000n;

export const floodNewest: Check = {
  id: 'flood.newest',
  title: 'Everywhere the newest report wins, in whatever order the reports come',
  needs: 'herd',
  async run(trial) {
    for (let round = 0; round < SHUFFLED_ROUNDS; round++) await shuffled(trial);
    for (let round = 0; round < CROSSED_ROUNDS; round++) await crossed(trial);
  },
};

/** One report at each server, one after the other, their times shuffled. */
async function shuffled(trial: Trial): Promise<void> {
  const base = BigInt(trial.now().replace('.', ''));
  const times = trial.names.map((_, i) => nanosToTimestamp(base + BigInt(i) * MILLISECOND));
  const client = trial.client();
  const reports: Reported[] = [];
  for (const [i, timestamp] of trial.random.shuffle(times).entries()) {
    reports.push(await trial.report(trial.names[i] ?? trial.server, { client, timestamp }));
  }
  await expectEverywhere(trial, client, times.at(-1) ?? '', reports);
}

/** Two reports at neighbours at the same time: each server is told of the other's report after its own. */
async function crossed(trial: Trial): Promise<void> {
  const one = trial.random.pick(trial.names);
  const other = trial.random.pick(trial.neighboursOf(one));
  const base = BigInt(trial.now().replace('.', ''));
  const client = trial.client();
  const [older, newer] = [nanosToTimestamp(base), nanosToTimestamp(base + MILLISECOND)];
  const reports = await Promise.all([
    trial.report(one, { client, timestamp: newer }),
    trial.report(other, { client, timestamp: older }),
  ]);
  // A later client has come by the same links: nothing of the older report is on its way any more.
  for (const origin of [one, other]) {
    const later = await trial.report(origin);
    for (const server of [one, other]) {
      await trial.until(`${server} did not learn of a client that ${origin} was told of`, () =>
        trial.known(server, later.client),
      );
    }
  }
  await expectEverywhere(trial, client, newer, reports);
}

async function expectEverywhere(
  trial: Trial,
  client: string,
  newest: string,
  reports: readonly Reported[],
): Promise<void> {
  const older = reports.filter(({ timestamp }) => timestamp !== newest);
  for (const server of trial.names) {
    const told = await trial.until(
      `${server} did not come to the newest report of a client, that of ${newest},`,
      async () => {
        const told = await trial.known(server, client);
        return told?.timestamp === newest ? told : undefined;
      },
      undefined,
      { hint: 'Also what a neighbour tells is stored and passed on only if it is newer than what is known.' },
    );
    expectNewestPlace(trial, server, told, older);
  }
}
