/**
 * What a turn of the event loop gathers goes out at its end: all that came in is read and answered first, then it is
 * written. So a tick's updates leave in one write a link, and a peer that sleeps until it hears from us is woken once
 * for many lines, not once for each.
 */
export interface Flushable {
  flush(): void;
}

export class TurnEnd {
  readonly #waiting = new Set<Flushable>();
  #set = false;

  /** Calls `flush` once, after all that came in this turn has been read. */
  want(flushable: Flushable): void {
    this.#waiting.add(flushable);
    if (this.#set) return;
    this.#set = true;
    setImmediate(() => {
      this.#set = false;
      const waiting = [...this.#waiting];
      this.#waiting.clear();
      for (const one of waiting) one.flush();
    });
  }
}
