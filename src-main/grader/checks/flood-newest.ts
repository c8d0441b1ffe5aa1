import type { Check } from '../check.ts';
import { nanosToTimestamp, type Trial } from '../trial.ts';

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
  for (const [i, timestamp] of trial.random.shuffle(times).entries()) {
    await trial.report(trial.names[i] ?? trial.server, { client, timestamp });
  }
  await expectEverywhere(trial, client, times.at(-1) ?? '');
}

/** Two reports at neighbours at the same time: each server is told of the other's report after its own. */
async function crossed(trial: Trial): Promise<void> {
  const one = trial.random.pick(trial.names);
  const other = trial.random.pick(trial.neighboursOf(one));
  const base = BigInt(trial.now().replace('.', ''));
  const client = trial.client();
  const [older, newer] = [nanosToTimestamp(base), nanosToTimestamp(base + MILLISECOND)];
  await Promise.all([
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
  await expectEverywhere(trial, client, newer);
}

async function expectEverywhere(trial: Trial, client: string, newest: string): Promise<void> {
  for (const server of trial.names) {
    await trial.until(
      `${server} did not come to the newest report of a client, that of ${newest},`,
      async () => ((await trial.known(server, client))?.timestamp === newest ? true : undefined),
      undefined,
      { hint: 'Also what a neighbour tells is stored and passed on only if it is newer than what is known.' },
    );
  }
}
