/** How many checks ended how. */
import type { CheckResult } from '../../../src-shared/grading/results.ts';
import { VERDICT_SHAPES, VERDICT_WORDS, type Verdict } from '../../../src-shared/grading/verdict.ts';
import { type Markup, markup } from './markup.ts';

const VERDICTS: readonly Verdict[] = ['pass', 'fail', 'unknown'];

export function tally(checks: readonly CheckResult[]): Markup {
  const parts = VERDICTS.flatMap((verdict) => {
    const count = checks.filter((check) => check.verdict === verdict).length;
    if (count === 0) return [];
    return markup`<span class="count ${verdict}"><span aria-hidden="true">${VERDICT_SHAPES[verdict]}</span> ${count} ${VERDICT_WORDS[verdict].toLowerCase()}</span> `;
  });
  return markup`${parts}`;
}
