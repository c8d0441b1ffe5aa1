/** Which servers run, for checks with a herd of their own; and the flooding that is expected among those. */
import { expectKnown, expectUnknown } from './flood.ts';
import { PATIENCE } from './patience.ts';
import type { Reported, Trial } from './trial.ts';
import { CheckFailure } from './verdict.ts';

/** Servers that are cut off are told of so many clients: one may only be late elsewhere, not all. */
const REPORTS_ALONE = 3;

/**
 * Kills and starts servers until just these run, and waits until all of them are in touch: also two that ran before may
 * have had no link of their own so far, and have heard of each other by a way that is gone now.
 */
export async function arrange(trial: Trial, up: readonly string[]): Promise<void> {
  const { running } = trial;
  const surplus = running.filter((name) => !up.includes(name));
  const missing = up.filter((name) => !running.includes(name));
  if (surplus.length > 0) await trial.kill(...surplus);
  if (missing.length > 0) await trial.start(...missing);
  await settle(trial);
}

/**
 * Waits until each of these servers and its running neighbours come to know what the other is told. Clients are
 * reported again and again meanwhile: servers may need a while until they have found each other.
 */
export function settle(trial: Trial, servers: readonly string[] = trial.running): Promise<void> {
  const { running } = trial;
  return trial.untimed(async () => {
    for (const server of servers) {
      for (const neighbour of trial.neighboursOf(server).filter((name) => running.includes(name))) {
        await inTouch(trial, server, neighbour);
        // The other direction has its turn with the neighbour, where that is one of them.
        if (!servers.includes(neighbour)) await inTouch(trial, neighbour, server);
      }
    }
  });
}

/** Whether they settled, for whom it is not to judge. */
export async function settles(trial: Trial, servers?: readonly string[]): Promise<boolean> {
  try {
    await settle(trial, servers);
    return true;
  } catch (thrown) {
    if (thrown instanceof CheckFailure && !trial.signal.aborted) return false;
    throw thrown;
  }
}

async function inTouch(trial: Trial, from: string, to: string): Promise<void> {
  const clients: string[] = [];
  await trial.until(
    `${to} did not learn of any of the clients that its neighbour ${from} was told of`,
    async () => {
      if (await knowsOne(trial, to, clients)) return true;
      clients.push((await trial.report(from)).client);
      return undefined;
    },
    PATIENCE.start,
    {
      hint: 'A neighbour that has just been started, or started again, is to be told of updates like any other.',
    },
  );
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
