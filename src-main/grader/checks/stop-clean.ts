import type { Check } from '../check.ts';
import { CheckFailure } from '../verdict.ts';

/** What was handed in may hold logs of before, which go on being written. */
const LOG = /\.(log|txt|out)$|log/i;

export const stopClean: Check = {
  id: 'stop.clean',
  title: 'The herd leaves the program that was handed in as it was',
  needs: 'own-herd',
  async run(trial) {
    const { server } = trial;
    const report = () => trial.talk(server, `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`);
    await trial.report(server);
    // What a server saves it may save when it loses a neighbour, or when it ends.
    await trial.kill(...trial.neighboursOf(server).slice(0, 1));
    await report().catch((thrown: unknown) => {
      // How it goes on then is looked at by other checks.
      if (!(thrown instanceof CheckFailure)) throw thrown;
    });
    await Promise.all(trial.running.map((name) => trial.stop(name)));
    const changed = (await trial.writtenFiles())
      .filter(({ path, isNew }) => !isNew && !LOG.test(path))
      .map(({ path }) => path);
    trial.expect(changed.length === 0, `the herd changed files that were handed in: ${changed.join(', ')}`);
  },
};
