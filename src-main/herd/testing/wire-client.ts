/** A client for tests: writes bytes, waits for facts. Every wait has a deadline that fails the test. */
import { connect, type Socket } from 'node:net';
import type { Address } from '../../../src-shared/topology/topology.ts';

const DEADLINE_MS = 15_000;
const COMPACT_BYTES = 64 * 1024;

export class WireClient {
  readonly socket: Socket;
  /** What has come, as one character a byte; taken up to #at. */
  #bytes = '';
  #at = 0;
  #closed = false;
  #wake: (() => void)[] = [];

  private constructor(socket: Socket) {
    this.socket = socket;
    socket.setEncoding('latin1');
    socket.on('data', (chunk: string) => {
      this.#bytes += chunk;
      this.#changed();
    });
    socket.on('error', () => undefined);
    for (const ending of ['end', 'close']) {
      socket.on(ending, () => {
        this.#closed = true;
        this.#changed();
      });
    }
  }

  static async open({ host, port }: Address): Promise<WireClient> {
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    await new Promise<void>((resolve, reject) => {
      socket.once('connect', resolve);
      socket.once('error', reject);
    });
    return new WireClient(socket);
  }

  /** All that has come and wasn't taken, as UTF-8. */
  get text(): string {
    return Buffer.from(this.#bytes.slice(this.#at), 'latin1').toString('utf8');
  }

  /** Whether the server has ended the connection. */
  get closed(): boolean {
    return this.#closed;
  }

  write(bytes: string | Uint8Array): void {
    this.socket.write(bytes);
  }

  /** Sends a line and takes the next line that comes. */
  async ask(line: string): Promise<string> {
    this.write(`${line}\n`);
    return this.line();
  }

  /** Takes the next line, without its LF. */
  async line(): Promise<string> {
    await this.until(() => this.#find('\n') >= 0, 'a line');
    return this.#take(this.#find('\n') + 1).slice(0, -1);
  }

  /** Takes the AT line and the JSON of a WHATSAT's answer. */
  async places(): Promise<{ line: string; json: Record<string, unknown>; raw: string }> {
    await this.until(() => this.#find('\n\n') >= 0, 'an answer that ends with an empty line');
    const raw = this.#take(this.#find('\n\n') + 2);
    const split = raw.indexOf('\n');
    return { line: raw.slice(0, split), json: JSON.parse(raw.slice(split)) as Record<string, unknown>, raw };
  }

  /** Takes a WHATSAT's answer: its AT line, or undefined where the client is unknown. */
  async belief(): Promise<string | undefined> {
    await this.until(() => this.#find('\n') >= 0, 'an answer');
    if (this.#bytes.startsWith('? ', this.#at)) {
      await this.line();
      return undefined;
    }
    return (await this.places()).line;
  }

  /** All that comes until the server closes. */
  async rest(): Promise<string> {
    await this.until(() => this.#closed, 'the end of the connection');
    return this.#take(this.#bytes.length);
  }

  end(bytes?: string | Uint8Array): void {
    this.socket.end(bytes ?? '');
  }

  destroy(): void {
    this.socket.destroy();
  }

  async until(fact: () => boolean, what: string): Promise<void> {
    const late = Date.now() + DEADLINE_MS;
    while (!fact()) {
      if (this.#closed)
        throw new Error(`the connection ended before ${what} came; got ${JSON.stringify(this.text)}`);
      const left = late - Date.now();
      if (left <= 0) throw new Error(`no ${what} in time; got ${JSON.stringify(this.text.slice(0, 2000))}`);
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, left);
        this.#wake.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
  }

  #find(what: string): number {
    return this.#bytes.indexOf(what, this.#at);
  }

  #take(end: number): string {
    const taken = this.#bytes.slice(this.#at, end);
    this.#at = end;
    if (this.#at > COMPACT_BYTES) {
      this.#bytes = this.#bytes.slice(this.#at);
      this.#at = 0;
    }
    return Buffer.from(taken, 'latin1').toString('utf8');
  }

  #changed(): void {
    for (const wake of this.#wake.splice(0)) wake();
  }
}
