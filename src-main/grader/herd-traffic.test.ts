import { once } from 'node:events';
import { type AddressInfo, connect, createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HerdTraffic, TrafficCount } from './herd-traffic.ts';

const HERD = new Set([12000, 12001]);
const LOOKS = 50;
const NOBODY: ReadonlySet<string> = new Set();
const hex = (value: number, digits: number): string => value.toString(16).toUpperCase().padStart(digits, '0');

/** A row of the system's table. */
const row = (
  local: number,
  remote: number,
  { state = '01', sending = 0, taking = 0, number = 7 } = {},
): string =>
  `   0: 0100007F:${hex(local, 4)} 0100007F:${hex(remote, 4)} ${state} ${hex(sending, 8)}:${hex(taking, 8)} 00:00000000 00000000     0        0 ${number} 1 0000000000000000 20 4 30 10 -1`;

/** Fifty looks in half a second. */
function isFlood(tableAt: (look: number) => readonly string[], ours = NOBODY): boolean {
  const count = new TrafficCount(HERD);
  for (let look = 0; look < LOOKS; look++) count.look(tableAt(look).join('\n'), ours);
  return count.isFlood(0.5);
}

describe('what servers say to each other is a flood', () => {
  it('when new connections come and come', () => {
    const ended = (look: number) =>
      Array.from({ length: look }, (_, i) => row(40000 + i, 12001, { state: '06' }));
    expect(isFlood(ended)).toBe(true);
  });

  it('when there are always bytes on their way', () => {
    expect(isFlood((look) => [row(12000, 40000, { taking: look % 3 === 0 ? 60 : 0 })])).toBe(true);
  });
});

describe('no flood', () => {
  it('is a herd that says nothing, however hard it works', () => {
    const links = [row(12000, 0, { state: '0A' }), row(12000, 40000), row(40000, 12000)];
    expect(isFlood(() => links)).toBe(false);
  });

  it('is what others send', () => {
    const download = (look: number) => [
      row(443, 50000, { taking: look }),
      ...Array.from({ length: look * 3 }, (_, i) => row(20000 + i, 443, { state: '06' })),
    ];
    expect(isFlood(download)).toBe(false);
  });

  it('is what waits for a client that does not read', () => {
    expect(
      isFlood(() => [row(12000, 40000, { sending: 2_000_000 }), row(40000, 12000, { taking: 3_000_000 })]),
    ).toBe(false);
  });

  it('is what the grader itself has to do with it, also when that has ended', () => {
    const ours = new Set(['99']);
    const talk = (look: number) => [
      row(40000, 12000, { taking: look, number: 99 }),
      row(12000, 40000, { sending: look }),
      ...Array.from({ length: look }, (_, i) =>
        i === look - 1
          ? row(41000 + i, 12001, { number: 99 })
          : row(41000 + i, 12001, { state: '06', number: 0 }),
      ),
    ];
    expect(isFlood(talk, ours)).toBe(false);
  });

  it('is what comes now and then', () => {
    const beats = (look: number) => [
      row(12000, 40000, { taking: look === 20 ? 60 : 0 }),
      ...Array.from({ length: look / 10 }, (_, i) => row(41000 + i, 12001, { state: '06', number: 0 })),
    ];
    expect(isFlood(beats)).toBe(false);
  });
});

describe('on this machine', () => {
  const open: (Server | Socket)[] = [];
  afterEach(() => {
    for (const one of open.splice(0))
      if ('destroy' in one) one.destroy();
      else one.close();
  });

  it('our own conversation with a server is left out', async () => {
    const echo = createServer((socket) => {
      open.push(socket);
      socket.pipe(socket);
    });
    open.push(echo);
    echo.listen(0, '127.0.0.1');
    await once(echo, 'listening');
    const { port } = echo.address() as AddressInfo;
    const client = connect(port, '127.0.0.1');
    open.push(client);
    client.on('data', (chunk) => client.write(chunk));
    await once(client, 'connect');
    client.write('x');
    expect(await new HerdTraffic([port]).isFlood(100, new AbortController().signal)).toBe(false);
  });
});
