/** The page of one submission. */
import {
  counts,
  type GradingResult,
  type SectionPoints,
  type SubmissionResult,
  sectionsOf,
} from '../../../src-shared/grading/results.ts';
import { checkHtml } from './check-html.ts';
import { type Markup, markup } from './markup.ts';
import { page } from './page.ts';
import { scoreBar } from './score-bar.ts';
import { tally } from './tally.ts';
import { pointsText, pointsWords, sentence } from './words.ts';

/** @param classPage where the class's page is, from this one; undefined: there is none */
export function submissionPage(
  result: GradingResult,
  submission: SubmissionResult,
  classPage?: string,
): string {
  const { name, earned, possible, checks } = submission;
  const sections = sectionsOf(result.rubric, checks);
  return page(
    `${name}: ${pointsText(earned)} of ${pointsText(possible)} points`,
    markup`<main>
${classPage !== undefined && markup`<nav><a href="${classPage}">← The whole class</a></nav>`}
${header(result, submission)}
${sections.length > 1 && sectionTable(result, sections)}
${sections.map((section, i) => sectionHtml(result, submission, section, i))}
${footer(result)}
</main>`,
  );
}

function header({ rubric }: GradingResult, submission: SubmissionResult): Markup {
  const { name, earned, possible, undecided, problem, dialect, notes } = submission;
  const remarks = [...(dialect === undefined ? [] : [`It answers ${dialect}.`]), ...notes];
  const overridden = submission.overrides?.length ?? 0;
  return markup`<header>
<p class="kicker">${rubric.title}</p>
<h1>${name}</h1>
<p class="score"><b>${pointsText(earned)}</b> of ${pointsWords(possible)}</p>
${scoreBar(submission)}
${undecided > 0 && markup`<p class="open"><b>${pointsWords(undecided)} could not be decided</b>, so neither earned nor lost: something stood in the grader’s way. A person has to look.</p>`}
${problem !== undefined && markup`<p class="problem"><b>It could not be run.</b> ${sentence(problem)}</p>`}
${overridden > 0 && markup`<p class="soft">${overridden === 1 ? 'One verdict was' : `${overridden} verdicts were`} overridden by a person; the reason stands at each.</p>`}
${remarks.length > 0 && markup`<ul class="remarks">${remarks.map((remark) => markup`<li>${remark}</li>`)}</ul>`}
</header>`;
}

function sectionTable({ rubric }: GradingResult, sections: readonly SectionPoints[]): Markup {
  const rows = sections.map((section, i) => {
    const points =
      section.possible === 0 && !section.checks.some((check) => counts(rubric, check))
        ? markup`<span class="soft">no points</span>`
        : markup`<b>${pointsText(section.earned)}</b> of ${pointsText(section.possible)}`;
    return markup`<tr><th scope="row"><a href="#section-${i + 1}">${section.title}</a></th><td class="bars">${scoreBar(section)}</td><td class="number">${points}</td><td>${tally(section.checks)}</td></tr>`;
  });
  return markup`<table class="sections"><thead><tr><th scope="col">Section</th><th scope="col"><span class="hidden">Share</span></th><th scope="col" class="number">Points</th><th scope="col">Checks</th></tr></thead><tbody>${rows}</tbody></table>`;
}

function sectionHtml(
  result: GradingResult,
  submission: SubmissionResult,
  section: SectionPoints,
  index: number,
): Markup {
  const { title, earned, possible, checks } = section;
  const points =
    possible > 0 && markup`<span class="points">${pointsText(earned)} of ${pointsText(possible)}</span>`;
  return markup`<section id="section-${index + 1}"><h2>${title} ${points}</h2>
${checks.map((check) => checkHtml(result, submission, check))}
</section>`;
}

function footer({ rubric, topology, seed }: GradingResult): Markup {
  return markup`<footer>Rubric ${rubric.id} · topology ${topology.title} (${topology.servers.join(', ')}) · seed ${seed}. Invisible bytes are shown as escapes: \\n is a line feed, \\r a carriage return, \\xNN any other. Times are seconds since the check began.</footer>`;
}
