import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { Exchange } from '../../src-shared/console-contract.ts';
import { decodeText, encodeText } from '../../src-shared/protocol/index.ts';
import { type ExchangeOptions, exchange, RECEIVE_LIMIT } from './exchange.ts';

const AT = 'AT Alford +0.1 kiwi +34-118 1\n';
const REPORT = 'IAMAT kiwi +34-118 1\n';
const JSON_BELOW = '{\n   "results" : []\n}\n\n';

const servers: Server[] = [];
afterEach(() => {
  vi.useRealTimers();
  for (const server of servers.splice(0)) server.close();
});

/** The port of a server that does this with each connection. */
async function serverThat(serve: (socket: Socket) => void): Promise<number> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

const talk = (port: number, text: string, more: Partial<ExchangeOptions> = {}): Promise<Exchange> =>
  exchange({
    server: 'Alford',
    host: '127.0.0.1',
    port,
    bytes: encodeText(text),
    halfClose: false,
    timeoutMs: 60_000,
    ...more,
  });

const outcome = ({ end, received }: Exchange): [string, string] => [end, decodeText(received)];

/** Turns of the event loop: what is under way on local sockets gets its chance to arrive. */
async function turns(count: number, each: () => void): Promise<void> {
  for (let i = 0; i < count; i++) {
    await new Promise<void>((resolve) => setImmediate(resolve));
    each();
  }
}

describe('an exchange', () => {
  it('ends when it is cancelled, with what has come', async () => {
    const cancel = new AbortController();
    const port = await serverThat((socket) => {
      socket.once('data', () => socket.write(AT, () => cancel.abort()));
    });
    const ended = await talk(port, REPORT, { stayOpen: true, cancelled: cancel.signal });
    expect(ended.end).toBe('cancelled');
    expect(['', AT]).toContain(decodeText(ended.received));
  });

  it('waits for the whole answer, however long its pieces are apart', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const port = await serverThat((socket) => {
      socket.once('data', async () => {
        socket.write(AT);
        await turns(50, () => vi.advanceTimersByTime(1_000));
        socket.write(JSON_BELOW);
      });
    });
    expect(outcome(await talk(port, 'WHATSAT kiwi 10 5\n'))).toEqual(['answered', AT + JSON_BELOW]);
  });

  it('is over when every line has its answer, although the server keeps the connection', async () => {
    const port = await serverThat((socket) =>
      socket.on('data', (data) => {
        socket.write(AT.repeat(String(data).split('\n').length - 1));
      }),
    );
    expect(outcome(await talk(port, REPORT.repeat(3)))).toEqual(['answered', AT.repeat(3)]);
  });

  it('waits for no answer to what gets none', async () => {
    const port = await serverThat((socket) => socket.resume());
    expect(outcome(await talk(port, `${AT}\n`))).toEqual(['answered', '']);
  });

  it('with half-close is over when the server closes', async () => {
    const port = await serverThat((socket) =>
      socket.on('data', () => socket.write(AT)).on('end', () => socket.end('more\n')),
    );
    expect(outcome(await talk(port, REPORT, { halfClose: true }))).toEqual(['closed', `${AT}more\n`]);
  });

  it('ends when the time is up, with what came', async () => {
    const port = await serverThat((socket) => socket.on('data', () => socket.write(AT)));
    const [end] = outcome(await talk(port, REPORT.repeat(2), { timeoutMs: 50 }));
    expect(end).toBe('timeout');
  });

  it('ends at its limit when a server never stops', async () => {
    const piece = 'x'.repeat(RECEIVE_LIMIT / 16);
    const port = await serverThat((socket) => {
      // Not after an error: a callback that writes again while the stream tells its errors never ends.
      const next = (error?: Error | null): void => {
        if (!error && !socket.destroyed) socket.write(piece, next);
      };
      socket.once('data', () => next());
    });
    expect((await talk(port, REPORT)).end).toBe('limit');
  });

  it('sends in pieces, the next after its pause', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const pieces: string[] = [];
    const port = await serverThat((socket) =>
      socket.on('data', (data) => {
        pieces.push(String(data));
        if (String(data).endsWith('\n')) socket.write(AT);
        else void turns(20, () => {}).then(() => vi.advanceTimersByTime(1_000));
      }),
    );
    const cuts = [
      { at: 3, afterMs: 1_000 },
      { at: 10, afterMs: 1_000 },
    ];
    const { end, sent } = await talk(port, REPORT, { cuts });
    expect([end, decodeText(sent)]).toEqual(['answered', REPORT]);
    expect(pieces).toEqual([REPORT.slice(0, 3), REPORT.slice(3, 10), REPORT.slice(10)]);
  });

  it('tells what had been sent when it ends before the last piece', async () => {
    const port = await serverThat((socket) => socket.once('data', () => socket.end('bye\n')));
    const { end, sent } = await talk(port, REPORT, { cuts: [{ at: 5, afterMs: 60_000 }] });
    expect([end, decodeText(sent)]).toEqual(['closed', REPORT.slice(0, 5)]);
  });

  it('half-closes after the last piece', async () => {
    const port = await serverThat((socket) => {
      let text = '';
      socket.on('data', (data) => {
        text += String(data);
      });
      socket.on('end', () => socket.end(text));
    });
    const talked = await talk(port, REPORT, { cuts: [{ at: 5, afterMs: 0 }], halfClose: true });
    expect(outcome(talked)).toEqual(['closed', REPORT]);
  });

  it('that is to stay open ends with the server’s connection, not with the answer', async () => {
    const port = await serverThat((socket) =>
      socket.once('data', async () => {
        socket.write(AT);
        await turns(20, () => {});
        socket.end('more\n');
      }),
    );
    expect(outcome(await talk(port, REPORT, { stayOpen: true }))).toEqual(['closed', `${AT}more\n`]);
  });

  it('tells a reset from an end', async () => {
    const port = await serverThat((socket) => socket.once('data', () => socket.resetAndDestroy()));
    expect((await talk(port, REPORT)).end).toBe('reset');
  });

  it('goes to this machine for a server that listens everywhere', async () => {
    const port = await serverThat(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(talk(port, REPORT, { host: '0.0.0.0' })).rejects.toMatchObject({
      code: 'CONNECT_FAILED',
      why: expect.stringContaining('127.0.0.1'),
    });
  });
});
