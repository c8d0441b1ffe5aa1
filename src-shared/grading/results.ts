/** What comes out of grading, as data. Reports and the window are made from this and nothing else. */
import type { Topology } from '../topology/topology.ts';
import type { Evidence } from './evidence.ts';
import type { Verdict } from './verdict.ts';

/** What of a rubric decides which points count. */
export interface PointRules {
  /** Whether checks beyond the spec give points. */
  readonly countsBeyond: boolean;
}

export interface CheckResult {
  readonly id: string;
  readonly title: string;
  /** The title of the rubric's section. */
  readonly section: string;
  /** What the course says; of a check beyond the spec, why it is looked at. */
  readonly says: string;
  /** The one that counts: a person's, where one has overridden the grader's. */
  readonly verdict: Verdict;
  readonly weight: number;
  readonly beyond: boolean;
  /** One sentence; empty: it passed. */
  readonly reason: string;
  readonly hint?: string;
  readonly evidence: readonly Evidence[];
  /** How often it was run: more than once when nothing could be said; 0: the herd could not be run at all. */
  readonly attempts: number;
  readonly seconds: number;
  /** It is unknown for what else this machine did, and tried again when the run is gone on with. */
  readonly hindered?: true;
  /** The command that runs just this check again in the same way. */
  readonly reproduce: string;
}

export interface SubmissionResult {
  readonly name: string;
  readonly path: string;
  /** Points of what passed. */
  readonly earned: number;
  /** Points of everything that counts. */
  readonly possible: number;
  /** Points of what could not be decided: neither earned nor lost. */
  readonly undecided: number;
  /** What kind of client this herd answers, in words. */
  readonly dialect?: string;
  /** Why it could not be run at all. */
  readonly problem?: string;
  /** What was noticed beside the checks. */
  readonly notes: readonly string[];
  readonly checks: readonly CheckResult[];
  /** Verdicts that a person has overridden, one a check at most; absent: none. */
  readonly overrides?: readonly OverrideRecord[];
}

/** That a person decided otherwise than the grader. */
export interface Override {
  readonly check: string;
  readonly verdict: Verdict;
  /** Why: never empty. */
  readonly reason: string;
  /** Who decided. */
  readonly by?: string;
  /** When, in ISO 8601. */
  readonly at?: string;
}

export interface OverrideRecord extends Override {
  /** What the grader found. */
  readonly was: Verdict;
}

/** The form of results, kept and written: another number is another form. */
export const RESULT_SCHEMA = 1;

export interface GradingResult {
  readonly schema: typeof RESULT_SCHEMA;
  readonly rubric: PointRules & { readonly id: string; readonly title: string };
  readonly topology: Pick<Topology, 'id' | 'title' | 'links'> & { readonly servers: readonly string[] };
  readonly seed: number;
  readonly submissions: readonly SubmissionResult[];
  /** How many were to be graded, where that is more: the run was interrupted. */
  readonly asked?: number;
}

/** How many were to be graded. */
export const askedOf = ({ submissions, asked = 0 }: Pick<GradingResult, 'submissions' | 'asked'>): number =>
  Math.max(asked, submissions.length);

/** Whether a check gives points. */
export const counts = (rubric: PointRules, { beyond }: Pick<CheckResult, 'beyond'>): boolean =>
  rubric.countsBeyond || !beyond;

/** What checks give, by a rubric's rules. */
export function pointsOf(
  rubric: PointRules,
  checks: readonly Pick<CheckResult, 'verdict' | 'weight' | 'beyond'>[],
): Pick<SubmissionResult, 'earned' | 'possible' | 'undecided'> {
  const sum = (wanted: (verdict: Verdict) => boolean): number =>
    round(
      checks.reduce(
        (points, check) => points + (counts(rubric, check) && wanted(check.verdict) ? check.weight : 0),
        0,
      ),
    );
  return {
    earned: sum((verdict) => verdict === 'pass'),
    possible: sum(() => true),
    undecided: sum((verdict) => verdict === 'unknown'),
  };
}

export interface SectionPoints extends Pick<SubmissionResult, 'earned' | 'possible' | 'undecided'> {
  readonly title: string;
  readonly checks: readonly CheckResult[];
}

/** The checks by section, in the rubric's order, with each section's points. */
export function sectionsOf(rubric: PointRules, checks: readonly CheckResult[]): SectionPoints[] {
  const titles = [...new Set(checks.map(({ section }) => section))];
  return titles.map((title) => {
    const own = checks.filter(({ section }) => section === title);
    return { title, checks: own, ...pointsOf(rubric, own) };
  });
}

/** Sums of decimal weights, without the dust of binary fractions. */
const round = (points: number): number => Math.round(points * 1_000) / 1_000;

/**
 * The verdict over everything that counts: for exit codes and for a glance. What could not be run failed its checks;
 * a person may have decided otherwise.
 */
export function verdictOf(rubric: PointRules, { checks, problem }: SubmissionResult): Verdict {
  const counting = checks.filter((check) => counts(rubric, check));
  // What could not be run is not passed because nothing of it counts.
  const decisive = counting.length === 0 && problem !== undefined ? checks : counting;
  const verdicts = decisive.map(({ verdict }) => verdict);
  if (verdicts.includes('fail')) return 'fail';
  return verdicts.includes('unknown') ? 'unknown' : 'pass';
}

/**
 * How often it was run, in words; empty for once. Only what nothing could be said of is tried again: a check that
 * failed did so at its last attempt.
 */
export function triesOf({ attempts, verdict }: Pick<CheckResult, 'attempts' | 'verdict'>): string {
  if (attempts < 2) return '';
  return verdict === 'unknown'
    ? `tried ${attempts} times`
    : `at attempt ${attempts}; nothing could be said at ${attempts === 2 ? 'the first' : 'those before'}`;
}

/**
 * Whether the problem of the whole submission says why this check was not run: reports tell that once, at the top, and
 * not again at each check. A reason of its own (the time was used up) is told.
 */
export const isSaidAtTop = (
  { problem }: Pick<SubmissionResult, 'problem'>,
  { verdict, attempts, reason }: Pick<CheckResult, 'verdict' | 'attempts' | 'reason'>,
): boolean =>
  problem !== undefined &&
  verdict !== 'pass' &&
  attempts === 0 &&
  (problem.includes(reason) || reason.includes(problem));
