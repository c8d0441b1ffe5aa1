/** One connection of `herd send`: what is given goes out, what comes back is handed on, until all is answered. */
import { connect, type Socket } from 'node:net';
import { HerdError } from '../../src-shared/errors.ts';
import { destinationHost } from '../../src-shared/topology/addresses.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import { ReplyCounter } from '../host/reply-counter.ts';

export interface ConversationPlan {
  /** As the user named it, for messages. */
  readonly target: string;
  readonly address: Address;
  /** The bytes to send. They may come slowly. */
  readonly input: AsyncIterable<Uint8Array>;
  /** Send FIN after the last byte, and read until the server ends the connection too. */
  readonly halfClose: boolean;
  /** Seconds without a byte, while something is awaited, after which it gives up. */
  readonly timeoutSeconds: number;
  received(bytes: Uint8Array): void;
}

/**
 * Resolves when every line got its answer (with `halfClose`: when the server has ended the connection too).
 * @throws HerdError CONNECT_FAILED, REPLY_TIMEOUT, CONNECTION_ENDED
 */
export async function converse(plan: ConversationPlan): Promise<void> {
  const conversation = new Conversation(plan);
  try {
    await conversation.done;
  } finally {
    conversation.close();
  }
}

class Conversation {
  readonly done: Promise<void>;
  readonly #plan: ConversationPlan;
  readonly #socket: Socket;
  readonly #counter = new ReplyCounter();
  #phase: 'connecting' | 'sending' | 'sent' = 'connecting';
  #timer: NodeJS.Timeout | undefined;
  #resolve: () => void = () => {};
  #reject: (error: unknown) => void = () => {};

  constructor(plan: ConversationPlan) {
    this.#plan = plan;
    this.done = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
    const { host, port } = plan.address;
    this.#socket = connect({ host: destinationHost(host), port, allowHalfOpen: true });
    this.#socket
      .on('connect', () => void this.#sendAll().catch(this.#reject))
      .on('data', (bytes) => this.#received(bytes))
      .on('end', () => this.#ended())
      .on('error', (error) => this.#failed(error));
    this.#watch();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#socket.destroySoon();
  }

  async #sendAll(): Promise<void> {
    this.#phase = 'sending';
    this.#watch();
    for await (const bytes of this.#plan.input) {
      this.#counter.sent(bytes);
      this.#watch();
      if (!this.#socket.write(bytes)) await this.#drained();
      if (this.#socket.destroyed) return;
    }
    const unfinished = this.#counter.sentAll();
    // A last line without its LF is only a line when the stream ends.
    if (this.#plan.halfClose || unfinished) this.#socket.end();
    else await this.#flushed();
    this.#phase = 'sent';
    this.#watch();
    this.#maybeDone();
  }

  #received(bytes: Uint8Array): void {
    this.#counter.received(bytes);
    this.#plan.received(bytes);
    this.#watch();
    this.#maybeDone();
  }

  #maybeDone(): void {
    if (this.#phase === 'sent' && !this.#plan.halfClose && this.#counter.outstanding <= 0) this.#resolve();
  }

  #ended(): void {
    this.#counter.receivedAll();
    const { answers, expected, outstanding } = this.#counter;
    if (this.#phase === 'sent' && outstanding <= 0) this.#resolve();
    else this.#reject(new HerdError('CONNECTION_ENDED', { target: this.#plan.target, answers, expected }));
  }

  #failed(error: NodeJS.ErrnoException): void {
    if (this.#phase !== 'connecting') this.#ended();
    else this.#reject(this.#connectFailed(whyNoConnection(error)));
  }

  /** Starts the clock anew while something is awaited from the other side; else stops it. */
  #watch(): void {
    clearTimeout(this.#timer);
    const awaited = this.#phase !== 'sending' || this.#counter.outstanding > 0;
    if (!awaited) return;
    const { target, timeoutSeconds: seconds } = this.#plan;
    this.#timer = setTimeout(() => {
      if (this.#phase === 'connecting') this.#reject(this.#connectFailed(`No answer within ${seconds} s.`));
      else this.#reject(new HerdError('REPLY_TIMEOUT', { target, seconds }));
      this.#socket.destroy();
    }, seconds * 1_000);
  }

  #connectFailed(reason: string): HerdError {
    return new HerdError('CONNECT_FAILED', { target: this.#plan.target, reason });
  }

  #drained(): Promise<void> {
    return new Promise((resolve) => {
      const go = (): void => {
        this.#socket.off('drain', go).off('close', go);
        resolve();
      };
      this.#socket.on('drain', go).on('close', go);
    });
  }

  #flushed(): Promise<void> {
    return new Promise((resolve) => {
      this.#socket.write('', () => resolve());
    });
  }
}

const REASONS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'Nothing listens there.',
  ENOTFOUND: 'There is no host of that name.',
  EAI_AGAIN: 'The host’s name could not be looked up.',
  EHOSTUNREACH: 'That host can’t be reached.',
  ENETUNREACH: 'That network can’t be reached.',
  ETIMEDOUT: 'That host does not answer.',
};

function whyNoConnection(error: NodeJS.ErrnoException): string {
  const code = error.code ?? 'unknown';
  return `${REASONS[code] ?? error.message} (${code})`;
}
