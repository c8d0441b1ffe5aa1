import type { Check } from '../check.ts';
import { PATIENCE } from '../patience.ts';

export const floodOnce: Check = {
  id: 'flood.once',
  title: 'A neighbour is sent an update once, not again and again',
  needs: 'own-herd',
  async run(trial) {
    const [neighbour = ''] = trial.neighboursOf(trial.server);
    const impostor = await trial.impersonate(neighbour);
    const first = await trial.report(trial.server);
    await trial.until(
      `${trial.server} did not tell ${neighbour} of a client`,
      () => impostor.updatesOf(first.client)[0],
      PATIENCE.start,
    );
    // Later clients come by the same way, so that what was going to be sent of the first one has been sent.
    for (let i = 0; i < 3; i++) {
      const { client } = await trial.report(trial.server);
      await trial.until(
        `${trial.server} stopped telling ${neighbour} of clients`,
        () => impostor.updatesOf(client)[0],
      );
    }
    const times = impostor.updatesOf(first.client).length;
    // The same update may come round the ring from the other side once more, and a herd may use two connections.
    trial.expect(times <= 2, `${trial.server} sent the same update to ${neighbour} ${times} times`, {
      hint: 'An update that a server already knows must not be passed on again, or the flood never ends.',
    });
  },
};
