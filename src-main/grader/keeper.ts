/**
 * Takes away what grading leaves when we end without doing so ourselves, SIGKILL included: a small shell in a session
 * of its own that waits on a pipe from us. When that ends, it kills every process that bears the mark or works in the
 * folder, and removes that.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { MARK_VARIABLE } from './marked-processes.ts';
import { REMOVE } from './remove-folder.ts';

/** One look at all a round, for there may be many processes; rounds, because they may fork meanwhile. */
const KEEP = `read -r never
for round in 1 2 3 4 5 6 7 8 9 10; do
  found=$(grep -lsF -- "$1" /proc/[0-9]*/environ
    find /proc/[0-9]*/cwd -maxdepth 0 \\( -lname "$2" -o -lname "$2/*" \\) 2>/dev/null)
  [ -n "$found" ] || break
  for file in $found; do pid=\${file#/proc/}; kill -KILL "\${pid%/*}" 2>/dev/null; done
done
shift
${REMOVE}`;

export class Keeper {
  /** Resolves when it has ended, its work done or not needed. */
  readonly ended: Promise<void>;
  readonly #shell: ChildProcess | undefined;

  constructor(mark: string, folder: string) {
    this.ended = Promise.resolve();
    if (process.platform === 'win32') return;
    const shell = spawn('/bin/sh', ['-c', KEEP, 'herd-keeper', `${MARK_VARIABLE}=${mark}`, folder], {
      cwd: '/',
      stdio: ['pipe', 'ignore', 'ignore'],
      detached: true,
    });
    shell.on('error', () => {});
    shell.stdin?.on('error', () => {});
    this.#shell = shell;
    this.ended = shell.pid === undefined ? Promise.resolve() : once(shell, 'exit').then(() => {});
  }

  /** Lets it see what it sees when we are gone. */
  abandon(): void {
    this.#shell?.stdin?.destroy();
  }

  /** All has been taken away: it isn't needed any more. */
  async dismiss(): Promise<void> {
    const shell = this.#shell;
    if (shell?.pid === undefined || shell.exitCode !== null || shell.signalCode !== null) return;
    shell.kill('SIGKILL');
    await this.ended;
  }
}
