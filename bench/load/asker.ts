/** Asks a server over one kept connection what it knows, as any client can: WHATSAT. */
import { connect, type Socket } from 'node:net';
import type { Address } from '../../src-shared/topology/topology.ts';
import { askLine } from './lines.ts';

const LF = 10;
const A = 65;
const QUESTION_MARK = 63;
/** Questions in one write. */
const BATCH = 64;
const SILENCE_LIMIT_MS = 10_000;

interface Waiting {
  readonly answers: boolean[];
  readonly count: number;
  readonly resolve: (answers: boolean[]) => void;
  readonly reject: (error: Error) => void;
}

export class Asker {
  readonly #socket: Socket;
  #waiting: Waiting | undefined;
  #atStart = true;

  constructor(address: Address) {
    this.#socket = connect({ ...address, noDelay: true });
    this.#socket.on('data', (chunk: Buffer) => this.#read(chunk));
    this.#socket.on('error', (error) => this.#waiting?.reject(error));
    this.#socket.on('close', () => this.#waiting?.reject(new Error('The server closed the connection.')));
    this.#socket.setTimeout(SILENCE_LIMIT_MS, () => {
      if (this.#waiting !== undefined) this.#socket.destroy(new Error('The server fell silent.'));
    });
  }

  /** Those of `clients` that the server does not know. */
  async unknownOf(clients: readonly string[]): Promise<string[]> {
    const unknown: string[] = [];
    for (let from = 0; from < clients.length; from += BATCH) {
      const batch = clients.slice(from, from + BATCH);
      const answers = await this.#ask(batch);
      for (let n = 0; n < batch.length; n += 1) if (!answers[n]) unknown.push(batch[n]!);
    }
    return unknown;
  }

  close(): void {
    this.#socket.destroy();
  }

  #ask(clients: readonly string[]): Promise<boolean[]> {
    return new Promise((resolve, reject) => {
      if (this.#socket.destroyed) {
        reject(new Error('The server closed the connection.'));
        return;
      }
      this.#waiting = { answers: [], count: clients.length, resolve, reject };
      this.#socket.write(clients.map(askLine).join(''));
    });
  }

  /**
   * An answer is known by how its line begins: `A` of AT, or `?`. Lines of JSON begin with neither. The
   * last AT line's JSON may come after its answer was counted; its lines are passed over as they come.
   */
  #read(chunk: Buffer): void {
    let at = 0;
    while (at < chunk.length) {
      if (this.#atStart) this.#count(chunk[at]!);
      const end = chunk.indexOf(LF, at);
      this.#atStart = end !== -1;
      if (end === -1) return;
      at = end + 1;
    }
  }

  #count(first: number): void {
    const waiting = this.#waiting;
    if (waiting === undefined || (first !== A && first !== QUESTION_MARK)) return;
    waiting.answers.push(first === A);
    if (waiting.answers.length < waiting.count) return;
    this.#waiting = undefined;
    waiting.resolve(waiting.answers);
  }
}
