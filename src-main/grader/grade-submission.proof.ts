/** Real herds are graded for real: right ones, wrong ones, and those that would harm the machine. */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { listenersOn } from '../ground/port-holder.ts';
import { gradeHerd } from './testing/grade-herd.ts';

const ALL = ['iamat.fields', 'flood.all', 'flood.once'];

/** Where everything is that this proof makes: so it is known from what others do on this machine. */
let folder = '';
let temporary: string | undefined;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-proof-'));
  temporary = process.env['TMPDIR'];
  process.env['TMPDIR'] = folder;
});
afterEach(() => {
  if (temporary === undefined) delete process.env['TMPDIR'];
  else process.env['TMPDIR'] = temporary;
  const left = readdirSync(folder);
  rmSync(folder, { recursive: true });
  expect(left).toEqual([]);
  expect(environmentsIn(folder)).toEqual([]);
});

/** The environments of processes whose folder for temporary files is in there. */
const environmentsIn = (place: string): string[] =>
  readdirSync('/proc').flatMap((pid) => {
    try {
      const environment = /^\d+$/.test(pid) ? readFileSync(`/proc/${pid}/environ`, 'utf8') : '';
      return environment.includes(`TMPDIR=${place}`) ? [environment] : [];
    } catch {
      // Ended while we looked.
      return [];
    }
  });

/** Not one that has ended, and isn't yet asked by whoever has it now how it did. */
const isAsleep = (pid: number): boolean => {
  try {
    return /^\d+ \(sleep\) [^ZX]/.test(readFileSync(`/proc/${pid}/stat`, 'utf8'));
  } catch {
    return false;
  }
};

const verdicts = ({ checks }: Awaited<ReturnType<typeof gradeHerd>>['result']) =>
  Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict]));

describe('a right herd', () => {
  it.each(['line-loop', 'read-to-end', 'node'])('gets every point: %s', async (id) => {
    const { result, ports } = await gradeHerd(id, ALL);
    expect(result.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(result).toMatchObject({ earned: result.possible, undecided: 0, notes: [] });
    for (const port of ports) expect(listenersOn(port)).toMatchObject({ listeners: [] });
  });

  it('whose links come again only after a while, and that owes nothing, loses nothing by its start', async () => {
    const checks = ['flood.all', 'flood.links', 'down.single', 'down.midway', 'restart.hears'];
    const { result } = await gradeHerd('redials', checks);
    expect(result.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
  });

  it('that works without a pause and sends nothing does not flood', async () => {
    const { result } = await gradeHerd('polls', ['flood.all', 'flood.storm', 'conc.slow-reader']);
    expect(result.checks.filter(({ verdict }) => verdict !== 'pass')).toEqual([]);
    expect(result.notes).toEqual([]);
  });

  it('is given no secret of who grades it', async () => {
    process.env['COURSE_TOKEN'] = 'a secret';
    const environments: string[] = [];
    try {
      await gradeHerd('line-loop', ['iamat.fields'], 1, (event) => {
        if (event.type !== 'server' || event.sight !== 'up') return;
        // Its own programs', not the keeper's: their folder is one of ours in there.
        environments.push(...environmentsIn(`${folder}/`));
      });
    } finally {
      delete process.env['COURSE_TOKEN'];
    }
    expect(environments.length).toBeGreaterThan(0);
    expect(environments.join()).not.toContain('COURSE_TOKEN');
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
    expect(flood?.evidence).toContainEqual(expect.objectContaining({ kind: 'exchange' }));
  });

  it('that can’t be started says so, and why', async () => {
    const { result } = await gradeHerd('syntax-error', ALL);
    expect(result.earned).toBe(0);
    // It was started once, and not for each check.
    expect(result.checks.map(({ attempts }) => attempts)).toEqual([0, 0, 0]);
    expect(result.problem).toMatch(
      /could not be started: \w+ ended at its start \(exit code 1\).*File "server\.py", line \d+.*SyntaxError/s,
    );
  });

  it('that can’t be started has left nothing behind, whoever finds that out', async () => {
    // A check that starts the servers itself finds it out while others are still being started.
    const ending = {
      ...{ id: 'ends-at-its-start', base: 'line-loop', fault: 'It ends at its start', caughtBy: 'start.all' },
      edits: [
        {
          find: '    server = Server(name)\n',
          replace:
            "    time.sleep(0 if name == 'Alford' else 2)\n    sys.exit('no')\n    server = Server(name)\n",
        },
      ],
    };
    const { result } = await gradeHerd(ending, ['start.all']);
    expect(verdicts(result)).toEqual({ 'start.all': 'fail' });
    expect(result.notes).toEqual([]);
  });

  it('whose WHATSAT raises fails what asks it, and shows what it printed meanwhile and nothing of before', async () => {
    const raises = {
      ...{ id: 'whatsat-raises', base: 'line-loop', fault: 'A misspelt name', caughtBy: 'whatsat.bound' },
      edits: [
        { find: 'metres = float(radius)', replace: 'metres = floaty(radius)' },
        // Where all that is logged goes to a file, asyncio's word on what is raised does.
        { find: "    logging.basicConfig(filename=f'{name}.log',", replace: '    logging.basicConfig(' },
        { find: " encoding='utf-8',\n                        errors='surrogateescape',", replace: '' },
      ],
    };
    const { result } = await gradeHerd(raises, ['iamat.fields', 'whatsat.bound', 'places.slow']);
    expect(verdicts(result)).toEqual({
      ...{ 'iamat.fields': 'pass', 'whatsat.bound': 'fail', 'places.slow': 'fail' },
    });
    for (const { reason, evidence } of result.checks.slice(1)) {
      expect(reason).toMatch(/^\w+ did not answer WHATSAT$/);
      const printed = evidence.flatMap((item) => (item.kind === 'output' ? item.lines : []));
      // Each of these checks asked once before it failed.
      expect(printed.filter((line) => /^NameError: .*floaty/.test(line))).toHaveLength(1);
      expect(printed.join()).toContain('File "server.py", line ');
    }
  });

  it('that listens elsewhere is told where, and how it can be graded there', async () => {
    const elsewhere = {
      ...{ id: 'listens-elsewhere', base: 'line-loop', fault: 'Other ports', caughtBy: 'start.all' },
      edits: [{ find: "'127.0.0.1', PORTS[name])", replace: "'127.0.0.1', PORTS[name] + 10)" }],
    };
    const { result } = await gradeHerd(elsewhere, ['iamat.fields']);
    expect(result.problem).toMatch(
      /did not listen on 127\.0\.0\.1:\d+ within [\d.]+ s; it listens on \d+ instead/,
    );
    expect(result.problem).toMatch(/Hint: .*--ports (?:\w+=\d+,?){5}\./);
  });

  it('that floods for ever is stopped and named, and one server alone is still looked at', async () => {
    const { result } = await gradeHerd('storm', ['iamat.fields', 'flood.storm', 'flood.once']);
    expect(verdicts(result)).toMatchObject({ 'iamat.fields': 'pass', 'flood.storm': 'fail' });
    expect(result.notes.join()).toMatch(/floods for ever/);
  });

  it.each(['storm-that-grows', 'storm-on-kept-links'])('that floods for ever is named: %s', async (id) => {
    const { result } = await gradeHerd(id, ['flood.storm']);
    expect(verdicts(result)).toEqual({ 'flood.storm': 'fail' });
    expect([result.checks[0]?.reason, ...result.notes].join()).toMatch(/floods for ever/);
  });

  it('that listens on a port of another server of its own is at fault, and says so', async () => {
    const { result } = await gradeHerd('takes-a-foreign-port', ['flood.all']);
    expect(verdicts(result)).toEqual({ 'flood.all': 'fail' });
    expect(result.problem).toMatch(/another process of the herd itself/);
  });

  it('that leaves a process on its port does not hinder the checks after', async () => {
    const { result } = await gradeHerd('leaves-a-child-on-its-port', ALL);
    expect(verdicts(result)).toEqual({ 'iamat.fields': 'pass', 'flood.all': 'pass', 'flood.once': 'pass' });
    expect(result.notes.join()).toMatch(/left behind a process/);
  });

  it('that leaves a process which bears no mark and works elsewhere leaves none of it', async () => {
    // The afterEach above looks for what bears the folder of this proof: such a process bears nothing.
    const started = join(folder, 'started');
    const leaving = {
      ...{ id: 'leaves-a-stranger', base: 'line-loop', fault: 'Leaves a helper', caughtBy: 'stop.term' },
      edits: [
        {
          find: '    server = Server(name)\n',
          replace: `    import subprocess\n    helper = subprocess.Popen(['/bin/sleep', '1000'], env={}, cwd='/', start_new_session=True)\n    with open('${started}', 'a') as numbers:\n        numbers.write('%d\\n' % helper.pid)\n    server = Server(name)\n`,
        },
      ],
    };
    const { result } = await gradeHerd(leaving, ['iamat.fields', 'down.single']);
    const helpers = readFileSync(started, 'utf8').trim().split('\n').map(Number);
    rmSync(started);
    expect(helpers.length).toBeGreaterThan(5);
    expect(helpers.filter((pid) => isAsleep(pid))).toEqual([]);
    expect(result.notes.join()).toMatch(/left behind a process/);
  });

  it('that removes the folders it was given ends its own grading alone, and nothing is held against it', async () => {
    const removing = {
      ...{ id: 'removes-its-folders', base: 'line-loop', fault: 'Removes TMPDIR', caughtBy: 'start.all' },
      edits: [
        {
          find: '    def iamat(self, client, location, stamp):\n',
          replace:
            "    def iamat(self, client, location, stamp):\n        import os, shutil\n        shutil.rmtree(os.environ['TMPDIR'], ignore_errors=True)\n",
        },
      ],
    };
    const { result } = await gradeHerd(removing, ['iamat.fields', 'down.single']);
    // The second needs a herd of its own, started where nothing is any more.
    expect(verdicts(result)).toMatchObject({ 'down.single': 'unknown' });
    expect(result.checks.at(-1)?.reason).toMatch(/folder for \w+ can’t be used any more/);
  });

  it.each([
    ['forks-without-end', /\d+ processes, more than/],
    ['fills-the-disk', /files take \d+ MiB, more than/],
    ['fills-its-temporary-folder', /files take \d+ MiB, more than/],
    ['makes-folders-without-end', /made more than \d+ files and folders/],
    ['hides-what-it-writes', /hid what it wrote: name too long/],
    ['prints-a-gigabyte', /printed more than/],
  ])('that harms is stopped and named: %s', async (id, named) => {
    const { result } = await gradeHerd(id, ['flood.all']);
    expect([result.problem, ...result.notes].join()).toMatch(named);
  });
});
