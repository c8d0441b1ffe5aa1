/** Real herds are graded for real: right ones, wrong ones, and those that would harm the machine. */
import { readdirSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenersOn } from '../ground/port-holder.ts';
import { MARK_VARIABLE } from './marked-processes.ts';
import { gradeHerd } from './testing/grade-herd.ts';

const ALL = ['iamat.fields', 'flood.all', 'flood.once'];

const foldersOfGrading = (): string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith('herd-grade-'));
const processesOfGrading = (): string[] =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`).includes(`${MARK_VARIABLE}=`);
    } catch {
      return false;
    }
  });

/** Of others, who grade on this machine too. */
let before: { folders: string[]; processes: string[] };
beforeEach(() => {
  before = { folders: foldersOfGrading(), processes: processesOfGrading() };
});
afterEach(() => {
  expect(foldersOfGrading().filter((name) => !before.folders.includes(name))).toEqual([]);
  expect(processesOfGrading().filter((pid) => !before.processes.includes(pid))).toEqual([]);
});

const verdicts = ({ checks }: Awaited<ReturnType<typeof gradeHerd>>['result']) =>
  Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict]));

describe('a right herd', () => {
  it.each(['line-loop', 'read-to-end', 'node'])('gets every point: %s', async (id) => {
    const { result, ports } = await gradeHerd(id, ALL);
    expect(result.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(result).toMatchObject({ earned: result.possible, undecided: 0, notes: [] });
    for (const port of ports) expect(listenersOn(port)).toMatchObject({ listeners: [] });
  });

  it('is told of as it goes', async () => {
    const { events } = await gradeHerd('line-loop', ['iamat.fields']);
    expect(events[0]).toEqual({ type: 'submission', name: 'line-loop', checks: 1 });
    expect(events.filter(({ type }) => type === 'server')).toHaveLength(10);
    expect(events.filter(({ type }) => type === 'check')).toHaveLength(1);
  });
});

describe('a wrong herd', () => {
  it('loses the points of what is wrong, with evidence, and no others', async () => {
    const { result } = await gradeHerd('neighbours-only', ALL);
    expect(verdicts(result)).toEqual({ 'iamat.fields': 'pass', 'flood.all': 'fail', 'flood.once': 'pass' });
    const [, flood] = result.checks;
    expect(flood?.reason).toMatch(/did not learn of a client that \w+ was told of within/);
    expect(flood?.reproduce).toBe('again flood.all');
    expect(flood?.evidence).toContainEqual(
      expect.objectContaining({
        kind: 'flood',
        expected: ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'],
      }),
    );
    expect(flood?.evidence.at(-2)).toMatchObject({ kind: 'exchange' });
  });

  it('that can’t be started says so, and why', async () => {
    const { result } = await gradeHerd('syntax-error', ALL);
    expect(result.earned).toBe(0);
    expect(result.problem).toMatch(
      /could not be started: \w+ ended at its start \(exit code 1\).*SyntaxError/s,
    );
  });

  it('that floods for ever is stopped and named, and one server alone is still looked at', async () => {
    const { result } = await gradeHerd('storm', [...ALL]);
    expect(verdicts(result)).toEqual({ 'iamat.fields': 'pass', 'flood.all': 'fail', 'flood.once': 'fail' });
    expect(result.notes.join()).toMatch(/floods for ever/);
  });

  it.each([
    ['forks-without-end', /\d+ processes, more than/],
    ['fills-the-disk', /files take \d+ MiB, more than/],
    ['prints-a-gigabyte', /printed more than/],
  ])('that harms is stopped and named: %s', async (id, named) => {
    const { result } = await gradeHerd(id, ['flood.all']);
    expect([result.problem, ...result.notes].join()).toMatch(named);
  });
});
