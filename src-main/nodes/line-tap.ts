/** Tells of the AT lines that a hosted program sends to a neighbour, as our own servers tell of theirs. */
import { LF } from '../../src-shared/protocol/bytes.ts';
import { decodeText, LineSplitter, type LineTaker, parseLine } from '../../src-shared/protocol/index.ts';
import type { EventBus } from '../ground/event-bus.ts';

/** Takes what is sent on one connection, chunk by chunk. Costs nothing while nobody wants lines. */
export function tapLines(
  events: EventBus,
  server: string,
  neighbour: string,
  now: () => number,
): (chunk: Uint8Array) => void {
  let splitter: LineSplitter | undefined;
  const taker: LineTaker = {
    line(bytes, start, end) {
      const line = bytes.subarray(start, end);
      if (parseLine(line).kind === 'at') {
        const text = decodeText(line);
        events.emit({ type: 'line', time: now(), server, direction: 'out', peer: neighbour, text });
      }
      return true;
    },
    overlong: () => true,
  };
  let atLineStart = true;
  return (chunk) => {
    const wasAtLineStart = atLineStart;
    atLineStart = chunk.at(-1) === LF;
    if (!events.wanted.line) {
      splitter = undefined;
      return;
    }
    // Whoever begins to look in the middle of a line: what follows the next line end is whole.
    const from = splitter === undefined && !wasAtLineStart ? chunk.indexOf(LF) + 1 : 0;
    if (splitter === undefined && !wasAtLineStart && from === 0) return;
    splitter ??= new LineSplitter();
    splitter.push(chunk, from, taker);
  };
}
