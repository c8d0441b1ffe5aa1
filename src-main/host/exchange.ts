/** One exchange over a connection of its own: what went, what came, and how it ended. */
import { connect } from 'node:net';
import type { Exchange } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { destinationHost } from '../../src-shared/topology/addresses.ts';
import { formatAddress } from '../../src-shared/topology/topology.ts';
import { ReplyCounter } from './reply-counter.ts';

export interface ExchangeOptions {
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly bytes: Uint8Array;
  /** Ends our side after the bytes; then the server ends the exchange by closing. */
  readonly halfClose: boolean;
  readonly timeoutMs: number;
}

/** Bytes that an exchange takes at the most. */
export const RECEIVE_LIMIT = 16 * 1024 * 1024;

/**
 * Without a half-close it is over when every line that was sent has its answer; a last line without LF is none yet.
 * Rejects with CONNECT_FAILED when there is no connection; whatever happens after that is an exchange.
 */
export function exchange(options: ExchangeOptions): Promise<Exchange> {
  const { server, port, bytes, halfClose, timeoutMs } = options;
  const host = destinationHost(options.host);
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const counter = new ReplyCounter();
    const received: Buffer[] = [];
    let size = 0;
    let phase: 'connecting' | 'sending' | 'sent' = 'connecting';
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });

    const end = (how: Exchange['end']): void => {
      clearTimeout(deadline);
      socket.destroy();
      const tookMs = performance.now() - begun;
      resolve({ server, sent: bytes, received: new Uint8Array(Buffer.concat(received)), end: how, tookMs });
    };
    const endIfAnswered = (): void => {
      if (phase === 'sent' && !halfClose && counter.outstanding <= 0) end('answered');
    };
    const deadline = setTimeout(() => {
      if (phase === 'connecting') socket.destroy(new Error(`no answer within ${timeoutMs} ms`));
      else end('timeout');
    }, timeoutMs);

    socket.once('connect', () => {
      phase = 'sending';
      counter.sent(bytes);
      socket.write(bytes, () => {
        phase = 'sent';
        endIfAnswered();
      });
      if (halfClose) socket.end();
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
      const target = `${server} (${formatAddress({ host, port })})`;
      reject(new HerdError('CONNECT_FAILED', { target, reason: error.message }));
    });
  });
}
