/** Which of two reports of a client a server keeps: what every check of time stamps expects. */
import { parseLocation, type Update } from '../../src-shared/protocol/index.ts';
import type { Trial } from './trial.ts';

/** Degrees; about ten metres. */
const NEAR = 0.000_1;

export interface TwoReports {
  readonly older: string;
  readonly newer: string;
  /** What is kept instead when it goes wrong, in a sentence. */
  readonly what: string;
  readonly hint: string;
}

/** A report that is older than what is to be kept: where the client was by then. */
export interface OlderReport {
  readonly location: string;
  readonly timestamp: string;
}

/** Reports them in both orders, each for a client of its own, and expects the newer one to be what WHATSAT tells. */
export async function expectNewest(trial: Trial, { older, newer, what, hint }: TwoReports): Promise<void> {
  const { server } = trial;
  for (const order of [
    [older, newer],
    [newer, older],
  ]) {
    const client = trial.client();
    const reports = order.map((timestamp) => ({ timestamp, location: trial.location() }));
    for (const { location, timestamp } of reports) {
      // How a report that is no news is answered is not looked at here.
      await trial.talk(server, `IAMAT ${client} ${location} ${timestamp}`);
    }
    const { update } = await trial.ask(server, client);
    if (update === undefined) return trial.fail(`${server} does not know a client that it was told of twice`);
    trial.expectEqual(
      update.timestamp,
      newer,
      `${server} was told of a client at ${order.join(' and then at ')}, and kept ${what}`,
      hint,
    );
    expectNewestPlace(
      trial,
      server,
      update,
      reports.filter(({ timestamp }) => timestamp !== newer),
    );
  }
}

/** Expects that what a server tells with the newest time is not where the client was before. */
export function expectNewestPlace(
  trial: Trial,
  server: string,
  { location, timestamp }: Update,
  older: readonly OlderReport[],
): void {
  // Not that it is the newest place, as it was written: how a location is copied is looked at by other checks.
  const stale = older.find((report) => isSamePlace(report.location, location));
  if (stale === undefined) return;
  trial.fail(
    `${server} tells ${timestamp}, the newest time, with ${location}, where the client was at ${stale.timestamp}`,
    { hint: 'A report is kept or dropped as a whole: its location goes with its time stamp.' },
  );
}

/** Also if it was written anew from numbers. */
function isSamePlace(a: string, b: string): boolean {
  if (a === b) return true;
  const [one, other] = [parseLocation(a), parseLocation(b)];
  if (one === undefined || other === undefined) return false;
  const apart = [one.latitude - other.latitude, one.longitude - other.longitude];
  return apart.every((degrees) => Math.abs(degrees) < NEAR);
}
