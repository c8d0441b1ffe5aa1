/** What is measured, how often and how long: the whole and the quick form. */

/** What `--only` names. */
export const CASES = [
  'iamat-1x1',
  'iamat-50x1',
  'iamat-50x32',
  'updates',
  'idle',
  'memory',
  'window',
  'grading',
] as const;
export type CaseId = (typeof CASES)[number];

/** What a quick run measures when nobody says what: a grading takes its minute and has no short form. */
export const QUICK_CASES: readonly CaseId[] = CASES.filter((id) => id !== 'grading');

/** A list such as `idle,memory`. `unknown`: the first word of it that is no case. */
export function parseCases(list: string): { readonly cases: CaseId[]; readonly unknown?: string } {
  const words = list.split(',').map((word) => word.trim());
  const unknown = words.find((word) => !isCase(word));
  const cases = CASES.filter((id) => words.includes(id));
  return unknown === undefined ? { cases } : { cases, unknown };
}

const isCase = (word: string): boolean => CASES.some((id) => id === word);

export interface Plan {
  readonly rounds: number;
  /** No round of a case is begun after this time; three rounds of the slowest case fit into it on a quiet machine. */
  readonly budgetMs: number;
  /** Before the first round each peer runs hot for a while; before each measurement it has a shorter run-up. */
  readonly iamat: { readonly hotMs: number; readonly warmUpMs: number; readonly measureMs: number };
  /**
   * Updates sent in one round; the report's design is slow and gets fewer, so that each takes seconds at most.
   * Before the first round every peer spreads `hot` of them untimed, the report's design one round's: a
   * just-in-time compiler is done, and an interpreter has specialised what runs often.
   */
  readonly updates: { readonly hot: number; readonly fast: number; readonly report: number };
  readonly updatesShape: { readonly connections: number; readonly depth: number };
  /**
   * Updates timed in one round, after some that are not. Before the first round comes a long warm-up: few
   * lines a second pass through an idle server, so that its compiler is done only after thousands of them.
   */
  readonly idle: { readonly hot: number; readonly warmUp: number; readonly timed: number };
  readonly memory: { readonly ours: number; readonly twisted: number };
}

const SHAPE = { connections: 50, depth: 32 };

export const FULL: Plan = {
  rounds: 5,
  budgetMs: 75_000,
  iamat: { hotMs: 2_000, warmUpMs: 200, measureMs: 1_000 },
  updates: { hot: 60_000, fast: 30_000, report: 1_500 },
  updatesShape: SHAPE,
  idle: { hot: 4_000, warmUp: 40, timed: 300 },
  memory: { ours: 1_000_000, twisted: 200_000 },
};

export const QUICK: Plan = {
  rounds: 1,
  budgetMs: 75_000,
  iamat: { hotMs: 400, warmUpMs: 50, measureMs: 250 },
  updates: { hot: 20_000, fast: 6_000, report: 200 },
  updatesShape: SHAPE,
  idle: { hot: 500, warmUp: 20, timed: 100 },
  memory: { ours: 200_000, twisted: 30_000 },
};
