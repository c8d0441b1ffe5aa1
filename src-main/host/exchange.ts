/** One exchange over a connection of its own: what went, what came, and how it ended. */
import { connect } from 'node:net';
import type { Exchange } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';

export interface ExchangeOptions {
  readonly server: string;
  readonly host: string;
  readonly port: number;
  readonly bytes: Uint8Array;
  /** Ends our side after the bytes; then the server ends the exchange by closing. */
  readonly halfClose: boolean;
  readonly timeoutMs: number;
}

/** Without a half-close the server keeps the connection: the exchange is over when nothing more came for so long. */
const QUIET_MS = 250;
const RECEIVE_LIMIT = 16 * 1024 * 1024;

/** Rejects with CONNECT_FAILED when there is no connection; whatever happens after that is an exchange. */
export function exchange(options: ExchangeOptions): Promise<Exchange> {
  const { server, host, port, bytes, halfClose, timeoutMs } = options;
  return new Promise((resolve, reject) => {
    const begun = performance.now();
    const received: Buffer[] = [];
    let size = 0;
    let connected = false;
    let quiet: NodeJS.Timeout | undefined;
    const socket = connect({ host, port, noDelay: true, allowHalfOpen: true });

    const end = (how: Exchange['end']): void => {
      clearTimeout(quiet);
      clearTimeout(deadline);
      socket.destroy();
      const tookMs = performance.now() - begun;
      resolve({ server, sent: bytes, received: new Uint8Array(Buffer.concat(received)), end: how, tookMs });
    };
    const deadline = setTimeout(() => {
      if (connected) end('timeout');
      else socket.destroy(new Error(`no answer within ${timeoutMs} ms`));
    }, timeoutMs);

    socket.once('connect', () => {
      connected = true;
      if (halfClose) socket.end(bytes);
      else socket.write(bytes);
    });
    socket.on('data', (chunk) => {
      received.push(chunk);
      size += chunk.length;
      clearTimeout(quiet);
      if (size >= RECEIVE_LIMIT) end('quiet');
      else if (!halfClose) quiet = setTimeout(() => end('quiet'), QUIET_MS);
    });
    socket.once('end', () => end('closed'));
    socket.once('error', (error) => {
      clearTimeout(deadline);
      if (connected) end('reset');
      else
        reject(
          new HerdError('CONNECT_FAILED', { target: `${server} (${host}:${port})`, reason: error.message }),
        );
    });
  });
}
