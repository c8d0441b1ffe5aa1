/** What every case of one run is given. */
import { join } from 'node:path';
import type { Children, Running } from '../peers/children.ts';
import type { HerdFile } from '../peers/herd-file.ts';
import { commandsOf, type Hosting, isTwisted, type PeerPlaces } from '../peers/peers.ts';
import type { Plan } from '../plan.ts';
import { type MetricId, type Results, record, type SubjectId } from '../results.ts';
import { failureOf } from '../rounds.ts';

export interface BenchRun {
  readonly plan: Plan;
  readonly places: PeerPlaces;
  readonly children: Children;
  readonly results: Results;
  readonly signal: AbortSignal;
  /** A line for who waits. */
  progress(text: string): void;
}

/** A peer that is to be in a case. */
export interface Entrant {
  readonly subject: SubjectId;
  readonly hosting: Hosting;
  readonly metrics: readonly MetricId[];
}

export interface Started {
  readonly entrant: Entrant;
  readonly herd: HerdFile;
  readonly running: Running;
}

const NO_TWISTED = 'no Python here can import twisted (Debian: apt install python3-twisted)';

/** Starts the entrants. One that is missing or fails gets its place in the results, and is left out. */
export async function startAll(
  run: BenchRun,
  entrants: readonly Entrant[],
  herdFile: (path: string) => Promise<HerdFile>,
): Promise<Started[]> {
  const started: Started[] = [];
  for (const entrant of entrants) {
    const { subject, hosting, metrics } = entrant;
    if (isTwisted(subject) && run.places.python === undefined) {
      for (const metric of metrics)
        record(run.results, metric, subject, { kind: 'missing', why: NO_TWISTED });
      continue;
    }
    try {
      const herd = await herdFile(join(run.places.scratch, `${subject}-${hosting}.json`));
      const running = await run.children.start(commandsOf(subject, herd, hosting, run.places));
      started.push({ entrant, herd, running });
    } catch (error) {
      run.signal.throwIfAborted();
      for (const metric of metrics) record(run.results, metric, subject, failureOf(error));
    }
  }
  return started;
}

export async function endAll(started: readonly Started[]): Promise<void> {
  await Promise.all(started.map(({ running }) => running.end()));
}

export const addressesOf = (herd: HerdFile) => herd.servers.map((server) => server.address);
