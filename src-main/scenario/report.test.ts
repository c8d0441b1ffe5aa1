import { describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { jsonReport, markdownReport, reportWriter, textReport } from './report.ts';
import type { RunResult } from './run-scenario.ts';
import { compareReply } from './wrong-byte.ts';

const PLACE = { atMs: 1, depth: 0 };
const CRASH = new HerdError('SERVER_CRASHED', {
  server: 'Alford',
  how: 'exit code 1',
  output: ['oh no'],
}).toData();

const RESULT: RunResult = {
  schema: 1,
  scenario: 'my.yaml',
  title: 'A test',
  topology: 'fall-2016',
  seed: 7,
  verdict: 'fail',
  trouble: {
    problem: 'Alford did not answer',
    wrong: compareReply(Buffer.from('? a\n'), Buffer.from('? b\n'))!,
    error: CRASH,
    step: { line: 4, text: 'send: a' },
  },
  startedAt: '2026-01-01T00:00:00.000Z',
  tookMs: 1234,
  transcript: [
    { ...PLACE, kind: 'step', line: 4, text: 'send: a', note: 'why' },
    { ...PLACE, kind: 'sent', server: 'Alford', bytes: 'a\\n' },
    { ...PLACE, kind: 'got', server: 'Alford', bytes: '? b\\n' },
    { ...PLACE, kind: 'expected', text: '? a\\n', ok: false },
    { ...PLACE, kind: 'did', text: 'something', depth: 1, block: '2.1' },
  ],
  leftOut: 3,
};

describe('a report', () => {
  it('is text for people', () => {
    expect(textReport(RESULT).split('\n')).toEqual([
      'my.yaml: A test (topology fall-2016, seed 7)',
      'line 4: send: a  # why',
      '  > Alford: a\\n',
      '  < Alford: ? b\\n',
      '  ! expected: ? a\\n',
      '    [2.1] * something',
      '(3 more entries were left out)',
      '',
      'FAIL  the herd did not do what was expected (1.2 s)',
      '  at line 4: send: a',
      '  Alford did not answer',
      '    expected: ? a\\n',
      '    got:      ? b\\n',
      '                ^ byte 2: expected “a” (0x61), got “b” (0x62)',
      '  Alford ended by itself: exit code 1.',
      '  why:  Its last lines were:',
      '        oh no',
      `  next: ${CRASH.next}`,
      '',
    ]);
  });

  it('is JSON that is the result itself', () => {
    expect(JSON.parse(jsonReport(RESULT))).toEqual(JSON.parse(JSON.stringify(RESULT)));
  });

  it('is Markdown that nothing which a server sends can break out of', () => {
    const hostile = { ...PLACE, kind: 'got', server: 'Alford', bytes: '````\n# Fine' } as const;
    const report = markdownReport({ ...RESULT, transcript: [hostile] });
    expect(report).toContain('# my.yaml: fail');
    expect(report.match(/^`{5}$/gm)).toHaveLength(4);
  });

  it('is written by the ending of its file', () => {
    expect(reportWriter('.MD')).toBe(markdownReport);
    expect(reportWriter('.json')).toBe(jsonReport);
    expect(reportWriter('.txt')?.(RESULT)).toBe(textReport(RESULT));
    expect(reportWriter('.html')).toBeUndefined();
  });
});
