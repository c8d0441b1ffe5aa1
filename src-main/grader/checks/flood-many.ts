import type { Check } from '../check.ts';
import { expectKnown } from '../flood.ts';

const CLIENTS = 30;

export const floodMany: Check = {
  id: 'flood.many',
  title: 'Many clients that report to different servers at once are known everywhere',
  needs: 'herd',
  async run(trial) {
    const servers = Array.from({ length: CLIENTS }, () => trial.random.pick(trial.names));
    const reports = await Promise.all(servers.map((server) => trial.report(server)));
    for (const reported of reports) await expectKnown(trial, reported);
  },
};
