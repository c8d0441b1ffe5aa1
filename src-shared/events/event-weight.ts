/** How heavy an event is to keep, in characters: what bounds memory where events wait or are kept. */
import type { HerdEvent } from './events.ts';

/** An event without its text. */
const BARE = 100;

export function eventWeight(event: HerdEvent): number {
  switch (event.type) {
    case 'line':
      return BARE + event.text.length + (event.body?.length ?? 0);
    case 'output':
      return BARE + event.text.length;
    case 'update':
      return BARE + event.line.length;
    // What a scenario tells comes with its whole transcript.
    case 'scenario':
      return BARE + JSON.stringify(event).length;
    default:
      return BARE;
  }
}
