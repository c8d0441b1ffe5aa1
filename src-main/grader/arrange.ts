/** Which servers run, for checks with a herd of their own; and the flooding that is expected among those. */
import { expectKnown, expectUnknown } from './flood.ts';
import { PATIENCE } from './patience.ts';
import type { Reported, Trial } from './trial.ts';

/** Servers that are cut off are told of so many clients: one may only be late elsewhere, not all. */
const REPORTS_ALONE = 3;

/** Kills and starts servers until just these run. */
export async function arrange(trial: Trial, up: readonly string[]): Promise<void> {
  const running = trial.running;
  const surplus = running.filter((name) => !up.includes(name));
  const missing = up.filter((name) => !running.includes(name));
  if (surplus.length > 0) await trial.kill(...surplus);
  if (missing.length > 0) await trial.start(...missing);
}

/**
 * Waits until what is told to any running server comes to all that it can come to. Clients are reported again and again
 * meanwhile: servers may need a while until they have found each other.
 */
export async function settle(trial: Trial): Promise<void> {
  const up = trial.running;
  const faults = { down: new Set(trial.names.filter((name) => !up.includes(name))) };
  for (const origin of up) {
    const clients: string[] = [];
    for (const server of trial.reachable(origin, faults)) {
      await trial.until(
        `${server} did not learn of any of the clients that ${origin} was told of`,
        async () => {
          if (await knowsOne(trial, server, clients)) return true;
          clients.push((await trial.report(origin)).client);
          return undefined;
        },
        PATIENCE.start,
        {
          hint: 'A neighbour that has just been started, or started again, is to be told of updates like any other.',
        },
      );
    }
  }
}

async function knowsOne(trial: Trial, server: string, clients: readonly string[]): Promise<boolean> {
  // The newest first: it is the most likely to have come.
  for (const client of clients.slice(-5).reverse()) if (await trial.known(server, client)) return true;
  return false;
}

/** Reports clients at every running server and expects that exactly those come to know them that can. */
export async function expectReach(trial: Trial): Promise<void> {
  const up = trial.running;
  const down = trial.names.filter((name) => !up.includes(name));
  const reports: Reported[] = [];
  for (const origin of up) {
    const reached = trial.reachable(origin, { down: new Set(down) });
    const times = reached.length === 1 ? REPORTS_ALONE : 1;
    for (let i = 0; i < times; i++) reports.push(await trial.report(origin));
  }
  for (const reported of reports) await expectKnown(trial, reported, { down });
  // Once more: what comes where it can't come by the links may have been on its way.
  for (const reported of reports) await expectUnknown(trial, reported, { down });
}
