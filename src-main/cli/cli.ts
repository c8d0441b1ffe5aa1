/** What a subcommand is given instead of `process`: its outputs, its input, and how it ends. */
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';

/** A signal that asks the command to end. */
export type EndSignal = 'SIGINT' | 'SIGTERM' | 'SIGHUP';

/** The command's stdin. Reading it starts only when somebody asks for it. */
export interface Input {
  readonly terminal: boolean;
  /** The bytes as they come; ends quietly at end of file and when stdin can't be read at all. */
  chunks(signal: AbortSignal): AsyncIterable<Uint8Array>;
}

export interface Cli {
  readonly stdin: Input;
  readonly stdout: Output;
  readonly stderr: Output;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** The exit code of this run when nothing is thrown (default 0). */
  exitWith(code: ExitCode): void;
  /**
   * Calls `listener` once, at the first signal to end. Until somebody listens, a signal does what it always
   * does; after the first, a second one ends the process at once. Returns how to stop listening.
   */
  onEndSignal(listener: (signal: EndSignal) => void): () => void;
}
