import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { Keeper } from './keeper.ts';
import { killMarked, MARK_VARIABLE, markedProcesses, ProcessFinder } from './marked-processes.ts';

const onLinux = process.platform === 'linux';
const sleeper = (mark: string, server = 'Ball') => {
  const env = { ...process.env, [MARK_VARIABLE]: mark, HERD_NAME: server };
  const child = spawn('sleep', ['1000'], { detached: true, env });
  return { pid: child.pid ?? 0, ended: new Promise<void>((resolve) => child.once('exit', () => resolve())) };
};

afterEach(() => {
  for (const mark of ['m-1', 'm-2', 'm-3']) killMarked(mark);
});

describe.runIf(onLinux)('processes with a mark', () => {
  it('are found whatever their group, and ended', async () => {
    const [one, other] = [sleeper('m-1'), sleeper('m-2')];
    expect(markedProcesses('m-1')).toEqual([expect.objectContaining({ pid: one.pid })]);
    const finder = new ProcessFinder('m-1');
    for (let look = 0; look < 5; look++) expect(finder.find()).toMatchObject([{ pid: one.pid }]);
    killMarked('m-1');
    await one.ended;
    expect(markedProcesses('m-1')).toEqual([]);
    killMarked('m-2');
    await other.ended;
  });

  it('of one server are ended without the others', async () => {
    const [ball, welsh] = [sleeper('m-1', 'Ball'), sleeper('m-1', 'Welsh')];
    const finder = new ProcessFinder('m-1');
    expect(finder.killOf('Ball')).toBe(1);
    await ball.ended;
    expect(finder.find()).toMatchObject([{ pid: welsh.pid }]);
    killMarked('m-1');
    await welsh.ended;
  });

  it('are ended, and the folder is gone, when the keeper hears no more of us', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'herd-keeper-'));
    const one = sleeper('m-3');
    const keeper = new Keeper('m-3', folder);
    keeper.abandon();
    await one.ended;
    await keeper.ended;
    expect(existsSync(folder)).toBe(false);
  });
});
