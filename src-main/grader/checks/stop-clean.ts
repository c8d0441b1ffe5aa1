import type { Check } from '../check.ts';

/** What was handed in may hold logs of before, which go on being written. */
const LOG = /\.(log|txt|out)$|log/i;

export const stopClean: Check = {
  id: 'stop.clean',
  title: 'The herd leaves the program that was handed in as it was',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const changed = (await trial.writtenFiles())
      .filter(({ path, isNew }) => !isNew && !LOG.test(path))
      .map(({ path }) => path);
    trial.expect(changed.length === 0, `the herd changed files that were handed in: ${changed.join(', ')}`);
  },
};
