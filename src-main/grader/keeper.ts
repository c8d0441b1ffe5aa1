/**
 * Takes away what grading leaves when we end without doing so ourselves, SIGKILL included: a small shell in a session
 * of its own that waits on a pipe from us. When that ends, it kills every process that bears the mark and removes the
 * folder.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MARK_VARIABLE } from './marked-processes.ts';

/** One grep over all environments a round, for there may be many processes; rounds, because they may fork meanwhile. */
const KEEP = `read -r never
for round in 1 2 3 4 5 6 7 8 9 10; do
  found=$(grep -lsF -- "$1" /proc/[0-9]*/environ) || break
  for file in $found; do pid=\${file#/proc/}; kill -KILL "\${pid%/environ}" 2>/dev/null; done
done
rm -rf -- "$2"`;

export class Keeper {
  readonly #shell: ChildProcess | undefined;

  constructor(mark: string, folder: string) {
    if (process.platform === 'win32') return;
    this.#shell = spawn('/bin/sh', ['-c', KEEP, 'herd-keeper', `${MARK_VARIABLE}=${mark}`, folder], {
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    this.#shell.on('error', () => {});
    this.#shell.stdin?.on('error', () => {});
  }

  /** All has been taken away: it isn't needed any more. */
  async dismiss(): Promise<void> {
    const shell = this.#shell;
    if (shell?.pid === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
    const gone = once(shell, 'exit');
    shell.kill('SIGKILL');
    await gone;
  }
}
