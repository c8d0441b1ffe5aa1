import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { ReplyCounter } from './reply-counter.ts';

const AT = 'AT Alford +0.1 kiwi +34-118 1479413884\n';
const JSON_BELOW = '{\n   "results" : [],\n   "status" : "OK"\n}\n\n';

/** A counter that has sent and received these texts. */
function counterOf(sent: string, received: string): ReplyCounter {
  const counter = new ReplyCounter();
  counter.sent(encodeText(sent));
  counter.received(encodeText(received));
  return counter;
}

describe('ReplyCounter', () => {
  it.each([
    ['a report', 'IAMAT kiwi +34-118 1\n', 1],
    ['an ask', 'WHATSAT kiwi 10 5\n', 1],
    ['an invalid line', 'HELLO\n', 1],
    ['a blank line', ' \r\n', 0],
    ['a peer’s update', AT, 0],
    ['an over-long line', `${'x'.repeat(20_000)}\n`, 1],
    ['three lines', 'a\nb\n\nc\n', 3],
    ['a line that has not ended', 'IAMAT kiwi +34-118 1', 0],
  ])('expects for %s', (_, sent, expected) => {
    expect(counterOf(sent, '').expected).toBe(expected);
  });

  it('expects an answer for a last line without LF once all has been sent', () => {
    const counter = counterOf('WHATSAT kiwi 10 5', '');
    expect(counter.sentAll()).toBe(true);
    expect(counter.outstanding).toBe(1);
  });

  it('takes an AT line alone for the answer to a report, but not to an ask', () => {
    expect(counterOf('IAMAT kiwi +34-118 1\n', AT).outstanding).toBe(0);
    expect(counterOf('WHATSAT kiwi 10 5\n', AT).outstanding).toBe(1);
  });

  it('takes JSON to its empty line, and no further', () => {
    const ask = 'WHATSAT kiwi 10 5\n';
    expect(counterOf(ask, AT + JSON_BELOW.slice(0, -1)).outstanding).toBe(1);
    expect(counterOf(ask, AT + JSON_BELOW).outstanding).toBe(0);
    expect(counterOf(ask + ask, AT + JSON_BELOW + AT + JSON_BELOW).outstanding).toBe(0);
  });

  it('takes a refused ask for one line', () => {
    expect(counterOf('WHATSAT kiwi 51 5\n', '? WHATSAT kiwi 51 5\n').outstanding).toBe(0);
  });

  it('takes JSON that only the end of the stream ends', () => {
    const counter = counterOf('WHATSAT kiwi 10 5\n', `${AT}{}\n`);
    counter.receivedAll();
    expect(counter.outstanding).toBe(0);
  });

  it('does not take a cut-off line for an answer', () => {
    const counter = counterOf('IAMAT kiwi +34-118 1\n', 'AT Alf');
    counter.receivedAll();
    expect(counter.outstanding).toBe(1);
  });

  it('does not count what nobody asked for', () => {
    const counter = counterOf('', 'welcome!\n');
    expect(counter.answers).toBe(0);
    counter.sent(encodeText('x\n'));
    expect(counter.outstanding).toBe(1);
  });

  it('counts the same however both streams are split', () => {
    const exchange = fc.constantFrom(
      ['IAMAT kiwi +34-118 1\n', AT],
      ['WHATSAT kiwi 10 5\n', AT + JSON_BELOW],
      ['WHATSAT kiwi 51 5\n', '? WHATSAT kiwi 51 5\n'],
      ['\n', ''],
      [AT, ''],
      ['é\n', '? é\n'],
    );
    fc.assert(
      fc.property(
        fc.array(exchange, { maxLength: 20 }),
        fc.integer({ min: 1, max: 7 }),
        (exchanges, size) => {
          const counter = new ReplyCounter();
          const inPieces = (text: string, take: (piece: Uint8Array) => void): void => {
            const bytes = encodeText(text);
            for (let at = 0; at < bytes.length; at += size) take(bytes.subarray(at, at + size));
          };
          inPieces(exchanges.map(([sent]) => sent).join(''), (piece) => counter.sent(piece));
          inPieces(exchanges.map(([, got]) => got).join(''), (piece) => counter.received(piece));
          const answered = exchanges.filter(([, got]) => got !== '').length;
          expect([counter.expected, counter.answers]).toEqual([answered, answered]);
        },
      ),
    );
  });
});
