/** One exchange over a connection of its own: what went, what came, and how it ended. */
import { connect, type Socket } from 'node:net';
import type { Exchange } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { destinationHost } from '../../src-shared/topology/addresses.ts';
import { formatAddress } from '../../src-shared/topology/topology.ts';
import { ReplyCounter } from './reply-counter.ts';

/** Where bytes are cut in two, and how long to wait before what follows. */
export interface Cut {
  readonly at: number;
  readonly afterMs: number;
}

export interface ExchangeOptions {
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly bytes: Uint8Array;
  /** In the order of the bytes, each within them; none: they go in one piece. */
  readonly cuts?: readonly Cut[] | undefined;
  /** Ends our side after the bytes; then the server ends the exchange by closing. */
  readonly halfClose: boolean;
  /** Goes on listening when every line has its answer. */
  readonly stayOpen?: boolean | undefined;
  /** For all of it, pauses included. */
  readonly timeoutMs: number;
  /** Ends it when it is aborted. */
  readonly cancelled?: AbortSignal | undefined;
}

/** Bytes that an exchange takes at the most. */
export const RECEIVE_LIMIT = 16 * 1024 * 1024;

/**
 * Without a half-close it is over when every line that was sent has its answer; a last line without LF is none yet.
 * Rejects with CONNECT_FAILED when there is no connection; whatever happens after that is an exchange.
 */
export function exchange(options: ExchangeOptions): Promise<Exchange> {
  const { server, port, bytes, halfClose, stayOpen, timeoutMs, cancelled } = options;
  const host = destinationHost(options.host);
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const counter = new ReplyCounter();
    const received: Buffer[] = [];
    let size = 0;
    let phase: 'connecting' | 'sending' | 'sent' = 'connecting';
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });
    const pieces = new Pieces(bytes, options.cuts ?? []);

    const end = (how: Exchange['end']): void => {
      clearTimeout(deadline);
      cancelled?.removeEventListener('abort', onCancel);
      pieces.stop();
      socket.destroy();
      resolve({
        server,
        // What the server got a chance to see: an exchange may be over before its last piece has gone.
        sent: bytes.subarray(0, pieces.sent),
        received: new Uint8Array(Buffer.concat(received)),
        end: how,
        tookMs: performance.now() - begun,
      });
    };
    const endIfAnswered = (): void => {
      if (phase === 'sent' && !halfClose && !stayOpen && counter.outstanding <= 0) end('answered');
    };
    const onCancel = (): void => end('cancelled');
    cancelled?.addEventListener('abort', onCancel);
    const deadline = setTimeout(() => {
      if (phase === 'connecting') socket.destroy(new Error(`no answer within ${timeoutMs} ms`));
      else end('timeout');
    }, timeoutMs);

    socket.once('connect', () => {
      phase = 'sending';
      counter.sent(bytes);
      pieces.send(socket, () => {
        phase = 'sent';
        if (halfClose) socket.end();
        endIfAnswered();
      });
    });
    socket.on('data', (chunk) => {
      received.push(chunk);
      size += chunk.length;
      counter.received(chunk);
      if (size >= RECEIVE_LIMIT) end('limit');
      else endIfAnswered();
    });
    socket.once('end', () => end('closed'));
    socket.once('error', (error) => {
      if (phase !== 'connecting') return end('reset');
      clearTimeout(deadline);
      cancelled?.removeEventListener('abort', onCancel);
      const target = `${server} (${formatAddress({ host, port })})`;
      reject(new HerdError('CONNECT_FAILED', { target, reason: error.message }));
    });
  });
}

/** Bytes that go in pieces, with pauses between them. */
class Pieces {
  /** Bytes that have been handed to the socket. */
  sent = 0;
  readonly #bytes: Uint8Array;
  readonly #cuts: readonly Cut[];
  #next = 0;
  #pause: NodeJS.Timeout | undefined;
  #stopped = false;

  constructor(bytes: Uint8Array, cuts: readonly Cut[]) {
    this.#bytes = bytes;
    this.#cuts = cuts;
  }

  /** Calls `done` when the last one has been taken. */
  send(socket: Socket, done: () => void): void {
    const cut = this.#cuts[this.#next++];
    const piece = this.#bytes.subarray(this.sent, cut?.at);
    this.sent += piece.length;
    socket.write(piece, (error) => {
      if (error || this.#stopped) return;
      if (cut === undefined) done();
      else this.#pause = setTimeout(() => this.send(socket, done), cut.afterMs);
    });
  }

  stop(): void {
    this.#stopped = true;
    clearTimeout(this.#pause);
  }
}
