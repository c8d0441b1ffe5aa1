import { fileName } from '../result-store.ts';
import { type CheckResult, counts, type GradingResult, type SubmissionResult } from '../results.ts';
import type { Verdict } from '../verdict.ts';
import { type ClassSummary, summarise } from './class-summary.ts';
import { differenceHtml, evidenceHtml } from './html-evidence.ts';
import { STYLE } from './html-style.ts';
import type { ReportFile, ReportWriter } from './report-file.ts';
import { escapeXml } from './xml.ts';

const WORDS: Readonly<Record<Verdict, string>> = { pass: 'Passed', fail: 'Failed', unknown: 'Unknown' };

/** Pages that need nothing beside them: one for a submission, or a summary and one each for a class. */
export const htmlReport: ReportWriter = (result) => {
  const [only, ...others] = result.submissions;
  if (only !== undefined && others.length === 0)
    return [{ path: 'index.html', text: submissionPage(result, only) }];
  const pages = result.submissions.map(
    (submission): ReportFile => ({ path: pagePath(submission), text: submissionPage(result, submission) }),
  );
  return [{ path: 'index.html', text: classPage(result) }, ...pages];
};

const pagePath = ({ name }: SubmissionResult): string => `pages/${fileName(name)}.html`;

/** Nothing is loaded and nothing is run: what a student's program sent stays text. */
function page(title: string, body: string): string {
  const policy = "default-src 'none'; style-src 'unsafe-inline'";
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="${policy}"><title>${escapeXml(title)}</title><style>${STYLE}</style></head>
<body>${body}</body></html>
`;
}

function submissionPage(result: GradingResult, submission: SubmissionResult): string {
  const { rubric, topology, seed } = result;
  const { name, earned, possible, undecided, problem, dialect, notes, checks } = submission;
  const sections = [...new Set(checks.map(({ section }) => section))];
  const open = undecided > 0 ? `<p class="unknown">${undecided} points could not be decided.</p>` : '';
  const remarks = [...(dialect ? [`It answers ${dialect}.`] : []), ...notes];
  return page(
    `${name}: ${earned} of ${possible}`,
    `<header><h1>${escapeXml(name)}</h1><p class="score">${earned} of ${possible} points</p>${open}
<p class="soft">${escapeXml(rubric.title)} · topology ${escapeXml(topology.title)} · seed ${seed}</p></header>
${problem === undefined ? '' : `<p class="problem">${escapeXml(problem)}</p>`}
${remarks.map((remark) => `<p>${escapeXml(remark)}</p>`).join('')}
${sectionTable(result, checks, sections)}
${sections.map((section) => sectionHtml(result, section, checks)).join('\n')}`,
  );
}

function sectionTable(
  result: GradingResult,
  checks: readonly CheckResult[],
  sections: readonly string[],
): string {
  const rows = sections.map((section) => {
    const counted = checks.filter((check) => check.section === section && counts(result.rubric, check));
    const sum = (some: readonly CheckResult[]): number =>
      Math.round(some.reduce((points, { weight }) => points + weight, 0) * 1_000) / 1_000;
    const earned = sum(counted.filter(({ verdict }) => verdict === 'pass'));
    return `<tr><td>${escapeXml(section)}</td><td class="number">${earned}</td><td class="number">${sum(counted)}</td></tr>`;
  });
  return `<table><thead><tr><th>Section</th><th class="number">Points</th><th class="number">of</th></tr></thead><tbody>${rows.join('')}</tbody></table>`;
}

function sectionHtml(result: GradingResult, section: string, checks: readonly CheckResult[]): string {
  const some = checks.filter((check) => check.section === section);
  return `<section><h2>${escapeXml(section)}</h2>${some.map((check) => checkHtml(result, check)).join('\n')}</section>`;
}

function checkHtml(result: GradingResult, check: CheckResult): string {
  const { id, title, verdict, weight, says, beyond, reason, hint, evidence, reproduce } = check;
  const points = counts(result.rubric, check)
    ? `${verdict === 'pass' ? weight : 0} of ${weight}`
    : 'beyond the spec';
  const head = `<div class="head"><span class="verdict ${verdict}">${WORDS[verdict]}</span><span class="title">${escapeXml(title)}</span><span class="id">${escapeXml(id)}</span><span>${points}</span></div>`;
  if (verdict === 'pass') return `<div class="check">${head}</div>`;
  const differences = evidence.flatMap((item) => (item.kind === 'difference' ? [item.difference] : []));
  const rest = evidence.filter(({ kind }) => kind !== 'difference');
  const why = [
    `<p class="reason">${escapeXml(reason)}</p>`,
    hint === undefined ? '' : `<p class="reason soft">Hint: ${escapeXml(hint)}</p>`,
    ...differences.map((difference) => `<div class="reason">${differenceHtml(difference)}</div>`),
    `<p class="reason soft">${beyond ? 'Why it is looked at' : 'The course says'}: ${escapeXml(says)}</p>`,
    rest.length === 0
      ? ''
      : `<details><summary>What was seen</summary>${rest.map((item) => evidenceHtml(result, item)).join('')}</details>`,
    `<p class="reason soft">Run it again: <code>${escapeXml(reproduce)}</code></p>`,
  ];
  return `<div class="check">${head}${why.join('')}</div>`;
}

function classPage(result: GradingResult): string {
  const summary = summarise(result);
  const round = (points: number): number => Math.round(points * 10) / 10;
  const rows = result.submissions.map(
    (submission) =>
      `<tr><td><a href="${encodeURI(pagePath(submission))}">${escapeXml(submission.name)}</a></td><td class="number">${submission.earned}</td><td class="number">${submission.possible}</td><td class="number">${submission.undecided || ''}</td><td>${escapeXml(submission.problem?.split('\n', 1)[0] ?? '')}</td></tr>`,
  );
  return page(
    `${result.rubric.title}: ${summary.graded} submissions`,
    `<header><h1>${escapeXml(result.rubric.title)}</h1><p class="score">${summary.graded} submissions</p>
<p>Mean ${round(summary.mean)}, median ${round(summary.median)} of ${summary.possible} points.</p></header>
${summaryHtml(summary)}
<h2>Submissions</h2><table><thead><tr><th>Name</th><th class="number">Points</th><th class="number">of</th><th class="number">Undecided</th><th>Problem</th></tr></thead><tbody>${rows.join('')}</tbody></table>`,
  );
}

function summaryHtml({ distribution, mostFailed, notRun, graded }: ClassSummary): string {
  const round = (points: number): number => Math.round(points * 10) / 10;
  const bars = distribution.map(({ from, to, count }) => {
    const width = graded === 0 ? 0 : Math.round((count / graded) * 300);
    return `<tr><td>${round(from)} to ${round(to)}</td><td class="number">${count}</td><td><span class="bar" style="width:${width}px"></span></td></tr>`;
  });
  const failed = mostFailed.map(
    ({ id, title, failed: times }) =>
      `<tr><td>${escapeXml(title)} <code>${escapeXml(id)}</code></td><td class="number">${times}</td></tr>`,
  );
  const problems = notRun.map(
    ({ name, problem }) => `<tr><td>${escapeXml(name)}</td><td>${escapeXml(problem)}</td></tr>`,
  );
  return `<h2>Distribution</h2><table><thead><tr><th>Points</th><th class="number">How many</th><th></th></tr></thead><tbody>${bars.join('')}</tbody></table>
${failed.length === 0 ? '' : `<h2>Failed most often</h2><table><tbody>${failed.join('')}</tbody></table>`}
${problems.length === 0 ? '' : `<h2>Could not be run</h2><table><tbody>${problems.join('')}</tbody></table>`}`;
}
