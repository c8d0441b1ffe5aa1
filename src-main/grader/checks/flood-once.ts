import { setTimeout as delay } from 'node:timers/promises';
import type { Check } from '../check.ts';
import type { Impostor } from '../impostor.ts';
import { PATIENCE } from '../patience.ts';
import type { Trial } from '../trial.ts';

/** Later clients that come by the same way, so that what was going to be sent of the first one has been sent. */
const LATER = 3;
/** So long after it was told no news for the first time a server is listened to: what is sent later is not seen. */
const LISTEN_SECONDS = 5;
const OLD = '1479413884.392014450';

export const floodOnce: Check = {
  id: 'flood.once',
  title: 'A neighbour is sent an update once, and nothing of what is no news',
  needs: 'own-herd',
  async run(trial) {
    const { server } = trial;
    const [neighbour = ''] = trial.neighboursOf(server);
    const impostor = await trial.impersonate(neighbour);
    // Each of the neighbour's own neighbours may tell it once, since neither knows that the other has.
    const most = trial.neighboursOf(neighbour).length;
    await linkUp(trial, impostor);
    const { client, location, timestamp } = await trial.report(server);
    const { text } = await heard(trial, impostor, client);
    const expectNoMore = async (what: string): Promise<void> => {
      for (let i = 0; i < LATER; i++) await heard(trial, impostor, (await trial.report(server)).client);
      const times = impostor.updatesOf(client).length;
      trial.expect(
        times <= most,
        `${what}, and ${neighbour} has now been sent ${times} updates about one report by its ${most} neighbours`,
        {
          hint: 'An update that a server already knows must not be passed on again, or the flood never ends.',
        },
      );
    };
    await expectNoMore(`${server} was told of a client once`);
    const began = performance.now();
    await trial.talk(server, text);
    await expectNoMore(`${server} was told by ${neighbour} of an update that it knew`);
    for (const [again, what] of [
      [timestamp, 'the same report again'],
      [OLD, 'a report that is older'],
    ]) {
      await trial.talk(server, `IAMAT ${client} ${location} ${again}`);
      await expectNoMore(`${server} was given ${what}`);
    }
    const rest = LISTEN_SECONDS * 1_000 - (performance.now() - began);
    await delay(Math.max(0, rest), undefined, { signal: trial.signal });
    await expectNoMore(`for ${LISTEN_SECONDS} s after that ${server} was told no news`);
  },
};

/** The server may need a while until it has found the one in its neighbour's place. */
async function linkUp(trial: Trial, impostor: Impostor): Promise<void> {
  const clients: string[] = [];
  await trial.until(
    `${trial.server} did not tell ${impostor.server} of a client`,
    async () => {
      clients.push((await trial.report(trial.server)).client);
      return clients.some((client) => impostor.updatesOf(client).length > 0) ? true : undefined;
    },
    PATIENCE.start,
  );
}

const heard = (trial: Trial, impostor: Impostor, client: string) =>
  trial.until(
    `${trial.server} stopped telling ${impostor.server} of clients`,
    () => impostor.updatesOf(client)[0],
  );
