/** Where the command writes: knows whether a terminal reads it, how much waits, and when the reader has gone. */
import type { Writable } from 'node:stream';
import { type Paint, paintFor } from './paint.ts';

/** Milliseconds that the end of the command waits for a reader that doesn't read. */
const DRAIN_LIMIT_MS = 2_000;

/** What is needed of process.stdout and process.stderr. */
export type OutputStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

export class Output {
  readonly terminal: boolean;
  readonly paint: Paint;
  readonly #stream: OutputStream;
  readonly #gone: (() => void)[] = [];
  #open = true;
  #failure: Error | undefined;

  constructor(stream: OutputStream, env: Readonly<Record<string, string | undefined>>) {
    this.#stream = stream;
    this.terminal = stream.isTTY === true;
    this.paint = paintFor(this.terminal && !env['NO_COLOR'] && env['TERM'] !== 'dumb');
    stream.on('error', (error: NodeJS.ErrnoException) => {
      // EPIPE (`herd serve | head -1`): nobody reads any more, which is no error of ours.
      if (error.code !== 'EPIPE') this.#failure = error;
      this.#close();
    });
  }

  /** False once the reader has gone. What is written then is dropped. */
  get open(): boolean {
    return this.#open;
  }

  /** Why no more can be written, when it is not that the reader has gone: a full disk. */
  get failure(): Error | undefined {
    return this.#failure;
  }

  /** Bytes that the reader has not taken yet. */
  get backlog(): number {
    return this.#stream.writableLength;
  }

  write(data: string | Uint8Array): void {
    if (this.#open) this.#stream.write(data);
  }

  line(text: string): void {
    this.write(`${text}\n`);
  }

  /** Calls `listener` when the reader goes. */
  onGone(listener: () => void): void {
    if (this.#open) this.#gone.push(listener);
    else listener();
  }

  /** Calls `listener` when all that was written so far is with the reader, or the reader has gone. */
  onFlushed(listener: () => void): void {
    if (this.#open) this.#stream.write('', () => listener());
    else listener();
  }

  /** Resolves when all is with the reader, or it has gone, or it has not read for too long. */
  async drained(): Promise<void> {
    await new Promise<void>((resolve) => {
      const limit = setTimeout(resolve, DRAIN_LIMIT_MS);
      this.onFlushed(() => {
        clearTimeout(limit);
        resolve();
      });
    });
  }

  #close(): void {
    if (!this.#open) return;
    this.#open = false;
    for (const listener of this.#gone.splice(0)) listener();
  }
}
