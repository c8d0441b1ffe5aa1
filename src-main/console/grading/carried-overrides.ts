/**
 * What a person decided, by submission and check. A submission is known by its path: its name may be another when a
 * run is gone on with, beside one that is called the same.
 */
import { overrideCheck } from '../../../src-shared/grading/override.ts';
import type { Override, PointRules, SubmissionResult } from '../../../src-shared/grading/results.ts';

export class CarriedOverrides {
  readonly #byPath = new Map<string, Map<string, Override>>();

  of(path: string, check: string): Override | null {
    return this.#byPath.get(path)?.get(check) ?? null;
  }

  has(path: string): boolean {
    return this.#byPath.has(path);
  }

  /** Null: the grader's verdict counts. */
  set(path: string, check: string, override: Override | null): void {
    const mine = this.#byPath.get(path) ?? new Map<string, Override>();
    if (override === null) mine.delete(check);
    else mine.set(check, override);
    if (mine.size === 0) this.#byPath.delete(path);
    else this.#byPath.set(path, mine);
  }

  all(): { readonly path: string; readonly check: string; readonly override: Override }[] {
    return [...this.#byPath].flatMap(([path, mine]) =>
      [...mine].map(([check, override]) => ({ path, check, override })),
    );
  }

  /** @throws HerdError OVERRIDE_INVALID */
  apply(rules: PointRules, path: string, result: SubmissionResult): SubmissionResult {
    const mine = this.#byPath.get(path)?.values() ?? [];
    return [...mine].reduce((one, override) => overrideCheck(rules, one, override), result);
  }
}
