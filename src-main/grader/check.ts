/** One check: one file in `checks/`, one row in its index, one entry in a rubric. README.md says how to add one. */
import type { Trial } from './trial.ts';

/**
 * What a check needs:
 * - `server`: some running server (`trial.server`), of a herd that other checks use too. Must not start or end servers.
 * - `herd`: all servers running, of a herd that other checks use too. Must not start or end servers.
 * - `own-herd`: a herd of its own, all servers freshly started; it may do with them what it likes.
 * - `own-server`: a herd of its own of which only `trial.server` was started; it may start others.
 * - `nothing`: no server runs; it starts what it needs.
 */
export type Needs = 'server' | 'herd' | 'own-herd' | 'own-server' | 'nothing';

export interface Check {
  /** `group.what`, for example `iamat.echo`: in rubrics, reports and on the command line. */
  readonly id: string;
  /** What it finds out, in a few words. */
  readonly title: string;
  readonly needs: Needs;
  /**
   * Judges: passes by resolving, fails or doesn't know by what `trial` throws. It may only pass on positive evidence,
   * so that a server that answers everything with the same error never passes. It may be run again: all that it draws
   * from `trial` (clients, random numbers) is new then.
   */
  run(trial: Trial): Promise<void>;
}
