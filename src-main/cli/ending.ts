/** When a command that would go on for ever is to end, and whether something went wrong then. */
import type { Cli } from './cli.ts';

export class Ending {
  readonly #abort = new AbortController();
  readonly #stopListening: () => void;
  #crash: { readonly error: unknown } | undefined;

  constructor(cli: Pick<Cli, 'onEnd' | 'stdout'>) {
    this.#stopListening = cli.onEnd((reason) => {
      if (reason.kind === 'crash') this.crash(reason.error);
      else this.ask();
    });
    // Whoever read what we say has gone (`herd serve --json | head -1`).
    cli.stdout.onGone(() => this.ask());
  }

  /** Aborted when it is time. */
  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  /** Resolves when it is time. */
  readonly asked = new Promise<void>((resolve) => {
    this.#abort.signal.addEventListener('abort', () => resolve());
  });

  ask(): void {
    this.#abort.abort();
  }

  crash(error: unknown): void {
    this.#crash ??= { error };
    this.ask();
  }

  /** All has ended: throws what it ended for, if that was an error. */
  settle(): void {
    this.#stopListening();
    if (this.#crash !== undefined) throw this.#crash.error;
  }
}
