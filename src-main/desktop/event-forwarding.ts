/**
 * Events to the page: only while there is one that asked for them, and never more than it takes. A page acknowledges
 * each batch when it has dealt with it; while too much waits for that, what happens is counted instead of sent, and
 * told as `summarised` when the page answers again.
 */
import type { Host } from '../../src-shared/console-contract.ts';
import { eventWeight } from '../../src-shared/events/event-weight.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { type EventBatch, packEvents } from '../../src-shared/front-bridge.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import { LeftOut } from './left-out.ts';

/** What may be under way to a page: sent, and not acknowledged. A single batch may always go when nothing else is. */
export interface FlowLimits {
  readonly batches: number;
  readonly events: number;
  readonly characters: number;
}

/** About two seconds of a busy herd: a page that draws something slow loses nothing. */
export const FLOW_LIMITS: FlowLimits = { batches: 64, events: 40_000, characters: 32_000_000 };

export interface EventForwarding {
  /** A page asks for events, from now on. What was on its way to another page no longer counts. */
  begin(): void;
  /** The page has dealt with this batch and all before it. Of another stream, or said again: nothing happens. */
  taken(stream: number, batch: number): void;
  /** The page has gone; what had gathered for it is dropped. */
  end(): void;
}

interface Sent {
  readonly batch: number;
  readonly events: number;
  readonly characters: number;
}

/** To one page, from its asking until it goes. */
class Stream {
  readonly #number: number;
  readonly #send: (batch: EventBatch) => void;
  readonly #limits: FlowLimits;
  readonly #leftOut = new LeftOut();
  #underWay: Sent[] = [];
  #events = 0;
  #characters = 0;
  #batches = 0;

  constructor(number: number, send: (batch: EventBatch) => void, limits: FlowLimits) {
    this.#number = number;
    this.#send = send;
    this.#limits = limits;
  }

  get number(): number {
    return this.#number;
  }

  push(events: readonly HerdEvent[]): void {
    const characters = events.reduce((sum, event) => sum + eventWeight(event), 0);
    // Once something was left out, what comes after it stays behind it.
    if (this.#leftOut.isEmpty && this.#fits(events.length, characters)) this.#give(events, characters);
    else for (const event of events) this.#leftOut.add(event);
  }

  taken(batch: number): void {
    while (this.#underWay[0] !== undefined && this.#underWay[0].batch <= batch) {
      const sent = this.#underWay.shift() as Sent;
      this.#events -= sent.events;
      this.#characters -= sent.characters;
    }
    // Not with the first room that there is: a page that can't keep up would be told of a gap between any two batches.
    if (this.#leftOut.isEmpty || !this.#isHalfEmpty) return;
    const events = this.#leftOut.take();
    this.#give(
      events,
      events.reduce((sum, event) => sum + eventWeight(event), 0),
    );
  }

  #fits(events: number, characters: number): boolean {
    if (this.#underWay.length === 0) return true;
    return (
      this.#underWay.length < this.#limits.batches &&
      this.#events + events <= this.#limits.events &&
      this.#characters + characters <= this.#limits.characters
    );
  }

  get #isHalfEmpty(): boolean {
    return (
      this.#underWay.length * 2 <= this.#limits.batches &&
      this.#events * 2 <= this.#limits.events &&
      this.#characters * 2 <= this.#limits.characters
    );
  }

  #give(events: readonly HerdEvent[], characters: number): void {
    this.#batches++;
    this.#underWay.push({ batch: this.#batches, events: events.length, characters });
    this.#events += events.length;
    this.#characters += characters;
    this.#send({ stream: this.#number, batch: this.#batches, events: packEvents(events) });
  }
}

export function forwardEvents(
  host: Pick<Host, 'subscribe'>,
  send: (batch: EventBatch) => void,
  limits: FlowLimits = FLOW_LIMITS,
): EventForwarding {
  let streams = 0;
  let stream: Stream | undefined;
  let unsubscribe: (() => void) | undefined;
  return {
    begin() {
      stream = new Stream(++streams, send, limits);
      unsubscribe ??= host.subscribe((batch) => stream?.push(batch));
    },
    taken(number, batch) {
      if (stream?.number === number) stream.taken(batch);
    },
    end() {
      // First: ending a subscription gives what has gathered, and there is nobody for it.
      stream = undefined;
      unsubscribe?.();
      unsubscribe = undefined;
    },
  };
}

/** How the page asks for events and acknowledges them. */
export function eventHandlers(
  events: EventForwarding,
): Pick<DesktopHandlers, 'events.follow' | 'events.taken'> {
  return {
    'events.follow': () => {
      events.begin();
      return null;
    },
    'events.taken': ({ stream, batch }) => {
      events.taken(stream, batch);
      return null;
    },
  };
}
