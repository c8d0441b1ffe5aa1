/** The page of a class: how it did, what most got wrong, who needs a person, and the way to each submission. */
import { type ClassSummary, countWords, summarise } from '../../../src-shared/grading/class-summary.ts';
import type { GradingResult, SubmissionResult } from '../../../src-shared/grading/results.ts';
import { type Markup, markup } from './markup.ts';
import { page } from './page.ts';
import { scoreBar } from './score-bar.ts';
import { tally } from './tally.ts';
import { pointsText } from './words.ts';

/** @param pathOf where a submission's page is, from this one */
export function classPage(result: GradingResult, pathOf: (name: string) => string): string {
  const summary = summarise(result);
  const link = (name: string): Markup => markup`<a href="${encodeURI(pathOf(name))}">${name}</a>`;
  return page(
    `${result.rubric.title}: ${countWords(summary)}`,
    markup`<main>
${header(result, summary)}
<h2>How the points are spread</h2>
<div class="panel">${histogram(summary)}</div>
${mostFailed(summary)}
${notRun(summary, link)}
${undecided(summary, link)}
${submissionTable(result, link)}
<footer>Rubric ${result.rubric.id} · topology ${result.topology.title} · seed ${result.seed}</footer>
</main>`,
  );
}

function header({ rubric }: GradingResult, summary: ClassSummary): Markup {
  const { graded, asked, mean, median, possible, full } = summary;
  const facts: readonly (readonly [string, string, string])[] = [
    ['Mean', pointsText(mean), `of ${pointsText(possible)}`],
    ['Median', pointsText(median), `of ${pointsText(possible)}`],
    ['All points', String(full), ''],
    ['Could not be run', String(summary.notRun.length), ''],
    ['Wait for a person', String(summary.undecided.length), ''],
  ];
  return markup`<header>
<p class="kicker">${rubric.title}</p>
<h1>${countWords(summary)}</h1>
${graded < asked && markup`<p class="open"><b>The run was interrupted:</b> ${graded} of ${asked} are graded, and all on this page is of those alone. <code>--resume</code> grades the rest.</p>`}
<dl class="facts">${facts.map(([name, value, more]) => markup`<div><dt>${name}</dt><dd>${value} <small>${more}</small></dd></div>`)}</dl>
</header>`;
}

const CHART = { width: 900, height: 190, top: 22, bottom: 26 } as const;

/** A bar for each tenth of the points, its count above it. */
function histogram({ distribution, possible }: ClassSummary): Markup {
  const most = Math.max(1, ...distribution.map(({ count }) => count));
  const step = CHART.width / distribution.length;
  const floor = CHART.height - CHART.bottom;
  const bars = distribution.map(({ from, to, count }, i) => {
    const height = Math.round((count / most) * (floor - CHART.top));
    const middle = Math.round((i + 0.5) * step);
    const words = `${pointsText(from)}–${pointsText(to)}`;
    return markup`<rect x="${Math.round(i * step + step * 0.08)}" y="${floor - height}" width="${Math.round(step * 0.84)}" height="${height}" rx="3"/>${count > 0 && markup`<text class="count" x="${middle}" y="${floor - height - 7}">${count}</text>`}<text x="${middle}" y="${CHART.height - 7}">${words}</text>`;
  });
  const told = distribution
    .filter(({ count }) => count > 0)
    .map(({ from, to, count }) => `${count} with ${pointsText(from)} to ${pointsText(to)}`);
  return markup`<svg class="histogram" viewBox="0 0 ${CHART.width} ${CHART.height}" role="img" aria-label="Points of ${pointsText(possible)}: ${told.join(', ')}">${bars}<line x1="0" y1="${floor}" x2="${CHART.width}" y2="${floor}"/></svg>`;
}

function mostFailed({ mostFailed: checks }: ClassSummary): Markup {
  if (checks.length === 0) return markup``;
  const rows = checks.map(({ id, title, failed, judged }) => {
    const width = Math.round((failed / Math.max(1, judged)) * 100);
    return markup`<tr><th scope="row">${title} <code class="soft">${id}</code></th><td class="bars"><svg class="bar share" viewBox="0 0 100 20" preserveAspectRatio="none" aria-hidden="true"><rect class="rest" width="100" height="20"/><rect width="${width}" height="20"/></svg></td><td class="number"><b>${failed}</b> of ${judged}</td></tr>`;
  });
  return markup`<h2>What most often went wrong</h2>
<table><thead><tr><th scope="col">Check</th><th scope="col"><span class="hidden">Share</span></th><th scope="col" class="number">Failed</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function notRun({ notRun: submissions }: ClassSummary, link: (name: string) => Markup): Markup {
  if (submissions.length === 0) return markup``;
  const rows = submissions.map(
    ({ name, problem }) =>
      markup`<tr><th scope="row">${link(name)}</th><td class="reason-cell">${problem}</td></tr>`,
  );
  return markup`<h2>Could not be run</h2>
<table><thead><tr><th scope="col">Submission</th><th scope="col">Why</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function undecided({ undecided: submissions }: ClassSummary, link: (name: string) => Markup): Markup {
  if (submissions.length === 0) return markup``;
  const rows = submissions.map(
    ({ name, points, reasons }) =>
      markup`<tr><th scope="row">${link(name)}</th><td class="reason-cell">${reasons.join('\n')}</td><td class="number">${pointsText(points)}</td></tr>`,
  );
  return markup`<h2>Wait for a person</h2>
<table><thead><tr><th scope="col">Submission</th><th scope="col">What stood in the way</th><th scope="col" class="number">Points open</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function submissionTable({ submissions }: GradingResult, link: (name: string) => Markup): Markup {
  const row = (submission: SubmissionResult): Markup => {
    const { name, earned, possible, checks } = submission;
    return markup`<tr><th scope="row">${link(name)}</th><td class="bars">${scoreBar(submission)}</td><td class="number"><b>${pointsText(earned)}</b> of ${pointsText(possible)}</td><td>${tally(checks)}</td></tr>`;
  };
  return markup`<h2>All submissions</h2>
<table><thead><tr><th scope="col">Submission</th><th scope="col"><span class="hidden">Share</span></th><th scope="col" class="number">Points</th><th scope="col">Checks</th></tr></thead><tbody>${submissions.map(row)}</tbody></table>`;
}
