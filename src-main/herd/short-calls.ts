/**
 * Whether a neighbour closes each connection soon after it was written to, as a program does that takes one line a
 * connection. Then whatever more is written is lost, and to begin anew each time would tell it the first line for ever.
 */
import { LIMITS } from './limits.ts';

/** So many times in a row is no chance. */
const TIMES = 3;

export class ShortCalls {
  #soon = 0;

  /** Whether it is to be told one line a connection. */
  get on(): boolean {
    return this.#soon >= TIMES;
  }

  /** A connection has ended. @param quietMs since it was written to last; undefined: it wasn't. */
  ended(quietMs: number | undefined): void {
    this.#soon = quietMs !== undefined && quietMs < LIMITS.linkSteadyMs ? this.#soon + 1 : 0;
  }

  /** It has kept a connection, or is not to be told anything: what was seen of it counts no more. */
  forget(): void {
    this.#soon = 0;
  }
}
