import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { CheckResult } from '../grader/index.ts';
import { herdHere as herd } from './testing/herd-here.ts';

const folder = mkdtempSync(join(tmpdir(), 'herd-grade-test-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

/** Says nothing of ports, so that it is never started. */
const WITHOUT_PORTS = fileOf('without-ports.py', 'print(1)\n');

describe('herd grade', () => {
  it('writes no report where none is asked for, and keeps what is finished', async () => {
    const out = join(folder, 'no-reports');
    const ran = await herd(['grade', WITHOUT_PORTS, '--only', 'iamat.fields', '--out', out, '--format', '']);
    expect(ran).toMatchObject({ code: 1 });
    expect(readdirSync(out)).toEqual(['finished']);
  });

  it('keeps the values of variables out of its reports', async () => {
    const { out } = await herd(['grade', WITHOUT_PORTS, '--env', 'TOKEN=hush', '--json']);
    expect(out).not.toContain('hush');
    const [{ checks }] = JSON.parse(out).submissions;
    expect(checks[0].reproduce).toMatch(/ --env TOKEN="\$TOKEN"$/);
  });

  it('tells what can’t be run, check by check, and ends with 1', async () => {
    const { code, out } = await herd(['grade', WITHOUT_PORTS, '--json', '--seed', '7']);
    expect(code).toBe(1);
    const result = JSON.parse(out);
    expect(result).toMatchObject({ schema: 1, seed: 7, rubric: { id: 'cs131' } });
    const [submission] = result.submissions;
    expect(submission).toMatchObject({ name: 'without-ports', earned: 0, undecided: 0 });
    expect(submission.problem).toMatch(/ports of its servers can’t be read from its code/);
    expect(submission.checks[0]).toMatchObject({ verdict: 'fail', evidence: [] });
    expect(submission.checks[0].reproduce).toBe(
      `herd grade ${WITHOUT_PORTS} --rubric cs131 --only ${submission.checks[0].id} --seed 7`,
    );
  });

  it('tells to run a check again as this was run: with npx where npx found it', async () => {
    const args = ['grade', WITHOUT_PORTS, '--only', 'iamat.fields'];
    const { out } = await herd([...args, '--json'], { env: { npm_lifecycle_event: 'npx' } });
    expect(JSON.parse(out).submissions[0].checks[0].reproduce).toMatch(/^npx herd grade /);
    // A script of npm's is no sign of that.
    const script = await herd([...args, '--json'], { env: { npm_lifecycle_event: 'start' } });
    expect(JSON.parse(script.out).submissions[0].checks[0].reproduce).toMatch(/^herd grade /);
  });

  it('as text says the score and the problem first', async () => {
    const { out } = await herd(['grade', WITHOUT_PORTS, '--only', 'iamat.fields']);
    expect(out).toMatch(/^without-ports: 0 of \d+ points\n {2}the ports of its servers/);
  });

  it('is told a program that isn’t there as what nobody can decide', async () => {
    const options = ['--command', 'no-such-program {name} {port}', '--only', 'iamat.fields'];
    const { code, out } = await herd(['grade', WITHOUT_PORTS, ...options]);
    expect(out).toMatch(/“no-such-program” could not be run.*UNKNOWN iamat\.fields was not run/s);
    expect(code).toBe(2);
  });

  it('says once why something could not be run, not at each check', async () => {
    const { out } = await herd(['grade', WITHOUT_PORTS]);
    expect(out.match(/ports of its servers/g)).toHaveLength(1);
    expect(out).toMatch(/FAIL {4}\d+ checks were not run/);
    expect(out.trim().split('\n')).toHaveLength(3);
  });

  it('does not try for each check what this machine lacks', async () => {
    const options = ['--command', 'no-such-program {name} {port}', '--json'];
    const { code, out } = await herd(['grade', WITHOUT_PORTS, ...options]);
    const [submission] = JSON.parse(out).submissions;
    expect(submission.problem).toMatch(/could not be started here.*“no-such-program”/);
    const found = submission.checks.map(({ verdict, attempts }: CheckResult) => `${verdict} ${attempts}`);
    expect([...new Set(found)]).toEqual(['unknown 0']);
    expect(code).toBe(2);
  });

  it.each(['start.all', 'start.any-order', 'iamat.fields'])(
    'says once what this machine lacks, whichever check finds out: %s',
    async (check) => {
      const options = ['--command', 'no-such-program {name} {port}', '--only', check];
      const { out } = await herd(['grade', WITHOUT_PORTS, ...options, '--json']);
      const [submission] = JSON.parse(out).submissions;
      expect(submission.problem).toMatch(/could not be started here.*“no-such-program”/);
      expect(submission.checks).toMatchObject([{ id: check, verdict: 'unknown', attempts: 0 }]);
    },
  );

  it('with --resume says what is graded again, and why, and when there is nothing to go on with', async () => {
    const again = ['grade', WITHOUT_PORTS, '--out', join(folder, 'again'), '--resume'];
    const first = await herd([...again, '--only', 'iamat.fields']);
    expect(first.err).toMatch(/^There is no run to go on with in .*: all is graded\.\n$/);
    const same = await herd([...again, '--only', 'iamat.fields']);
    expect(same.err).toBe('');
    const other = await herd([...again, '--only', 'flood.all', '--seed', '7']);
    expect(other.err).toBe(
      'without-ports is graded again, because the seed, the checks to run changed since its result was kept.\n',
    );
  });

  it('overrides a verdict from a file, says so, and says which overrides nobody was graded for', async () => {
    const file = fileOf(
      'overrides.yaml',
      ['without-ports', 'nobody']
        .map(
          (name) =>
            `  - submission: ${name}\n    check: iamat.fields\n    verdict: pass\n    reason: Seen to work.\n`,
        )
        .reduce((text, entry) => text + entry, 'overrides:\n'),
    );
    const ran = await herd(['grade', WITHOUT_PORTS, '--only', 'iamat.fields', '--override', file]);
    expect(ran.out).toMatch(/PASS .* iamat\.fields.*\n +overridden \(the grader: FAIL\): Seen to work\./);
    expect(ran.err).toContain('The override of nobody: iamat.fields was not used');
  });

  it('with --news tells what happens as lines, without evidence', async () => {
    const { out } = await herd(['grade', WITHOUT_PORTS, '--news', '--only', 'iamat.fields'], { open: true });
    const news = out
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(news.map(({ kind }) => kind)).toEqual(['planned', 'submission', 'graded']);
    expect(news[0].plan).toMatchObject({ checks: [{ id: 'iamat.fields', title: expect.any(String) }] });
    expect(news[2]).toMatchObject({ points: { earned: 0 }, verdicts: { 'iamat.fields': 'fail' } });
    expect(news[2].problem).toMatch(/ports of its servers/);
  });

  it('with --news tells as a line what can’t be graded', async () => {
    const { out, code } = await herd(['grade', join(folder, 'nobody.py'), '--news'], { open: true });
    expect(JSON.parse(out)).toMatchObject({ type: 'error', code: 'FILE_UNREADABLE' });
    expect(code).toBe(64);
  });

  // Names in Linux's /proc can't be made, which mkdir's `recursive` never finds out.
  it.each(['/proc/x/y', fileOf('no-folder', '')])(
    'does not begin when --out %s can’t be written',
    async (out) => {
      const ran = await herd(['grade', WITHOUT_PORTS, '--out', out]);
      expect(ran.err).toContain('[FILE_UNWRITABLE]');
      expect(ran).toMatchObject({ code: 2, out: '' });
    },
  );

  it.each([
    [['grade'], 'USAGE'],
    [['grade', join(folder, 'nobody.py')], 'FILE_UNREADABLE'],
    [['grade', WITHOUT_PORTS, '--rubric', 'cs32'], 'UNKNOWN_RUBRIC'],
    [['grade', WITHOUT_PORTS, '--rubric', fileOf('r.yaml', 'title: x\n')], 'RUBRIC_INVALID'],
    [['grade', WITHOUT_PORTS, '--topology', 'winter-1999'], 'UNKNOWN_TOPOLOGY'],
    [['grade', WITHOUT_PORTS, '--only', 'iamat.feilds'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--ports', 'Alford'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--ports', 'Alford=1'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--ports', 'free'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--ports', 'Alford=1,Ball=1,Hamilton=2,Holiday=3,Welsh=4'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--only', ''], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--only', ','], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--env', 'x'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--command', 'x {nmae}'], 'COMMAND_TEMPLATE'],
    [['grade', WITHOUT_PORTS, '--seed', '-1'], 'USAGE'],
    [['grade', WITHOUT_PORTS, '--override', join(folder, 'nothing.yaml')], 'FILE_UNREADABLE'],
    [['grade', WITHOUT_PORTS, '--override', fileOf('o.yaml', 'overrides: 1\n')], 'OVERRIDE_INVALID'],
  ])('%j ends with 64: %s', async (args, error) => {
    const ran = await herd(args);
    expect(ran.err).toContain(`[${error}]`);
    expect(ran.code).toBe(64);
    expect(ran.out).toBe('');
  });
});
