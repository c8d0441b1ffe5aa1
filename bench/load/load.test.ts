/** The load's makers against a small server whose faults are known: what they count must be what happened. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src-shared/topology/topology.ts';
import { Asker } from './asker.ts';
import { iamatRate } from './iamat-rate.ts';
import { idleTimes } from './idle.ts';
import { prepareReports } from './send-reports.ts';
import { Sinks } from './sinks.ts';
import { sendFresh, spreadRate } from './spread.ts';

interface Faults {
  /** Reports of these clients are answered, and forgotten. */
  forgets?(client: string): boolean;
  /** Reports of these are answered with `? `. */
  refuses?(client: string): boolean;
  /** Replies go out one byte a write. */
  drips?: boolean;
  onReport?(line: string): void;
}

const servers: Server[] = [];
const sockets = new Set<Socket>();

afterEach(() => {
  for (const socket of sockets) socket.destroy();
  for (const server of servers.splice(0)) server.close();
});

/** Knows what it is told, answers reports and questions, and has just the faults it is given. */
async function serve(faults: Faults = {}): Promise<{ address: Address; known: Set<string> }> {
  const known = new Set<string>();
  const replyTo = (line: string): string => {
    const [command, client = '', location, stamp] = line.split(' ');
    const at = `AT Fake +1.000000000 ${client} ${location} ${stamp}\n`;
    if (command === 'WHATSAT') return known.has(client) ? `${at}{\n   "results" : []\n}\n\n` : `? ${line}\n`;
    if (faults.refuses?.(client)) return `? ${line}\n`;
    if (!faults.forgets?.(client)) known.add(client);
    faults.onReport?.(at);
    return at;
  };
  const server = createServer({ noDelay: true }, (socket) => {
    let rest = '';
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    socket.setEncoding('utf8').on('data', (text: string) => {
      const lines = (rest + text).split('\n');
      rest = lines.pop() ?? '';
      const replies = lines.map(replyTo).join('');
      if (faults.drips) for (const byte of replies) socket.write(byte);
      else socket.write(replies);
    });
  });
  servers.push(server);
  await once(server.listen(0, '127.0.0.1'), 'listening');
  return { address: { host: '127.0.0.1', port: (server.address() as { port: number }).port }, known };
}

const SHAPE = { connections: 3, depth: 4 };

describe('the load', () => {
  it('sends each client once and waits for every reply, however it is cut up', async () => {
    const { address, known } = await serve({ drips: true });
    const clients = Array.from({ length: 50 }, (_, n) => `client${n}`);
    const prepared = await prepareReports([address], clients, SHAPE);
    await prepared.send();
    prepared.close();
    expect([...known].sort()).toEqual([...clients].sort());
  });

  it('fails if one reply is no AT line', async () => {
    const { address } = await serve({ refuses: (client) => client === 'client7' });
    const prepared = await prepareReports([address], ['client6', 'client7'], { connections: 1, depth: 2 });
    await expect(prepared.send()).rejects.toThrow('1 replies were no AT lines');
    prepared.close();
  });

  it('fails if a rate is asked of a server that answers wrongly', async () => {
    const { address } = await serve({ refuses: () => true });
    const shape = { connections: 2, depth: 2, warmUpMs: 0, measureMs: 20 };
    await expect(iamatRate(address, shape)).rejects.toThrow('no AT lines');
  });

  it('measures a rate', async () => {
    const { address, known } = await serve();
    expect(
      await iamatRate(address, { connections: 4, depth: 3, warmUpMs: 5, measureMs: 50 }),
    ).toBeGreaterThan(0);
    expect(known.size).toBe(12);
  });

  it('fails if the server is not there', async () => {
    const shape = { connections: 2, depth: 1, warmUpMs: 0, measureMs: 10 };
    const { address } = await serve();
    await once(servers.pop()!.close(), 'close');
    await expect(iamatRate(address, shape)).rejects.toThrow('ECONNREFUSED');
  });
});

describe('the asker', () => {
  it('tells the unknown from the known over JSON and cut-up answers', async () => {
    const { address, known } = await serve({ drips: true });
    const clients = Array.from({ length: 150 }, (_, n) => `client${n}`);
    for (const client of clients) if (!client.endsWith('3')) known.add(client);
    const asker = new Asker(address);
    for (let again = 0; again < 2; again += 1) {
      expect(await asker.unknownOf(clients)).toEqual(clients.filter((client) => client.endsWith('3')));
    }
    asker.close();
  });
});

describe('the spread of updates', () => {
  it('sends other clients each time, untimed ones too', async () => {
    const { address, known } = await serve();
    await sendFresh([address], 20, SHAPE);
    expect(known.size).toBe(20);
    await spreadRate([address], 20, SHAPE, 50);
    expect(known.size).toBe(40);
  });

  it('counts each update that one server does not know as lost, once', async () => {
    const [forgetful, other] = [await serve({ forgets: (client) => client.includes('5.') }), await serve()];
    const spread = await spreadRate([forgetful.address, other.address], 40, SHAPE, 50);
    // Two servers that do not talk to each other: each lacks what the other heard.
    expect(spread).toMatchObject({ sent: 40, lost: 40 });
    expect(spread.perSecond).toBe(0);
    const alone = await spreadRate([forgetful.address], 40, SHAPE, 50);
    expect(alone).toMatchObject({ sent: 40, lost: 4 });
    const sound = await spreadRate([other.address], 40, SHAPE, 50);
    expect(sound).toMatchObject({ sent: 40, lost: 0 });
    expect(sound.perSecond).toBeGreaterThan(0);
  });
});

describe('the idle time', () => {
  it('runs until every sink has heard the update', async () => {
    const sinks = await Sinks.open(2);
    const heard: number[] = [];
    const { connect } = await import('node:net');
    const links = sinks.addresses.map(({ host, port }) => connect(port, host));
    for (const link of links) sockets.add(link);
    const { address } = await serve({
      onReport: (line) => {
        heard.push(links.length);
        // In two pieces, and twice to one of them: neither may end the clock early.
        links[0]!.write(line.slice(0, 20));
        links[0]!.write(line.slice(20) + line);
        links[1]!.write(line);
      },
    });
    const { times, lost } = await idleTimes([address], sinks, 30);
    sinks.close();
    expect(times).toHaveLength(30);
    expect(lost).toBe(0);
    expect(heard).toHaveLength(30);
  });
});
