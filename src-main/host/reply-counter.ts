/**
 * Tells from the bytes of a conversation how many answers are outstanding: every line that was sent gets one
 * answer, except blank lines and valid AT lines; an answer is a line, or to WHATSAT an AT line and JSON that
 * an empty line ends. Memory doesn't grow with the conversation.
 */
import { LineSplitter, type LineTaker, parseLine } from '../../src-shared/protocol/index.ts';

const LF = 0x0a;
const A = 0x41;

/** What an awaited answer may be: a line alone, or a line and perhaps JSON below. */
type AnswerForm = 'line' | 'json';

/** Where in an answer the received bytes have come to. */
type Place =
  | { readonly in: 'nothing' }
  | { readonly in: 'line'; readonly isAt: boolean }
  | { readonly in: 'json'; readonly afterLineEnd: boolean; readonly begun: boolean };

const BETWEEN: Place = { in: 'nothing' };

export class ReplyCounter {
  readonly #splitter = new LineSplitter();
  /** The answers that are awaited, in order, equal neighbours counted together. */
  readonly #awaited: { readonly form: AnswerForm; count: number }[] = [];
  #expected = 0;
  #answers = 0;
  #place: Place = BETWEEN;

  readonly #taker: LineTaker = {
    line: (bytes, start, end) => {
      const { kind } = parseLine(bytes.subarray(start, end));
      if (kind !== 'blank' && kind !== 'at') this.#await(kind === 'whatsat' ? 'json' : 'line');
      return true;
    },
    overlong: () => {
      this.#await('line');
      return true;
    },
  };

  /** Answers that the lines sent so far are to get. */
  get expected(): number {
    return this.#expected;
  }

  get answers(): number {
    return this.#answers;
  }

  get outstanding(): number {
    return this.#expected - this.#answers;
  }

  sent(bytes: Uint8Array): void {
    this.#splitter.push(bytes, 0, this.#taker);
  }

  /** All has been sent. True when the last line has no LF: only the end of the stream will end it. */
  sentAll(): boolean {
    const unfinished = this.#splitter.pendingBytes > 0;
    this.#splitter.end(this.#taker);
    return unfinished;
  }

  received(bytes: Uint8Array): void {
    for (const byte of bytes) this.#place = this.#next(byte);
  }

  /** The other side has ended the stream. JSON that no empty line ended is taken for complete. */
  receivedAll(): void {
    if (this.#place.in === 'json' && this.#place.begun) this.#complete();
    this.#place = BETWEEN;
  }

  #next(byte: number): Place {
    const place = this.#place;
    if (place.in === 'json') {
      if (byte !== LF) return { in: 'json', afterLineEnd: false, begun: true };
      return place.afterLineEnd ? this.#complete() : { in: 'json', afterLineEnd: true, begun: place.begun };
    }
    if (byte !== LF) return place.in === 'line' ? place : { in: 'line', isAt: byte === A };
    const withJson = place.in === 'line' && place.isAt && this.#awaited[0]?.form === 'json';
    return withJson ? { in: 'json', afterLineEnd: false, begun: false } : this.#complete();
  }

  #await(form: AnswerForm): void {
    this.#expected++;
    const last = this.#awaited.at(-1);
    if (last?.form === form) last.count++;
    else this.#awaited.push({ form, count: 1 });
  }

  #complete(): Place {
    const first = this.#awaited[0];
    // A line that nobody asked for is no answer.
    if (first === undefined) return BETWEEN;
    this.#answers++;
    first.count--;
    if (first.count === 0) this.#awaited.shift();
    return BETWEEN;
  }
}
