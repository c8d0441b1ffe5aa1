/** A grading run as its news tell it: one fold, for the console that is asked for it and the page that shows it. */
import type { ErrorData } from '../errors.ts';
import type { CheckResult, GradingResult, SubmissionResult } from './results.ts';
import type { Verdict } from './verdict.ts';

/** What is seen of a server while a herd is graded; `impersonated`: the grader listens in its place. */
export type ServerSight = 'up' | 'down' | 'impersonated';

/** A check that is run, as its rubric has it. */
export type CheckListing = Pick<CheckResult, 'id' | 'title' | 'section' | 'says' | 'weight' | 'beyond'>;
export type Points = Pick<SubmissionResult, 'earned' | 'possible' | 'undecided'>;

/** What does not change while a run goes on. */
export interface GradingPlan extends Pick<GradingResult, 'rubric' | 'topology' | 'seed'> {
  readonly checks: readonly CheckListing[];
  readonly submissions: readonly { readonly name: string; readonly path: string }[];
}

export type GradingNews =
  | { readonly kind: 'planned'; readonly plan: GradingPlan }
  | { readonly kind: 'submission'; readonly name: string }
  | { readonly kind: 'checking'; readonly name: string; readonly check: string }
  | { readonly kind: 'judged'; readonly name: string; readonly check: string; readonly verdict: Verdict }
  | { readonly kind: 'server'; readonly name: string; readonly server: string; readonly sight: ServerSight }
  /** Also told again when a person has overridden a verdict. */
  | {
      readonly kind: 'graded';
      readonly name: string;
      readonly points: Points;
      readonly problem: string | null;
      readonly verdicts: Readonly<Record<string, Verdict>>;
      /** Checks whose verdict is a person's. */
      readonly overridden: readonly string[];
    }
  /** Reports were written of all that is graded. */
  | { readonly kind: 'exported' }
  | { readonly kind: 'ended'; readonly end: GradingEnd };

/** `failed`: it could not begin, or broke off. */
export type GradingEnd =
  | { readonly how: 'done' | 'stopped'; readonly atMs: number }
  | { readonly how: 'failed'; readonly atMs: number; readonly error: ErrorData };

/** News as they go to a page. */
export interface GradingBatch {
  readonly run: number;
  readonly beganMs: number;
  /** How many news of the run came before these. */
  readonly before: number;
  readonly news: readonly GradingNews[];
}

export interface SubmissionRun {
  readonly name: string;
  readonly path: string;
  /** `running` and not ended when the run has ended: it was interrupted. */
  readonly state: 'waiting' | 'running' | 'graded';
  /** The check that runs now. */
  readonly checking: string | null;
  readonly verdicts: Readonly<Record<string, Verdict>>;
  /** Servers that are not mentioned are down. */
  readonly servers: Readonly<Record<string, ServerSight>>;
  readonly points: Points | null;
  /** Why it could not be run at all. */
  readonly problem: string | null;
  readonly overridden: readonly string[];
}

export interface GradingRun {
  readonly run: number;
  readonly beganMs: number;
  /** How many news have been taken. */
  readonly told: number;
  /** News were missed: what is known is to be asked for anew. */
  readonly gap: boolean;
  /** Null: the submissions and the rubric are being read. */
  readonly plan: GradingPlan | null;
  readonly submissions: readonly SubmissionRun[];
  /** How many were graded before, by the run that this one goes on with. */
  readonly carried: number;
  /** Reports have all that is graded, as it counts now. */
  readonly exported: boolean;
  /** Null: it is under way. */
  readonly end: GradingEnd | null;
}

/**
 * A run after a batch of news. News of a later run begin that; what is known already is not taken twice, so that a
 * run that was asked for goes on with the news that were under way meanwhile.
 */
export function advanceGrading(run: GradingRun | null, { run: number, ...batch }: GradingBatch): GradingRun {
  if (run !== null && number < run.run) return run;
  const now: GradingRun = run?.run === number ? run : begin(number, batch.beganMs);
  if (batch.before > now.told) return { ...now, gap: true };
  const fresh = batch.news.slice(now.told - batch.before);
  if (fresh.length === 0) return now;
  return { ...fresh.reduce(advance, now), told: now.told + fresh.length };
}

const begin = (run: number, beganMs: number): GradingRun => ({
  run,
  beganMs,
  told: 0,
  gap: false,
  plan: null,
  submissions: [],
  carried: 0,
  exported: false,
  end: null,
});

function advance(run: GradingRun, news: GradingNews): GradingRun {
  switch (news.kind) {
    case 'planned': {
      const submissions = news.plan.submissions.map((one) => gradedBefore(run, one) ?? waiting(one));
      const carried = submissions.filter(({ state }) => state === 'graded').length;
      return { ...run, plan: news.plan, submissions, carried };
    }
    case 'submission':
      return change(run, news.name, ({ name, path }) => ({ ...waiting({ name, path }), state: 'running' }));
    case 'checking':
      return change(run, news.name, () => ({ checking: news.check }));
    case 'judged':
      return change(run, news.name, ({ verdicts }) => ({
        checking: null,
        verdicts: { ...verdicts, [news.check]: news.verdict },
      }));
    case 'server':
      return change(run, news.name, ({ servers }) => ({
        servers: { ...servers, [news.server]: news.sight },
      }));
    case 'graded': {
      const { points, problem, verdicts, overridden } = news;
      const done = { state: 'graded', checking: null, servers: {} } as const;
      const graded = change(run, news.name, () => ({ ...done, points, problem, verdicts, overridden }));
      return { ...graded, exported: false };
    }
    case 'exported':
      return { ...run, exported: true };
    case 'ended':
      return { ...run, end: news.end };
  }
}

/**
 * News that go on with a run, before the engine's own: what was graded stays in sight while the submissions are read,
 * and also where that fails.
 */
export function carriedNews({ plan, submissions }: GradingRun): GradingNews[] {
  if (plan === null) return [];
  const graded = submissions.flatMap(
    ({ state, name, points, problem, verdicts, overridden }): GradingNews[] =>
      state === 'graded' && points !== null
        ? [{ kind: 'graded', name, points, problem, verdicts, overridden }]
        : [],
  );
  return [{ kind: 'planned', plan }, ...graded];
}

/** What going on with a run would grade: it isn't graded yet, or this machine could not run it. */
export const isOpen = ({ state, problem, verdicts }: SubmissionRun): boolean =>
  state !== 'graded' || (problem !== null && Object.values(verdicts).includes('unknown'));

/** Of a run that is gone on with: what is open, or has another name now, is graded again. */
const gradedBefore = (run: GradingRun, { name, path }: { readonly name: string; readonly path: string }) =>
  run.submissions.find((one) => !isOpen(one) && one.name === name && one.path === path);

const waiting = ({ name, path }: { readonly name: string; readonly path: string }): SubmissionRun => ({
  name,
  path,
  state: 'waiting',
  checking: null,
  verdicts: {},
  servers: {},
  points: null,
  problem: null,
  overridden: [],
});

const change = (
  run: GradingRun,
  name: string,
  how: (one: SubmissionRun) => Partial<SubmissionRun>,
): GradingRun => ({
  ...run,
  submissions: run.submissions.map((one) => (one.name === name ? { ...one, ...how(one) } : one)),
});

/** How far a run is; `leftMs` null: nothing can be said yet. */
export interface GradingProgress {
  readonly graded: number;
  readonly submissions: number;
  /** 0 to 1. */
  readonly share: number;
  readonly leftMs: number | null;
}

export function progressOf(
  { plan, submissions, beganMs, carried }: GradingRun,
  nowMs: number,
): GradingProgress {
  const graded = submissions.filter(({ state }) => state === 'graded').length;
  const each = plan?.checks.length ?? 0;
  const all = each * submissions.length;
  // One that could not be run is done with all of its checks.
  const done = submissions.reduce(
    (sum, { state, verdicts }) => sum + (state === 'graded' ? each : Object.keys(verdicts).length),
    0,
  );
  const doneNow = done - each * carried;
  const share = all === 0 ? 0 : Math.min(1, done / all);
  return {
    graded,
    submissions: submissions.length,
    share,
    leftMs: doneNow <= 0 ? null : ((nowMs - beganMs) / doneNow) * (all - done),
  };
}
