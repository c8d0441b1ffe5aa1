/**
 * `herd grade --news` as a child: a process of its own, so that a herd that storms takes neither the window's process
 * its time nor its memory. It ends when its stdin does, which is when we end, however that is.
 */
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { ErrorData } from '../../../src-shared/errors.ts';
import type { GradingNews } from '../../../src-shared/grading/grading-run.ts';

/** How long it has for taking away what it started; then it is killed, and its keepers do that. */
const GRACE_MS = 10_000;
/** Of what it says on stderr, which is only looked at when it fails. */
const STDERR_CHARS = 4_000;

export type GradeLine = GradingNews | ({ readonly type: 'error' } & ErrorData);

export interface ProcessEnd {
  /** `exit code 1`, `signal SIGKILL`, or why it could not be run. */
  readonly how: string;
  /** The last that it said on stderr. */
  readonly said: string;
}

export class GradeProcess {
  /** Resolves when it is gone and all its lines were given. Never rejects. */
  readonly ended: Promise<ProcessEnd>;
  readonly #end: () => void;

  /** @param command the program that is `herd`, and its first arguments */
  constructor(
    command: readonly [string, ...string[]],
    args: readonly string[],
    onLine: (line: GradeLine) => void,
  ) {
    const [program, ...first] = command;
    const child = spawn(program, [...first, ...args], { stdio: ['pipe', 'pipe', 'pipe'], windowsHide: true });
    let said = '';
    let failure: string | undefined;
    child.on('error', (error) => {
      failure = error.message;
    });
    child.stdin.on('error', () => {});
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      said = (said + text).slice(-STDERR_CHARS);
    });
    const lines = createInterface({ input: child.stdout, crlfDelay: Number.POSITIVE_INFINITY });
    const read = new Promise<void>((resolve) => lines.once('close', () => resolve()));
    lines.on('line', (text) => {
      const line = parseLine(text);
      if (line) onLine(line);
    });
    let killing: NodeJS.Timeout | undefined;
    this.#end = () => {
      child.stdin.end();
      killing ??= setTimeout(() => child.kill('SIGKILL'), GRACE_MS);
    };
    const gone = new Promise<string>((resolve) => {
      child.once('close', (code, signal) =>
        resolve(failure ?? (signal === null ? `exit code ${code}` : `signal ${signal}`)),
      );
    });
    this.ended = Promise.all([gone, read]).then(([how]) => {
      clearTimeout(killing);
      return { how, said: said.trim() };
    });
  }

  /** Asks it to end, and kills it when it has not done so. Resolves when it is gone. */
  async stop(): Promise<void> {
    this.#end();
    await this.ended;
  }
}

/** Electron itself may say something on stdout; that is no line of ours. */
function parseLine(text: string): GradeLine | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? (parsed as GradeLine) : undefined;
  } catch {
    return undefined;
  }
}
