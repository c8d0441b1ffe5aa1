/** One connection whose every answer is checked against the model, however many lines are on their way. */
import { connect, type Socket } from 'node:net';
import type { Address } from '../../../src-shared/topology/topology.ts';
import type { ReplyModel, Wanted } from './reply-model.ts';

export class CheckedConversation {
  /** Answers that came and were right. */
  answers = 0;
  /** Of those, the ones to valid reports and questions. */
  valid = 0;
  readonly #socket: Socket;
  readonly #model: ReplyModel;
  /** Lines whose answers haven't come; from #head on. */
  #asked: string[] = [];
  #head = 0;
  /** What must come back for the first of them, once it was worked out. */
  #wanted: Wanted | undefined;
  #bytes = '';
  readonly #over: Promise<void>;

  constructor(address: Address, model: ReplyModel) {
    this.#model = model;
    this.#socket = connect({ ...address, noDelay: true, allowHalfOpen: true }).setEncoding('latin1');
    this.#over = new Promise((resolve, reject) => {
      this.#socket.on('data', (chunk) => {
        try {
          this.#heard(String(chunk));
        } catch (thrown) {
          reject(thrown);
          this.#socket.destroy();
        }
      });
      this.#socket.once('end', resolve);
      this.#socket.once('error', reject);
    });
    // It is looked at in `end`.
    this.#over.catch(() => undefined);
  }

  /** The lines that will have been sent, in their order, without LF. */
  expect(lines: readonly string[]): void {
    for (const line of lines) this.#asked.push(line);
  }

  /** Sends bytes, given as one character each. Resolves when more can be sent. */
  async send(bytes: string): Promise<void> {
    if (this.#socket.destroyed || this.#socket.write(bytes, 'latin1')) return;
    const drained = new Promise<void>((resolve) => {
      this.#socket.once('drain', resolve);
    });
    await Promise.race([drained, this.#over]);
  }

  /** Half-closes and waits for the server to end it. Throws unless all was answered, and nothing else came. */
  async end(): Promise<void> {
    this.#socket.end();
    await this.#over;
    this.#socket.destroy();
    if (this.#next() !== undefined || this.#bytes !== '') {
      const missing = this.#asked.length - this.#head;
      const next = JSON.stringify(this.#asked[this.#head]?.slice(0, 200));
      throw new Error(
        `${missing} lines got no answer, first ${next}; left over: ${JSON.stringify(this.#bytes)}`,
      );
    }
  }

  #heard(chunk: string): void {
    this.#bytes += chunk;
    let at = 0;
    for (;;) {
      const end = this.#answer(at);
      if (end < 0) break;
      at = end;
    }
    this.#bytes = this.#bytes.slice(at);
    if (this.#head > 50_000) {
      this.#asked = this.#asked.slice(this.#head);
      this.#head = 0;
    }
  }

  /** What the next answer must be: of the first line that gets one. */
  #next(): Wanted | undefined {
    while (this.#head < this.#asked.length) {
      this.#wanted ??= this.#model.wanted(this.#asked[this.#head] as string);
      if (this.#wanted.kind !== 'nothing') return this.#wanted;
      this.#done();
    }
    return undefined;
  }

  #done(): void {
    this.#wanted = undefined;
    this.#head++;
  }

  /** Checks the answer that begins at `at`. Returns its end, or -1 when it isn't whole yet. */
  #answer(at: number): number {
    const lf = this.#bytes.indexOf('\n', at);
    if (lf < 0) return -1;
    const line = this.#bytes.slice(at, lf);
    const wanted = this.#next();
    if (wanted === undefined) throw new Error(`nothing was asked, and ${JSON.stringify(line)} came`);
    const asked = this.#asked[this.#head] as string;
    let end = lf + 1;
    const echo = wanted.kind === 'echo' ? wanted.line : asked.replace(/\r$/, '');
    const known = wanted.kind === 'places' ? this.#model.knows(wanted.client) : undefined;
    if (wanted.kind === 'report') {
      this.#model.reported(wanted, line);
      this.valid++;
    } else if (known !== undefined) {
      end = this.#bytes.indexOf('\n\n', at) + 2;
      if (end < 2) return -1;
      const { results } = JSON.parse(this.#bytes.slice(lf, end)) as { results: unknown };
      if (line !== known || !Array.isArray(results))
        throw new Error(`${line} answers ${asked}, not ${known}`);
      this.valid++;
    } else if (line !== `? ${echo}`) {
      throw new Error(`${JSON.stringify(line)} answers ${JSON.stringify(asked)}`);
    }
    this.#done();
    this.answers++;
    return end;
  }
}
