/** `herd grade` as it is shipped: what is left of it, however it ends. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { writeHerd } from '../grader/testing/herd-source.ts';
import { freeBasePort, HerdProcess } from './testing/herd-process.ts';

const WITHIN = { timeout: 60_000, interval: 20 };

let folder = '';
let temporary = '';
let submission = '';
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'herd-grade-proof-'));
  temporary = join(folder, 'tmp');
  submission = join(folder, 'line-loop');
  mkdirSync(temporary);
  const base = await freeBasePort(5);
  await writeHerd(
    { id: 'line-loop', base: 'line-loop' },
    submission,
    [0, 1, 2, 3, 4].map((i) => base + i),
  );
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const grade = (): HerdProcess => new HerdProcess(['grade', submission], { env: { TMPDIR: temporary } });

const serversRunning = (): number =>
  readdirSync('/proc').filter((pid) => {
    try {
      return /^\d+$/.test(pid) && readFileSync(`/proc/${pid}/environ`).includes(`TMPDIR=${temporary}/`);
    } catch {
      return false;
    }
  }).length;

async function whenServersRun(): Promise<void> {
  await vi.waitFor(() => expect(serversRunning()).toBeGreaterThanOrEqual(5), WITHIN);
}

async function expectNothingLeft(): Promise<void> {
  await vi.waitFor(() => {
    expect(serversRunning()).toBe(0);
    expect(readdirSync(temporary)).toEqual([]);
  }, WITHIN);
}

describe('herd grade leaves nothing', () => {
  it('when it is killed', async () => {
    const herd = grade();
    await whenServersRun();
    await herd.end('SIGKILL');
    await expectNothingLeft();
  });

  it('when it is interrupted, which is no verdict', async () => {
    const herd = grade();
    await whenServersRun();
    expect(await herd.end('SIGINT')).toEqual({ code: 2, signal: null });
    expect(herd.stderr).toContain('Interrupted: 0 of 1 graded.');
    await expectNothingLeft();
  });

  it('when it is interrupted after some have failed, which is no verdict on the class either', async () => {
    const nothing = join(folder, 'nothing');
    mkdirSync(nothing);
    const herd = new HerdProcess(['grade', nothing, submission, '--out', join(folder, 'report')], {
      env: { TMPDIR: temporary },
    });
    await whenServersRun();
    expect(await herd.end('SIGINT')).toEqual({ code: 2, signal: null });
    expect(herd.stderr).toContain('Interrupted: 1 of 2 graded. The same command with --resume goes on');
    await expectNothingLeft();
  });
});
