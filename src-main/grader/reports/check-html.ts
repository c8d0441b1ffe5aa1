/** One check of a submission: its verdict, and all that explains it. */
import type { Evidence, FloodEvidence } from '../../../src-shared/grading/evidence.ts';
import { floodStates } from '../../../src-shared/grading/flood-states.ts';
import { overrideOf } from '../../../src-shared/grading/override.ts';
import {
  type CheckResult,
  counts,
  type GradingResult,
  isSaidAtTop,
  type OverrideRecord,
  type SubmissionResult,
  triesOf,
} from '../../../src-shared/grading/results.ts';
import { VERDICT_SHAPES, VERDICT_WORDS, type Verdict } from '../../../src-shared/grading/verdict.ts';
import { differenceHtml, evidenceHtml, floodHtml } from './evidence-html.ts';
import { type Markup, markup } from './markup.ts';
import { pointsText, sentence } from './words.ts';

/** Shape, word and colour say the same. */
export const verdictHtml = (verdict: Verdict): Markup =>
  markup`<span class="verdict ${verdict}"><span class="shape" aria-hidden="true">${VERDICT_SHAPES[verdict]}</span>${VERDICT_WORDS[verdict]}</span>`;

export function checkHtml(result: GradingResult, submission: SubmissionResult, check: CheckResult): Markup {
  const { id, title, verdict } = check;
  const override = overrideOf(submission, id);
  const head = markup`<div class="head">${verdictHtml(verdict)}<h3>${title}</h3><code class="id">${id}</code><span class="points">${pointsOf(result, check)}</span></div>`;
  if (override === undefined && needsNoWords(submission, check)) {
    return markup`<article class="check ${verdict}" id="${id}">${head}</article>`;
  }
  return markup`<article class="check ${verdict}" id="${id}">${head}<div class="body">${override && overrideHtml(override)}${explanation(result, check)}</div></article>`;
}

/** Passed, or stopped by what stands at the head of the page, which would be said again at each check. */
const needsNoWords = (submission: SubmissionResult, check: CheckResult): boolean =>
  check.verdict === 'pass' || isSaidAtTop(submission, check);

function pointsOf({ rubric }: GradingResult, check: CheckResult): string {
  if (!counts(rubric, check)) return 'no points';
  if (check.verdict === 'unknown') return `? of ${pointsText(check.weight)}`;
  return `${check.verdict === 'pass' ? pointsText(check.weight) : 0} of ${pointsText(check.weight)}`;
}

function overrideHtml({ was, reason, by, at }: OverrideRecord): Markup {
  const who = [by, at?.slice(0, 10)].filter((part) => part !== undefined && part !== '').join(', ');
  return markup`<p class="override"><b>Overridden${who && markup` by ${who}`}.</b> The grader’s verdict was “${VERDICT_WORDS[was]}”. ${reason}</p>`;
}

function explanation(result: GradingResult, check: CheckResult): Markup {
  const { beyond, says, reason, hint, evidence, reproduce } = check;
  const differences = evidence.flatMap((item) => (item.kind === 'difference' ? [item.difference] : []));
  const flood = floodToShow(result, evidence);
  const folded = inTime(evidence.filter((item) => item.kind !== 'difference' && item !== flood));
  const tries = triesOf(check);
  return markup`
${reason && markup`<p class="reason">${sentence(reason)}${tries && markup` <span class="soft">(${tries})</span>`}</p>`}
${differences.map(differenceHtml)}
${flood && floodHtml(result.topology, flood)}
${hint && markup`<p class="hint"><b>Hint</b> ${hint}</p>`}
<p class="says"><b>${beyond ? 'Beyond the spec' : 'The course says'}</b> ${says}</p>
${folded.length > 0 && markup`<details><summary>What was seen <span class="soft">${contentsOf(folded)}</span></summary><div class="evidence">${folded.map((item) => evidenceHtml(result, item))}</div></details>`}
<div class="again"><b>Run just this check</b><pre class="command">${reproduce}</pre></div>`;
}

/** What was asked of Places is only heard of later. Evidence without a time stays behind what it came after. */
function inTime(evidence: readonly Evidence[]): readonly Evidence[] {
  let last = 0;
  const timed = evidence.map((item) => {
    if (!('at' in item)) return { item, at: last };
    last = Math.max(last, item.at);
    return { item, at: item.at };
  });
  return timed.sort((a, b) => a.at - b.at).map(({ item }) => item);
}

/** The last flood in which something is as it should not be is drawn where it is seen at once. */
function floodToShow({ topology }: GradingResult, evidence: readonly Evidence[]): FloodEvidence | undefined {
  return evidence.findLast(
    (item): item is FloodEvidence =>
      item.kind === 'flood' &&
      floodStates(topology.servers, item).some(({ state }) => state === 'missing' || state === 'excess'),
  );
}

const KINDS: readonly (readonly [Evidence['kind'], string, string])[] = [
  ['exchange', 'connection', 'connections'],
  ['overheard', 'place taken', 'places taken'],
  ['flood', 'drawing', 'drawings'],
  ['places', 'request to Places', 'requests to Places'],
  ['action', 'action', 'actions'],
  ['output', 'output', 'outputs'],
];

/** “3 connections, 1 drawing”. */
function contentsOf(evidence: readonly Evidence[]): string {
  const parts = KINDS.flatMap(([kind, one, many]) => {
    const ofKind = evidence.filter((item) => item.kind === kind);
    const count = ofKind.reduce((sum, item) => sum + (('times' in item && item.times) || 1), 0);
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`];
  });
  return parts.join(', ');
}
