import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { afterAll, describe, expect, it } from 'vitest';
import type { Cli, EndReason } from './cli.ts';
import { Output } from './output.ts';
import { runProgram } from './program.ts';

const folder = mkdtempSync(join(tmpdir(), 'herd-run-'));
afterAll(() => rmSync(folder, { recursive: true }));

const fileOf = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const folderOf = (name: string): string => {
  const path = join(folder, name);
  mkdirSync(path);
  return path;
};

const PASSING = fileOf(
  'passing.yaml',
  'title: Says no\nplaces: off\nsteps:\n  - start: Ball\n  - send: no\n    to: Ball\n    reply: refused\n',
);
const FAILING = fileOf(
  'failing.yaml',
  'title: Says yes\nplaces: off\nsteps:\n  - start: Ball\n  - send: no\n    to: Ball\n    reply: { line: yes }\n',
);
const WAITING = fileOf(
  'waiting.yaml',
  'title: Waits\nplaces: off\nsteps:\n  - start: Ball\n  - wait for: { servers: Ball, are: paused }\n    within: 3600\n',
);

interface Ran {
  readonly code: number;
  readonly out: string;
  readonly err: string;
}

async function herd(
  args: readonly string[],
  onListening?: (end: (reason: EndReason) => void) => void,
): Promise<Ran> {
  const [out, err] = [new PassThrough(), new PassThrough()];
  let code = 0;
  const cli: Cli = {
    stdin: { terminal: false, chunks: async function* () {} },
    stdout: new Output(out, {}),
    stderr: new Output(err, {}),
    env: {},
    exitWith: (given) => {
      code = given;
    },
    onEnd: (listener) => {
      onListening?.(listener);
      return () => {};
    },
  };
  await runProgram(cli, args);
  return { code, out: String(out.read() ?? ''), err: String(err.read() ?? '') };
}

describe('herd run', () => {
  it('without a scenario, or with --list, lists the built-in ones', async () => {
    const { code, out } = await herd(['run']);
    expect(code).toBe(0);
    expect(out).toMatch(/^report-2016 +The 2016 report's own test/m);
    expect(out.trim().split('\n')).toHaveLength(7);
    expect((await herd(['run', '--list'])).out).toBe(out);
    expect(JSON.parse((await herd(['run', '--json'])).out).scenarios).toHaveLength(7);
  });

  it('ends with 0 for a pass and shows the transcript', async () => {
    const { code, out } = await herd(['run', PASSING, '--seed', '9']);
    expect(code).toBe(0);
    expect(out).toContain('seed 9');
    expect(out).toContain('> Ball: no\\n');
    expect(out).toContain('PASS');
  });

  it('ends with 1 for a failure, and with --json prints the result alone', async () => {
    const { code, out } = await herd(['run', FAILING, '--json']);
    expect(code).toBe(1);
    expect(JSON.parse(out)).toMatchObject({ schema: 1, verdict: 'fail', trouble: { wrong: { offset: 0 } } });
  });

  it('ends with 2 when it is interrupted, at once', async () => {
    const { code, out } = await herd(['run', WAITING], (end) =>
      setImmediate(() => end({ kind: 'signal', signal: 'SIGINT' })),
    );
    expect(code).toBe(2);
    expect(out).toContain('UNKNOWN');
  });

  it.each(['.json', '.txt', '.md'])('writes its report as %s', async (ending) => {
    const path = join(folder, `report${ending}`);
    await herd(['run', PASSING, '--report', path]);
    expect(readFileSync(path, 'utf8')).toContain('Says no');
  });

  it('sees the topology that a scenario names from its own folder', async () => {
    fileOf('two.yaml', 'servers: [One, Two]\nlinks: [One-Two]\n');
    const scenario = fileOf(
      'of-two.yaml',
      'title: x\ntopology: two.yaml\nplaces: off\nsteps:\n  - start: Two\n',
    );
    const { code, out } = await herd(['run', scenario]);
    expect(out).toContain('started Two');
    expect(code).toBe(0);
  });

  it.each([
    [['run', 'report-2015'], 64, 'UNKNOWN_SCENARIO'],
    [['run', folder], 64, 'FILE_UNREADABLE'],
    [['run', fileOf('bad.yaml', 'title: x\nsteps:\n  - kil: Ball\n')], 64, 'SCENARIO_INVALID'],
    [['run', PASSING, '--topology', 'winter-2018'], 64, 'SCENARIO_INVALID'],
    [['run', PASSING, '--topology', 'winter-1999'], 64, 'UNKNOWN_TOPOLOGY'],
    [['run', PASSING, '--report', join(folder, 'report.html')], 64, 'USAGE'],
    [['run', PASSING, '--report', join(folder, 'nowhere', 'report.md')], 2, 'FILE_UNWRITABLE'],
    [['run', PASSING, '--report', folderOf('folder.md')], 2, 'FILE_UNWRITABLE'],
    [['run', PASSING, '--report', join(PASSING, 'report.md')], 2, 'FILE_UNWRITABLE'],
    [['run', PASSING, '--seed', '-1'], 64, 'USAGE'],
    [['run', PASSING, '--seed', 'x'], 64, 'USAGE'],
    [['run', PASSING, '--patience', '0'], 64, 'USAGE'],
    [['run', PASSING, 'more'], 64, 'USAGE'],
  ])('%j ends with %i: %s', async (args, code, error) => {
    const ran = await herd(args);
    expect(ran.code).toBe(code);
    expect(ran.err).toContain(`[${error}]`);
    expect(ran.out).toBe('');
  });
});
