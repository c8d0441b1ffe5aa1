/** The overrides of a file put into results, one submission at a time, and what is left of them. */
import { overrideCheck } from '../../src-shared/grading/override.ts';
import type { PointRules, SubmissionResult } from '../../src-shared/grading/results.ts';
import type { NamedOverride } from './read-overrides.ts';

export class Overrides {
  readonly #rubric: PointRules;
  readonly #waiting: Set<NamedOverride>;

  constructor(rubric: PointRules, overrides: readonly NamedOverride[]) {
    this.#rubric = rubric;
    this.#waiting = new Set(overrides);
  }

  /** The submission with what was decided for it; checks that were not run are left out. */
  apply(submission: SubmissionResult): SubmissionResult {
    const graded = new Set(submission.checks.map(({ id }) => id));
    return [...this.#waiting].reduce((result, named) => {
      const { submission: name, ...override } = named;
      if (name !== submission.name || !graded.has(override.check)) return result;
      this.#waiting.delete(named);
      return overrideCheck(this.#rubric, result, override);
    }, submission);
  }

  /** Those of submissions and checks that have not come by. */
  get unused(): readonly NamedOverride[] {
    return [...this.#waiting];
  }
}
