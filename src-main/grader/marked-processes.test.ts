import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Keeper } from './keeper.ts';
import { MARK_VARIABLE, ProcessFinder } from './marked-processes.ts';

const onLinux = process.platform === 'linux';
/** A shell that starts another program without its environment, says its number, and waits. */
const HANDS_OVER = 'cd / && env -i /bin/sleep 1000 & echo $!; wait';

let folder = '';
let finder: ProcessFinder;
let other: ProcessFinder;

const start = (program: readonly [string, ...string[]], cwd: string, env: NodeJS.ProcessEnv) => {
  const [command, ...args] = program;
  const child = spawn(command, args, { detached: true, cwd, env, stdio: ['ignore', 'pipe', 'ignore'] });
  return { pid: child.pid ?? 0, stdout: child.stdout, ended: once(child, 'exit') };
};
const marked = (mark: string, server = 'Ball') => ({
  ...process.env,
  [MARK_VARIABLE]: mark,
  HERD_NAME: server,
});
const sleeper = (mark: string, server?: string) => start(['sleep', '1000'], '/', marked(mark, server));

beforeEach(() => {
  folder = realpathSync(mkdtempSync(join(tmpdir(), 'herd-marked-')));
  finder = new ProcessFinder('m-1', join(folder, 'one'));
  other = new ProcessFinder('m-2', join(folder, 'other'));
  for (const name of ['one', 'other', 'one-more']) mkdirSync(join(folder, name));
});

afterEach(() => {
  finder.killAll();
  other.killAll();
  rmSync(folder, { recursive: true, force: true });
});

describe.runIf(onLinux)('the processes of a herd', () => {
  it('are found by their mark whatever their group, and ended', async () => {
    const [one, stranger] = [sleeper('m-1'), sleeper('m-2')];
    for (let look = 0; look < 5; look++) expect(finder.find()).toMatchObject([{ pid: one.pid }]);
    expect(finder.has(one.pid)).toBe(true);
    expect(finder.has(one.pid, 'Welsh')).toBe(false);
    expect(finder.has(stranger.pid)).toBe(false);
    expect(finder.killAll()).toHaveLength(1);
    await one.ended;
    expect(finder.find()).toEqual([]);
    expect(other.find()).toMatchObject([{ pid: stranger.pid }]);
  });

  it('of one server are ended without the others', async () => {
    const [ball, welsh] = [sleeper('m-1', 'Ball'), sleeper('m-1', 'Welsh')];
    expect(finder.killOf('Ball')).toHaveLength(1);
    await ball.ended;
    expect(finder.find()).toMatchObject([{ pid: welsh.pid }]);
  });

  it('are found without a mark by the folder that they work in', async () => {
    const one = start(['/bin/sleep', '1000'], join(folder, 'one'), {});
    start(['/bin/sleep', '1000'], join(folder, 'other'), marked('m-2'));
    // Its folder’s name begins with the herd’s, and is another.
    const neighbour = start(['/bin/sleep', '1000'], join(folder, 'one-more'), marked('m-2'));
    expect(finder.find()).toMatchObject([{ pid: one.pid, server: undefined }]);
    expect(finder.has(neighbour.pid)).toBe(false);
    expect(finder.killAll()).toHaveLength(1);
    await one.ended;
  });

  it('are found without a mark and elsewhere by who started them, also after that one is gone', async () => {
    const parent = start(['/bin/sh', '-c', HANDS_OVER], '/', marked('m-1'));
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = Number(String(line));
    const found = finder.find();
    expect(found.map(({ pid }) => pid).sort()).toEqual([parent.pid, child].sort());
    expect(found).toContainEqual(expect.objectContaining({ pid: child, server: 'Ball' }));
    process.kill(parent.pid, 'SIGKILL');
    await parent.ended;
    expect(finder.has(child, 'Ball')).toBe(true);
    expect(finder.killOf('Ball')).toHaveLength(1);
  });

  it('are ended, and the folder is gone, when the keeper hears no more of us', async () => {
    const own = join(folder, 'one');
    const all = [sleeper('m-1'), start(['/bin/sleep', '1000'], own, {})];
    const keeper = new Keeper('m-1', own);
    keeper.abandon();
    await Promise.all(all.map(({ ended }) => ended));
    await keeper.ended;
    expect(existsSync(own)).toBe(false);
  });
});
