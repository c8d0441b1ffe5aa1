import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { decodeText, encodeText } from '../../src-shared/protocol/index.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import { type ConversationPlan, converse } from './conversation.ts';

const AT = 'AT Alford +0.1 kiwi +34-118 1479413884\n';
const REPORT = 'IAMAT kiwi +34-118 1479413884\n';

const servers: Server[] = [];
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});

/** A server that does this with each connection. */
async function serverThat(answer: (socket: Socket) => void): Promise<Address> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    answer(socket);
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { host: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

async function* once(...texts: string[]): AsyncGenerator<Uint8Array> {
  for (const text of texts) yield encodeText(text);
}

/** Has the conversation and gives what came. */
async function talk(address: Address, text: string, more: Partial<ConversationPlan> = {}): Promise<string> {
  let received = '';
  await converse({
    target: 'Alford',
    address,
    input: once(text),
    halfClose: false,
    timeoutSeconds: 10,
    received: (bytes) => {
      received += decodeText(bytes);
    },
    ...more,
  });
  return received;
}

const withCode = (code: string): object => expect.objectContaining({ code });

describe('converse', () => {
  it('ends when the answer is there, although the server keeps the connection', async () => {
    const address = await serverThat((socket) => socket.on('data', () => socket.write(AT)));
    expect(await talk(address, REPORT)).toBe(AT);
  });

  it('waits for every piece of an answer', async () => {
    const pieces = [AT, '{\n', '}', '\n', '\n'];
    const address = await serverThat((socket) => {
      const next = (): void => {
        const piece = pieces.shift();
        if (piece !== undefined) socket.write(piece, () => setImmediate(next));
      };
      socket.once('data', next);
    });
    expect(await talk(address, 'WHATSAT kiwi 10 5\n')).toBe(`${AT}{\n}\n\n`);
  });

  it('sends all and awaits nothing when no answer is due', async () => {
    let heard = '';
    let ended = (): void => {};
    const end = new Promise<void>((resolve) => {
      ended = resolve;
    });
    const address = await serverThat((socket) => {
      socket.on('data', (bytes) => {
        heard += decodeText(bytes);
      });
      socket.on('end', () => {
        socket.end();
        ended();
      });
    });
    expect(await talk(address, `${AT}\n`)).toBe('');
    await end;
    expect(heard).toBe(`${AT}\n`);
  });

  it.each([
    ['when asked to half-close', REPORT, true],
    ['when the last line has no line end', REPORT.trimEnd(), false],
  ])('ends its side of the stream %s', async (_, text, halfClose) => {
    const address = await serverThat((socket) => socket.resume().on('end', () => socket.end(AT)));
    expect(await talk(address, text, { halfClose })).toBe(AT);
  });

  it('with half-close reads on until the server ends', async () => {
    const address = await serverThat((socket) =>
      socket.on('data', () => socket.write(AT)).on('end', () => socket.end('more\n')),
    );
    expect(await talk(address, REPORT, { halfClose: true })).toBe(`${AT}more\n`);
  });

  it('gives up when nothing comes', async () => {
    const address = await serverThat((socket) => socket.resume());
    const answer = talk(address, REPORT, { timeoutSeconds: 0.05 });
    await expect(answer).rejects.toThrow(withCode('REPLY_TIMEOUT'));
  });

  it('says how many answers came when the connection ends', async () => {
    const address = await serverThat((socket) => socket.once('data', () => socket.end(AT)));
    const answer = talk(address, REPORT + REPORT);
    await expect(answer).rejects.toMatchObject({
      code: 'CONNECTION_ENDED',
      details: { answers: 1, expected: 2 },
    });
  });

  it('takes a reset for an end', async () => {
    const address = await serverThat((socket) => socket.once('data', () => socket.resetAndDestroy()));
    await expect(talk(address, REPORT)).rejects.toThrow(withCode('CONNECTION_ENDED'));
  });

  it('says that nothing listens', async () => {
    const address = await serverThat(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    await expect(talk(address, REPORT)).rejects.toThrow(withCode('CONNECT_FAILED'));
  });

  it('reads while it writes, so that many lines block nobody', async () => {
    const lines = 20_000;
    const address = await serverThat((socket) => {
      socket.pipe(socket);
    });
    const piece = 'x'
      .repeat(99)
      .concat('\n')
      .repeat(lines / 10);
    const received = await talk(address, '', { input: once(...Array.from({ length: 10 }, () => piece)) });
    expect(received.length).toBe(lines * 100);
  });
});
