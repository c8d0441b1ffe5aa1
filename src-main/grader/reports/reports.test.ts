import buffer from 'node:buffer';
import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { Evidence } from '../../../src-shared/grading/evidence.ts';
import { applyOverride } from '../../../src-shared/grading/override.ts';
import type { GradingResult } from '../../../src-shared/grading/results.ts';
import { aCheck, aResult, aSubmission } from '../../../src-shared/grading/testing/a-result.ts';
import { CHECKS } from '../checks/index.ts';
import { EVIDENCE_LIMITS, EvidenceLog } from '../evidence.ts';
import { csvReport } from './csv.ts';
import { gradescopeReport } from './gradescope.ts';
import { FORMAT_NAMES, REPORT_FORMATS } from './index.ts';
import { jsonReport } from './json.ts';
import { junitReport } from './junit.ts';
import type { ReportWriter } from './report-file.ts';
import { readMarkup } from './testing/read-markup.ts';

/** What a student's program may print, or be called. */
const HOSTILE = `</pre><script>alert(1)</script><img src=x onerror="alert('2')">&amp;\u001b[2J\u202egpj\u0000]]>"'=1+1`;

const EVIDENCE: readonly Evidence[] = [
  {
    kind: 'exchange',
    at: 0.1,
    server: 'Alford',
    pieces: [
      { at: 0.1, from: 'client', text: 'IAMAT x +1-1 1\\n' },
      { at: 0.2, from: 'server', text: HOSTILE },
    ],
    end: HOSTILE,
  },
  { kind: 'action', at: 0.3, text: HOSTILE },
  { kind: 'overheard', at: 0.4, server: 'Ball', lines: [{ at: 0.5, text: HOSTILE }] },
  {
    kind: 'flood',
    at: 0.6,
    client: HOSTILE,
    origin: 'Alford',
    down: ['Welsh'],
    expected: ['Alford', 'Hamilton', 'Holiday', 'Ball'],
    knew: ['Alford', 'Hamilton'],
    asked: ['Alford', 'Hamilton', 'Holiday'],
  },
  { kind: 'places', at: 0.7, text: HOSTILE, times: 196 },
  {
    kind: 'difference',
    difference: {
      expected: 'a',
      got: HOSTILE,
      offset: 0,
      lines: ['expected: a', `got:      ${HOSTILE}`, '          ^ byte 0'],
    },
  },
  { kind: 'output', server: 'Ball', lines: [HOSTILE] },
  { kind: 'note', text: HOSTILE },
];

const hostile = aSubmission(
  HOSTILE,
  [
    aCheck({ id: 'iamat.fields', weight: 2 }),
    aCheck({
      id: 'flood.all',
      section: 'Flooding',
      weight: 3,
      verdict: 'fail',
      reason: HOSTILE,
      hint: HOSTILE,
      evidence: EVIDENCE,
      reproduce: HOSTILE,
    }),
    aCheck({ id: 'places.radius', section: 'Places', weight: 1, verdict: 'unknown', reason: HOSTILE }),
    aCheck({ id: 'line.crlf', section: 'Beyond', weight: 4, verdict: 'fail', beyond: true }),
  ],
  { notes: [HOSTILE], dialect: HOSTILE },
);
const unstarted = aSubmission(
  'unstarted',
  [aCheck({ verdict: 'fail', reason: 'it never started', weight: 6 })],
  {
    problem: 'it never started',
  },
);
const ofOne = aResult([hostile]);
const ofClass = aResult([hostile, unstarted, aSubmission('ada', [aCheck({ weight: 6 })])]);

const files = (writer: ReportWriter, result: GradingResult): Map<string, string> =>
  new Map(
    Array.from(writer(result), ({ path, text }) => [
      path,
      typeof text === 'string' ? text : [...text].join(''),
    ]),
  );
const first = (writer: ReportWriter, result: GradingResult): string =>
  [...files(writer, result).values()][0] ?? '';

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are what it is about
const ACTING = /[\u0000\u001b\u202e]/;

describe('every format', () => {
  it.each(FORMAT_NAMES)(
    '%s shows what would act on a terminal, a page or a reader, and does not pass it on',
    (name) => {
      for (const text of files(REPORT_FORMATS[name], ofClass).values()) {
        expect(text).not.toMatch(ACTING);
      }
    },
  );

  it.each(FORMAT_NAMES)('%s writes nothing beside its folder, whatever a submission is called', (name) => {
    const evil = aResult([aSubmission('../../etc/x', [aCheck()]), aSubmission('..', [aCheck()])]);
    for (const path of files(REPORT_FORMATS[name], evil).keys()) {
      expect(path.split('/')).not.toContain('..');
      expect(path).not.toMatch(/^\//);
    }
  });
});

describe('the page of a submission', () => {
  const source = first(REPORT_FORMATS.html, ofOne);
  const elements = readMarkup(source);

  it('is well-formed, runs nothing and loads nothing', () => {
    const names = new Set(elements.map(({ name }) => name));
    for (const name of ['script', 'img', 'link', 'iframe', 'form']) expect(names).not.toContain(name);
    const attributes = new Set(elements.flatMap((element) => Object.keys(element.attributes)));
    expect(
      [...attributes].filter((name) => name.startsWith('on') || name === 'src' || name === 'style'),
    ).toEqual([]);
  });

  it.each(['\\n', '&', 'a\\x00', "'<"])(
    'fits into one text, also where all that %j can fill is full',
    (filler) => {
      const log = new EvidenceLog();
      const text = filler.repeat(1_000);
      for (let i = 0; i < EVIDENCE_LIMITS.items; i++) {
        const pieces = Array.from({ length: 3 }, () => ({ at: 0, from: 'server' as const, text }));
        log.add({ kind: 'exchange', at: 0, server: 'Alford', pieces, end: '' });
      }
      const full = aCheck({ verdict: 'fail', evidence: log.items });
      const { length } = first(REPORT_FORMATS.html, aResult([aSubmission('ada', [full])]));
      expect(length * CHECKS.length).toBeLessThan(buffer.constants.MAX_STRING_LENGTH);
    },
  );

  it('lets in its own style by its hash and nothing else', () => {
    const policy = elements.find(({ attributes }) => attributes['http-equiv'])?.attributes['content'];
    const style = elements.find(({ name }) => name === 'style')?.text ?? '';
    const hash = createHash('sha256').update(style).digest('base64');
    expect(policy).toBe(
      `default-src 'none'; style-src 'sha256-${hash}'; base-uri 'none'; form-action 'none'`,
    );
  });

  it('says the score, what is open, and the points of each section', () => {
    const text = elements.find(({ name }) => name === 'main')?.text ?? '';
    expect(text).toContain('2 of 6 points');
    expect(text).toContain('1 point could not be decided');
    const rows = elements.filter(({ name }) => name === 'tr').map((row) => row.text);
    expect(rows).toEqual([
      expect.stringContaining('Section'),
      expect.stringMatching(/^Replies2 of 2✓ 1 passed/),
      expect.stringMatching(/^Flooding0 of 3✗ 1 failed/),
      expect.stringMatching(/^Places0 of 1\? 1 unknown/),
      expect.stringMatching(/^Beyondno points✗ 1 failed/),
    ]);
  });

  it('counts what is said once for many times', () => {
    expect(source).toContain('196 requests to Places');
    expect(source).toContain('(196 times)');
  });

  it('marks the first difference and gives the command that runs the check again', () => {
    const marks = elements.filter(({ name }) => name === 'mark').map(({ text }) => text);
    expect(marks).toEqual(['a', '<']);
    expect(elements.some(({ name, attributes }) => name === 'pre' && attributes['class'] === 'command')).toBe(
      true,
    );
  });

  it('draws how far the update came, and tells it to those who can’t see it', () => {
    const drawing = elements.find(({ attributes }) => attributes['class'] === 'flood');
    expect(drawing?.attributes['aria-label']).toMatch(
      /reported at Alford: Alford was told, Hamilton knows, Holiday should know, doesn’t, Ball was not asked, Welsh down\.$/,
    );
    expect(drawing?.text).toContain('✗');
  });

  it.each([
    ['fail', 1, /nothing\. (?!\()/],
    ['fail', 3, /\(at attempt 3; nothing could be said at those before\)/],
    ['unknown', 3, /\(tried 3 times\)/],
  ] as const)('tells of attempts as they were: %s, %i', (verdict, attempts, words) => {
    const tried = aSubmission('ada', [aCheck({ verdict, attempts })]);
    const page = readMarkup(first(REPORT_FORMATS.html, aResult([tried])));
    const text = page.find(({ name }) => name === 'main')?.text.replaceAll(/\s+/g, ' ') ?? '';
    expect(text).toMatch(words);
  });

  it('keeps why a verdict was overridden, and by whom', () => {
    const override = {
      check: 'flood.all',
      verdict: 'pass',
      reason: 'Our fault.',
      by: 'Grace',
      at: '2024-11-25T10:00:00Z',
    } as const;
    const page = first(REPORT_FORMATS.html, applyOverride(ofOne, HOSTILE, override));
    const said = readMarkup(page).find(({ attributes }) => attributes['class'] === 'override')?.text;
    expect(said).toBe('Overridden by Grace, 2024-11-25. The grader’s verdict was “Failed”. Our fault.');
    expect(readMarkup(page).find(({ name }) => name === 'main')?.text).toContain('5 of 6 points');
  });
});

describe('the page of a class', () => {
  const pages = files(REPORT_FORMATS.html, ofClass);
  const elements = readMarkup(pages.get('index.html') ?? '');

  it('links to a page for every submission, and each back', () => {
    const links = new Set(elements.flatMap(({ attributes }) => attributes['href'] ?? []));
    expect([...links].map(decodeURI).sort()).toEqual(
      [...pages.keys()].filter((path) => path !== 'index.html').sort(),
    );
    for (const [path, page] of pages)
      if (path !== 'index.html') expect(page).toContain('href="../index.html"');
  });

  it('tells who could not be run and who waits for a person', () => {
    const rows = elements.filter(({ name }) => name === 'tr').map(({ text }) => text);
    expect(rows).toContainEqual('unstartedit never started');
    expect(rows).toContainEqual(expect.stringMatching(/1$/));
  });
});

describe('JUnit', () => {
  it('is XML whose counts are those of its cases', () => {
    const elements = readMarkup(first(junitReport, ofClass));
    const suites = elements.filter(({ name }) => name === 'testsuite').map(({ attributes }) => attributes);
    expect(suites.map(({ tests, failures, skipped }) => [tests, failures, skipped])).toEqual([
      ['4', '1', '2'],
      ['1', '1', '0'],
      ['1', '0', '0'],
    ]);
    expect(elements.filter(({ name }) => name === 'failure')).toHaveLength(2);
    expect(elements.filter(({ name }) => name === 'skipped')).toHaveLength(2);
  });
});

describe('Gradescope', () => {
  it('has tests whose points come to the score', () => {
    const json = JSON.parse(first(gradescopeReport, ofOne));
    expect(json).toMatchObject({ score: 2, visibility: 'visible', output_format: 'text' });
    expect(json.tests.map(({ score }: { score: number }) => score)).toEqual([2, 0, 0, 0]);
    expect(json.tests.map((test: { max_score: number }) => test.max_score)).toEqual([2, 3, 1, 0]);
    expect(json.tests.map((test: { status?: string }) => test.status)).toEqual([
      'passed',
      'failed',
      undefined,
      'failed',
    ]);
  });

  it('cuts what would make its page slow, and says so', () => {
    const long = aCheck({ verdict: 'fail', reason: 'x'.repeat(30_000) });
    const [test] = JSON.parse(first(gradescopeReport, aResult([aSubmission('ada', [long])]))).tests;
    expect(test.output.length).toBeLessThan(21_000);
    expect(test.output).toMatch(/shortened/);
  });
});

describe('why a submission could not be run', () => {
  const problem = `the herd could not be started: ${'Alford printed this. '.repeat(20)}`;
  const notRun = (id: string, more = {}) =>
    aCheck({ id, verdict: 'fail', attempts: 0, reason: problem, ...more });
  const late = notRun('flood.once', { reason: 'the time for one submission was used up before this check' });
  const broken = aResult([
    aSubmission(
      'ada',
      [notRun('iamat.fields'), notRun('flood.all', { reason: `it could not be run: ${problem}` }), late],
      {
        problem,
      },
    ),
  ]);

  it.each(['junit', 'gradescope', 'html'] as const)('is said once, and short at each check: %s', (format) => {
    const [file] = REPORT_FORMATS[format](broken);
    const text =
      file === undefined ? '' : typeof file.text === 'string' ? file.text : [...file.text].join('');
    expect(text.split('herd could not be started').length - 1).toBe(1);
    // What has a reason of its own tells it.
    expect(text).toMatch(/the time for one submission was used up/i);
  });
});

describe('CSV', () => {
  it('has a row a submission and a column a check', () => {
    const [head, ...rows] = first(csvReport, aResult([aSubmission('ada', [aCheck()]), unstarted])).split(
      '\r\n',
    );
    expect(head).toBe('name,earned,possible,undecided,problem,overridden,iamat.fields');
    expect(rows).toEqual(['ada,1,1,0,,,pass', 'unstarted,0,6,0,it never started,,fail', '']);
  });

  it.each(['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '＝1'])('gives a spreadsheet no formula: %j', (name) => {
    const row = first(csvReport, aResult([aSubmission(name, [aCheck()])])).split('\r\n')[1];
    expect(row?.replace(/^"/, '')).toMatch(/^'/);
  });
});

describe('JSON', () => {
  it('is the result, without what was seen of checks that passed', () => {
    const seen = aSubmission('ada', [
      aCheck({ id: 'a.b', evidence: [{ kind: 'note', text: 'fine' }] }),
      aCheck({ id: 'c.d', verdict: 'fail', evidence: [{ kind: 'note', text: 'why' }] }),
    ]);
    const json = JSON.parse(first(jsonReport, aResult([seen])));
    expect(json).toMatchObject({
      schema: 1,
      seed: 7,
      submissions: [{ name: 'ada', earned: 1, possible: 2 }],
    });
    expect(
      json.submissions[0].checks.map(({ evidence }: { evidence: unknown[] }) => evidence.length),
    ).toEqual([0, 1]);
  });

  it('gives every text back as it was', () => {
    const { submissions } = JSON.parse(first(jsonReport, ofOne));
    expect(submissions[0].name).toBe(HOSTILE);
  });

  it('has a summary of a class beside it', () => {
    const summary = JSON.parse(files(jsonReport, ofClass).get('summary.json') ?? '');
    expect(summary).toMatchObject({ graded: 3, possible: 6, full: 1, mean: 8 / 3, median: 2 });
    expect(files(jsonReport, ofOne).has('summary.json')).toBe(false);
  });
});
