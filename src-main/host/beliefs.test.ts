import { type AddressInfo, createServer, type Server, type Socket } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { REQUEST_LIMITS } from '../../src-shared/console-contract.ts';
import { topologyOf } from '../herd/testing/graphs.ts';
import { TestHerd } from '../herd/testing/test-herd.ts';
import { programTemplate } from '../nodes/testing/hosting.ts';

const TWO = topologyOf(['Ada', 'Bell'], [['Ada', 'Bell']]);

let herd: TestHerd;
const others: Server[] = [];
beforeEach(async () => {
  herd = await TestHerd.start({ topology: TWO });
});
afterEach(async () => {
  await herd.close();
  for (const other of others.splice(0)) other.close();
});

const read = (...clients: string[]) => herd.host.call('belief.read', { clients });
const ask = (clients: string[], servers: string[] = []) => herd.host.call('belief.ask', { clients, servers });

async function report(server: string, ...clients: string[]): Promise<string[]> {
  const connection = await herd.client(server);
  const lines: string[] = [];
  for (const client of clients) lines.push(await connection.ask(`IAMAT ${client} +34-118 1`));
  return lines;
}

/** Ada is one of ours, Cerf this server, which another process hosts. */
async function withStranger(serve: (socket: Socket) => void): Promise<void> {
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    socket.on('error', () => {});
    serve(socket);
  });
  others.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  await herd.close();
  const topology = { ...TWO, servers: [{ name: 'Ada' }, { name: 'Cerf', port }], links: [] };
  herd = await TestHerd.start({ topology, only: ['Ada'] });
}

describe('what servers know, read', () => {
  it('is the AT lines of the clients named', async () => {
    const [kiwi = ''] = await report('Ada', 'kiwi', 'líme', 'fig');
    await herd.untilKnown('Bell', 'kiwi', kiwi);
    const { Ada } = await read('kiwi', 'líme', 'nobody');
    expect(Ada).toMatchObject({
      kind: 'known',
      clients: 3,
      lines: [kiwi, expect.stringContaining(' líme ')],
    });
    expect((await read('kiwi'))['Bell']).toMatchObject({ kind: 'known', lines: [kiwi] });
  });

  it('is of all clients when none is named, the newest of very many', async () => {
    const lines = await report('Ada', 'kiwi', 'lime');
    expect((await read())['Ada']).toEqual({ kind: 'known', clients: 2, lines });
    const count = REQUEST_LIMITS.beliefClients + 3;
    const connection = await herd.client('Ada');
    connection.write(Array.from({ length: count }, (_, i) => `IAMAT c${i} +34-118 1\n`).join(''));
    for (let i = 0; i < count; i++) await connection.line();
    const { Ada } = await read();
    expect(Ada).toMatchObject({ kind: 'known', clients: count + 2 });
    const told = Ada?.kind === 'known' ? Ada.lines : [];
    expect(told).toHaveLength(REQUEST_LIMITS.beliefClients);
    expect(told.at(-1)).toContain(` c${count - 1} `);
  });

  it('is none of a server that is down, or not in this process', async () => {
    await herd.host.call('server.kill', { servers: ['Bell'] });
    expect((await read())['Bell']).toEqual({ kind: 'down' });
    const command = { template: programTemplate() };
    const topology = { ...TWO, servers: [{ name: 'Ada' }, { name: 'Bell', command }] };
    await herd.host.call('topology.apply', { topology });
    expect((await read())['Bell']).toEqual({ kind: 'down' });
    await herd.host.call('server.start', { servers: ['Bell'] });
    expect((await read())['Bell']).toEqual({ kind: 'closed-book' });
  });
});

describe('what servers know, asked', () => {
  it('is an AT line, or neither line nor problem for an unknown client', async () => {
    const [line = ''] = await report('Ada', 'kiwi');
    await herd.untilKnown('Bell', 'kiwi', line);
    expect(await ask(['kiwi', 'nobody'])).toEqual(
      ['Ada', 'Bell'].flatMap((server) => [
        { server, client: 'kiwi', line, problem: null },
        { server, client: 'nobody', line: null, problem: null },
      ]),
    );
    expect(await ask(['kiwi'], ['Bell'])).toHaveLength(1);
  });

  it('is a problem where a server is down or paused, and of nobody that does not run unless named', async () => {
    await report('Ada', 'kiwi');
    await herd.host.call('server.pause', { servers: ['Ada'] });
    await herd.host.call('server.kill', { servers: ['Bell'] });
    const problems = async (servers: string[]) =>
      (await ask(['kiwi'], servers)).map(({ problem }) => problem);
    expect(await problems([])).toEqual([expect.stringMatching(/Ada.*paused/)]);
    expect(await problems(['Bell'])).toEqual([expect.stringMatching(/Bell.*stopped/)]);
    await expect(ask(['kiwi'], ['Cerf'])).rejects.toMatchObject({ code: 'UNKNOWN_SERVER' });
  });

  it('is a problem where a program answers something else, ends, or never answers', async () => {
    const answers = ['hello\n', '', undefined];
    await withStranger((socket) => {
      const answer = answers.shift();
      socket.resume();
      if (answer !== undefined) socket.end(answer);
    });
    for (const problem of [/something else: hello/, /ended the connection/, /did not answer within 2 s/]) {
      expect(await ask(['kiwi'], ['Cerf'])).toEqual([
        { server: 'Cerf', client: 'kiwi', line: null, problem: expect.stringMatching(problem) },
      ]);
    }
  });

  it('is one refusal for all questions to a server that nobody hosts', async () => {
    await withStranger(() => {});
    await new Promise((resolve) => others.pop()?.close(resolve));
    const asked = await ask(
      Array.from({ length: 200 }, (_, i) => `c${i}`),
      ['Cerf'],
    );
    expect(asked).toHaveLength(200);
    expect(new Set(asked.map(({ problem }) => problem))).toEqual(new Set([expect.stringContaining('Cerf')]));
  });
});
