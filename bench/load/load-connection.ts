/** One connection of the load: writes batches and counts the replies, byte by byte, with nothing allocated. */
import { connect, type Socket } from 'node:net';
import type { Address } from '../../src-shared/topology/topology.ts';

const LF = 10;
const FIRST_OF_AT = 65;
/** All connections read into one buffer: what is read is counted before anything else is read. */
const READ_BUFFER = Buffer.alloc(256 * 1024);

/** Told of each read that ended replies: how many. */
export type OnReplies = (replies: number) => void;

export class LoadConnection {
  /** Replies that were no AT line. */
  wrong = 0;
  onReplies: OnReplies = () => {};
  onFailure: (error: Error) => void = () => {};
  readonly #socket: Socket;
  /** A reply echoes the report, so this many bytes of it hold no LF and need no look. */
  readonly #leastLength: number;
  #toSkip = 0;
  #atStart = true;
  #ending = false;

  private constructor(address: Address, leastLength: number) {
    this.#leastLength = leastLength;
    this.#socket = connect({
      ...address,
      noDelay: true,
      onread: { buffer: READ_BUFFER, callback: (length) => this.#read(length) },
    });
    this.#socket.on('error', (error) => this.#fail(error));
    this.#socket.on('close', () => this.#fail(new Error('The server closed the connection.')));
  }

  static open(address: Address, leastLength: number): Promise<LoadConnection> {
    const connection = new LoadConnection(address, leastLength);
    return new Promise((resolve, reject) => {
      connection.onFailure = reject;
      connection.#socket.once('connect', () => resolve(connection));
    });
  }

  write(bytes: Uint8Array): void {
    this.#socket.write(bytes);
  }

  close(): void {
    this.#ending = true;
    this.#socket.destroy();
  }

  #fail(error: Error): void {
    if (!this.#ending) this.onFailure(error);
  }

  #read(length: number): boolean {
    const replies = this.#count(length);
    if (replies > 0) this.onReplies(replies);
    return true;
  }

  #count(length: number): number {
    let replies = 0;
    let at = 0;
    while (at < length) {
      if (this.#atStart) {
        if (READ_BUFFER[at] !== FIRST_OF_AT) this.wrong += 1;
        this.#atStart = false;
        this.#toSkip = this.#leastLength;
      }
      if (this.#toSkip > 0) {
        const step = Math.min(this.#toSkip, length - at);
        this.#toSkip -= step;
        at += step;
        continue;
      }
      while (at < length && READ_BUFFER[at] !== LF) at += 1;
      if (at === length) break;
      at += 1;
      replies += 1;
      this.#atStart = true;
    }
    return replies;
  }
}

/** Opens several connections at once, to the addresses in turn; if one fails, none is left open. */
export async function openAll(
  addresses: readonly Address[],
  count: number,
  leastLength: number,
): Promise<LoadConnection[]> {
  const opening = Array.from({ length: count }, (_, n) =>
    LoadConnection.open(addresses[n % addresses.length]!, leastLength),
  );
  const settled = await Promise.allSettled(opening);
  const open = settled.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []));
  const failed = settled.find((result) => result.status === 'rejected');
  if (failed === undefined) return open;
  for (const connection of open) connection.close();
  throw failed.reason;
}
