/** What a subcommand is given instead of `process`: its outputs, its input, and how it ends. */
import type { ExitCode } from './exit-codes.ts';
import type { Output } from './output.ts';

/** Why a command that would go on is to end. */
export type EndReason =
  | { readonly kind: 'signal'; readonly signal: 'SIGINT' | 'SIGTERM' | 'SIGHUP' }
  /** An error that nobody caught: what was started has to be ended all the same. */
  | { readonly kind: 'crash'; readonly error: unknown };

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
   * Calls `listener` once, when the command is to end. Until somebody listens, a signal and an uncaught error
   * do what they always do; while somebody does, a second SIGINT ends the process at once. Returns how to stop
   * listening.
   */
  onEnd(listener: (reason: EndReason) => void): () => void;
}
