import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { Client } from './client.ts';
import { EvidenceLog } from './evidence.ts';
import { Impostor } from './impostor.ts';
import { COURSE_DIALECT, type Dialect, talk } from './talk.ts';

const never = new AbortController().signal;
const KEEP_OPEN: Dialect = { ending: 'keep-open', lineEnd: '\n', closes: false };
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

async function serve(onConnection: (socket: Socket) => void): Promise<{ host: string; port: number }> {
  const server: Server = createServer({ allowHalfOpen: true }, onConnection);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closing.push(() => server.close());
  return { host: '127.0.0.1', port: (server.address() as { port: number }).port };
}

const open = async (address: { host: string; port: number }, log = new EvidenceLog()) =>
  Client.open('Ball', address, log, never);

describe('talking', () => {
  it('is over when every line has its answer', async () => {
    const address = await serve((socket) => socket.on('data', () => socket.write('? a\n? b\n')));
    const answer = await talk(await open(address), ['a', 'b'], KEEP_OPEN);
    expect(answer).toMatchObject({ text: '? a\n? b\n', complete: true, end: 'open' });
  });

  it('to a server that closes is over when it has closed, whatever comes', async () => {
    const address = await serve((socket) => {
      socket.resume();
      socket.on('end', () => socket.end('? a\nand more\n'));
    });
    const log = new EvidenceLog();
    const answer = await talk(await open(address, log), 'a', COURSE_DIALECT);
    expect(answer).toMatchObject({ text: '? a\nand more\n', end: 'closed' });
    expect(log.items).toEqual([
      expect.objectContaining({
        kind: 'exchange',
        server: 'Ball',
        end: 'the server closed it',
        pieces: [
          expect.objectContaining({ from: 'client', text: 'a\\n' }),
          expect.objectContaining({ from: 'server', text: '? a\\nand more\\n' }),
        ],
      }),
    ]);
  });

  it('tells of an answer that a reset cut off', async () => {
    const address = await serve((socket) =>
      socket.on('data', () => socket.write('AT', () => socket.resetAndDestroy())),
    );
    const answer = await talk(await open(address), 'a', KEEP_OPEN);
    expect(answer.complete).toBe(false);
    expect(answer.end).not.toBe('open');
  });

  it('sends each piece by itself', async () => {
    const seen: string[] = [];
    const address = await serve((socket) => {
      socket.on('data', (chunk) => seen.push(String(chunk)));
      socket.on('end', () => socket.end('? abcdef\n'));
    });
    await talk(await open(address), 'abcdef', COURSE_DIALECT, { cuts: [2, 4] });
    expect(seen.join('')).toBe('abcdef\n');
  });

  it('tells what of a push has not been taken, piece by piece', async () => {
    let reader: Socket | undefined;
    const address = await serve((socket) => {
      reader = socket.pause();
    });
    const client = await open(address);
    const bytes = new Uint8Array(64 * 1024 * 1024);
    client.push(bytes);
    const until = async (holds: () => boolean): Promise<void> => {
      while (!holds()) await new Promise((resolve) => setImmediate(resolve));
    };
    // What the buffers in between hold has been taken before anybody reads.
    await until(() => reader !== undefined && client.unsentBytes < bytes.length);
    expect(client.unsentBytes).toBeGreaterThan(0);
    reader?.resume();
    await until(() => client.unsentBytes === 0);
    client.close();
  });

  it('to nobody is the herd’s failure', async () => {
    const address = await serve(() => {});
    for (const close of closing.splice(0)) close();
    await expect(open(address)).rejects.toMatchObject({ name: 'CheckFailure' });
  });
});

describe('an impostor', () => {
  it('hears lines however they come, and tells of them', async () => {
    const log = new EvidenceLog();
    const free = await serve(() => {});
    for (const close of closing.splice(0)) close();
    const impostor = await Impostor.open('Ball', free, log, new AbortController().signal);
    const line = 'AT Welsh +0.5 kiwi +1-1 10.5';
    const client = await open(free);
    await client.send(Buffer.from(`${line}\nx\n${line} Welsh`), [3, 30]);
    client.close();
    await new Promise<void>((resolve) => {
      const look = (): void => (impostor.lines.length === 3 ? resolve() : void setImmediate(look));
      look();
    });
    expect(impostor.updatesOf('kiwi').map(({ text }) => text)).toEqual([line, `${line} Welsh`]);
    expect(impostor.connections).toBe(1);
    await impostor.close();
    expect(log.items).toEqual([expect.objectContaining({ kind: 'overheard', server: 'Ball' })]);
  });

  it('waits until whoever was killed has let go of the port', async () => {
    const held = await serve(() => {});
    const opening = Impostor.open('Ball', held, new EvidenceLog(), new AbortController().signal);
    // The first look is over when another listener has been refused, too.
    await new Promise<void>((resolve) => {
      createServer()
        .once('error', () => resolve())
        .listen({ ...held, exclusive: true });
    });
    for (const close of closing.splice(0)) close();
    await (await opening).close();
  });
});
