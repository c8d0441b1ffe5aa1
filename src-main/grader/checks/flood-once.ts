import type { Check } from '../check.ts';
import type { Impostor } from '../impostor.ts';
import { PATIENCE } from '../patience.ts';
import type { Trial } from '../trial.ts';

/** Later clients that come by the same way, so that what was going to be sent of the first one has been sent. */
const LATER = 3;

export const floodOnce: Check = {
  id: 'flood.once',
  title: 'A neighbour is sent an update once, and nothing of what is no news',
  needs: 'own-herd',
  async run(trial) {
    const [neighbour = ''] = trial.neighboursOf(trial.server);
    const impostor = await trial.impersonate(neighbour);
    const hint =
      'An update that a server already knows must not be passed on again, or the flood never ends.';
    // Each of the neighbour's own neighbours may tell it once, since neither knows that the other has.
    const most = trial.neighboursOf(neighbour).length;
    await linkUp(trial, impostor);
    const first = await trial.report(trial.server);
    await heard(trial, impostor, first.client);
    for (let i = 0; i < LATER; i++) await heard(trial, impostor, (await trial.report(trial.server)).client);
    const times = impostor.updatesOf(first.client).length;
    trial.expect(
      times <= most,
      `${neighbour} was sent the same update ${times} times by its ${most} neighbours`,
      {
        hint,
      },
    );
    for (const timestamp of [first.timestamp, '1479413884.392014450']) {
      await trial.talk(trial.server, `IAMAT ${first.client} ${first.location} ${timestamp}`);
      for (let i = 0; i < LATER; i++) await heard(trial, impostor, (await trial.report(trial.server)).client);
      const again = impostor.updatesOf(first.client).length;
      const what = timestamp === first.timestamp ? 'the same report again' : 'a report that is older';
      trial.expect(
        again <= most,
        `${trial.server} was given ${what}, and ${neighbour} has now been sent ${again} updates about that client by its ${most} neighbours`,
        { hint },
      );
    }
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
