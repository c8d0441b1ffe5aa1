/** How a check can end. */

/** `unknown` is never the submission's fault: nothing can be said about it. */
export type Verdict = 'pass' | 'fail' | 'unknown';

/** What people read. */
export const VERDICT_WORDS: Readonly<Record<Verdict, string>> = {
  pass: 'Passed',
  fail: 'Failed',
  unknown: 'Unknown',
};

/** A shape beside the word, so that a verdict is seen without its colour. */
export const VERDICT_SHAPES: Readonly<Record<Verdict, string>> = { pass: '✓', fail: '✗', unknown: '?' };
