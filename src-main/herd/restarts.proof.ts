/** Servers that come back: their neighbours notice both, and nobody has to do anything for them to catch up. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { beside, FakeNeighbour } from './testing/fake-neighbour.ts';
import { topologyOf } from './testing/graphs.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';

const CLIENTS = Array.from({ length: 2_000 }, (_, i) => `client-${i}`);

const ends: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

async function start(options: Parameters<typeof TestHerd.start>[0] = {}): Promise<TestHerd> {
  const herd = await TestHerd.start(options);
  ends.push(() => herd.close());
  return herd;
}

/** All clients report to the server. Their AT lines, in their order. */
async function report(herd: TestHerd, server: string, timestamp: number): Promise<string[]> {
  const client = await herd.client(server);
  client.write(CLIENTS.map((id) => `IAMAT ${id} +34-118 ${timestamp}\n`).join(''));
  const lines: string[] = [];
  for (const _ of CLIENTS) lines.push(await client.line());
  return lines;
}

async function untilKnown(herd: TestHerd, server: string, wanted: readonly string[]): Promise<void> {
  const known = async (): Promise<boolean> =>
    (await herd.beliefs(server, CLIENTS)).every((line, i) => line === wanted[i]);
  await eventually(known, `${server} knows what was reported`);
}

describe('a killed server', () => {
  it('is missed and welcomed back by its neighbours, in their events and logs', async () => {
    const logDir = await mkdtemp(join(tmpdir(), 'restarts-'));
    ends.push(() => rm(logDir, { recursive: true, force: true }));
    const herd = await start({ logDir });
    const links = herd.events('link');
    const neighbours = ['Alford', 'Ball'];
    const told = (kind: string, times: number) => (): boolean =>
      neighbours.every(
        (name) =>
          links.filter((e) => e.server === name && e.neighbour === 'Welsh' && e.state.kind === kind)
            .length === times,
      );
    const logged = (name: string, what: RegExp) => async (): Promise<boolean> =>
      what.test(await readFile(join(logDir, `${name}.log`), 'utf8'));

    for (const times of [1, 2]) {
      await herd.host.call('server.kill', { servers: ['Welsh'] });
      // Once, however often they try in vain.
      await eventually(told('broken', times), 'both tell of the loss');
      await herd.host.call('server.start', { servers: ['Welsh'] });
      await eventually(told('up', times), 'both tell of the return');
      expect([told('broken', times)(), told('up', times)()]).toEqual([true, true]);
    }
    for (const name of neighbours) {
      await eventually(logged(name, /link +Welsh broken:.*\n(.*\n)*.*link +Welsh up\n/), `${name} logs both`);
    }
  });

  it('catches up by itself when it is started again', async () => {
    const herd = await start();
    const lines = await report(herd, 'Alford', 1);
    await untilKnown(herd, 'Welsh', lines);
    await herd.host.call('server.kill', { servers: ['Welsh'] });
    const newer = await report(herd, 'Hamilton', 2);
    await herd.host.call('server.start', { servers: ['Welsh'] });
    await untilKnown(herd, 'Welsh', newer);
  });

  it('lets its neighbours catch up too, with what was reported to it since', async () => {
    const herd = await start();
    await herd.host.call('server.kill', { servers: ['Alford', 'Ball'] });
    // Welsh is alone now.
    const lines = await report(herd, 'Welsh', 1);
    await herd.host.call('server.start', { servers: ['Alford', 'Ball'] });
    for (const name of herd.names) await untilKnown(herd, name, lines);
  });
});

describe('a healed partition', () => {
  it('catches up on both sides by itself', async () => {
    const herd = await start();
    const cuts = ['Alford-Hamilton', 'Ball-Holiday'];
    await herd.host.call('link.cut', { links: cuts });
    const older = await report(herd, 'Alford', 1);
    const newer = await report(herd, 'Hamilton', 2);
    await (await herd.client('Ball')).ask('IAMAT only-here +0+0 1');
    for (const name of ['Welsh', 'Ball']) await untilKnown(herd, name, older);
    await untilKnown(herd, 'Holiday', newer);
    const here = (await herd.knows('Ball', 'only-here')) as string;
    expect(await herd.knows('Holiday', 'only-here')).toBeUndefined();
    await herd.host.call('link.heal', { links: [] });
    for (const name of herd.names) {
      await untilKnown(herd, name, newer);
      await herd.untilKnown(name, 'only-here', here);
    }
  });
});

describe('a cut link to a server that is hosted elsewhere', () => {
  it('lets nothing in by the neighbour’s own connections, old or new, until it is healed', async () => {
    const fake = await FakeNeighbour.listen('Fake');
    ends.push(() => fake.close());
    const herd = await start(beside(fake, ['Ada']));
    const ada = await herd.server('Ada');
    const line = 'AT Zed +0.1 kiwi +1+1 5';
    const known = await fake.dial(ada);
    known.write(`${line} Fake\n`);
    await herd.untilKnown('Ada', 'kiwi', line);
    const silent = await fake.dial(ada);
    await herd.host.call('link.cut', { links: ['Ada-Fake'] });
    expect(await known.rest()).toBe('');
    for (const connection of [silent, await fake.dial(ada)]) {
      connection.write('AT Zed +0.1 kiwi +1+1 6 Fake\n');
      expect(await connection.rest()).toBe('');
    }
    expect(await herd.knows('Ada', 'kiwi')).toBe(line);
    expect(fake.links).toBe(0);

    await herd.host.call('link.heal', { links: [] });
    (await fake.dial(ada)).write('AT Zed +0.1 kiwi +1+1 6 Fake\n');
    await herd.untilKnown('Ada', 'kiwi', 'AT Zed +0.1 kiwi +1+1 6');
  });
});

describe('a peer that half-closes', () => {
  it('after its AT lines is heard, and its connection is ended', async () => {
    const herd = await start();
    const peer = await herd.client('Alford');
    peer.end('AT Zed +0.1 kiwi +1+1 5\nAT Zed +0.1 papaya +1+1 6\n');
    expect(await peer.rest()).toBe('');
    await herd.untilKnown('Welsh', 'kiwi', 'AT Zed +0.1 kiwi +1+1 5');
    await herd.untilKnown('Welsh', 'papaya', 'AT Zed +0.1 papaya +1+1 6');
  });

  it('within an AT line of a kept connection, and so tears it, is not believed that line', async () => {
    const herd = await start();
    const peer = await herd.client('Alford');
    peer.end('AT Zed +0.1 kiwi +1+1 5\nAT Zed +0.1 kiwi +1+1 60');
    expect(await peer.rest()).toBe('');
    await herd.untilKnown('Welsh', 'kiwi', 'AT Zed +0.1 kiwi +1+1 5');
    expect(await herd.knows('Alford', 'kiwi')).toBe('AT Zed +0.1 kiwi +1+1 5');
  });

  it('the link made to it is dialled again, and told everything again', async () => {
    const fake = await FakeNeighbour.listen('Fake');
    ends.push(() => fake.close());
    const herd = await start(beside(fake, ['Ada']));
    const line = await (await herd.client('Ada')).ask('IAMAT kiwi +1+1 5');
    for (const times of [1, 2, 3]) {
      await eventually(() => fake.about('kiwi').length === times, `it hears the ${times}. time`);
      fake.halfClose();
    }
    expect(new Set(fake.about('kiwi'))).toEqual(new Set([`${line} Ada`]));
  });
});

describe('a neighbour that takes exactly six fields', () => {
  it('gets them so once it has refused more, also what it refused', async () => {
    const fake = await FakeNeighbour.listen('Fake');
    ends.push(() => fake.close());
    const herd = await start(beside(fake, ['Ada']));
    const client = await herd.client('Ada');
    const kiwi = await client.ask('IAMAT kiwi +1+1 5');
    await fake.untilHeard('kiwi');
    fake.answer(`? ${kiwi} Ada\n`);
    await eventually(() => fake.about('kiwi').includes(kiwi), 'it hears six fields');
    const papaya = await client.ask('IAMAT papaya +1+1 5');
    await fake.untilHeard('papaya');
    expect(fake.about('papaya')).toEqual([papaya]);
  });
});

describe('a restarted server', () => {
  it('knows again what was still on its way from its last life', async () => {
    const herd = await start({ topology: topologyOf(['Ada', 'Bell'], [['Ada', 'Bell']]) });
    const client = await herd.client('Ada');
    await herd.untilKnown('Bell', 'first', await client.ask('IAMAT first +0+0 1'));
    await herd.host.call('server.pause', { servers: ['Bell'] });
    // More than Bell reads in one turn, so that Ada is back before it has read it all.
    const padding = 'x'.repeat(150);
    const reports = Array.from({ length: 30_000 }, (_, i) => `IAMAT c${i}-${padding} +0+0 1\n`);
    client.write(reports.join(''));
    for (const _ of reports) await client.line();
    // Not killed: then what waits in Bell's socket would be thrown away.
    await herd.host.call('server.stop', { servers: ['Ada'] });
    await herd.host.call('server.start', { servers: ['Ada'] });
    await herd.host.call('server.resume', { servers: ['Bell'] });
    await knowAsMuch(herd);
    await herd.untilKnown('Ada', 'marker', await (await herd.client('Bell')).ask('IAMAT marker +0+0 1'));
    await knowAsMuch(herd);
  });
});

async function knowAsMuch(herd: TestHerd): Promise<void> {
  let clients: (number | undefined)[] = [];
  const same = async (): Promise<boolean> => {
    clients = (await herd.state()).servers.map(({ counters }) => counters?.clients);
    return new Set(clients).size === 1 && (clients[0] ?? 0) > 1;
  };
  await eventually(same, () => `all know as many clients: ${clients}`);
}
