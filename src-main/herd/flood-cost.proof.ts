/** What an update costs the herd, in AT lines between servers; and that none goes back the way it came. */
import { afterEach, describe, expect, it } from 'vitest';
import type { EventOf } from '../../src-shared/events/events.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { beside, FakeNeighbour } from './testing/fake-neighbour.ts';
import { randomGraph } from './testing/graphs.ts';
import { firstSeed, SeededRandom } from './testing/seeded-random.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';

const seed = firstSeed();
const random = new SeededRandom(seed);
const graphs = Array.from({ length: 8 }, () => randomGraph(random));
const topologies = [...PRESETS.map(({ topology }) => topology), ...graphs].map(
  (topology, i) => [`${topology.id} ${i}`, topology] as const,
);

describe(`flooding (HERD_SEED=${seed})`, () => {
  it.each(topologies)('costs at most two lines a link, a duplicate none, over %s', async (_, topology) => {
    const herd = await TestHerd.start({ topology });
    try {
      const lines = herd.events('line', 'update');
      const [first, second] = [herd.names[0] as string, herd.names.at(-1) as string];
      const client = await herd.client(first);
      const report = 'IAMAT kiwi +34-118 1479413884.392014450';
      const line = await client.ask(report);
      for (const name of herd.names) await herd.untilKnown(name, 'kiwi', line);
      await markers(herd, lines, 'after');
      const cost = sent(lines, herd, 'kiwi').length;
      expect(cost).toBeGreaterThanOrEqual(topology.servers.length - 1);
      expect(cost).toBeLessThanOrEqual(2 * topology.links.length);
      for (const event of lines) {
        if (event.type !== 'update' || event.client !== 'kiwi' || event.cause.kind !== 'link') continue;
        const { server, cause } = event;
        expect(
          sent(lines, herd, 'kiwi').filter((out) => out.server === server && out.peer === cause.from),
        ).toEqual([]);
      }

      // Duplicates, stale ones and equal ones that lose: all are answered, none is passed on.
      for (const repeated of [
        report,
        report,
        'IAMAT kiwi +34-118 1479413884.392014449',
        'IAMAT kiwi +33-118 1479413884.392014450',
      ]) {
        expect(await client.ask(repeated)).toMatch(/^AT /);
      }
      const other = await herd.client(second);
      other.write(`${line}\n${line} Stranger\n`);
      await other.ask('barrier');
      await markers(herd, lines, 'later');
      expect(sent(lines, herd, 'kiwi')).toHaveLength(cost);
    } finally {
      await herd.close();
    }
  });
});

type Seen = EventOf<'line'> | EventOf<'update'>;

/** The lines about the client that servers wrote to neighbours. */
function sent(events: readonly Seen[], herd: TestHerd, client: string): EventOf<'line'>[] {
  return events.filter(
    (event): event is EventOf<'line'> =>
      event.type === 'line' &&
      event.direction === 'out' &&
      herd.names.includes(event.peer) &&
      event.text.split(' ')[3] === client,
  );
}

/** A new client at each server, until all know it and all events about it are in: what came before it is over. */
async function markers(herd: TestHerd, events: readonly Seen[], word: string): Promise<void> {
  for (const server of herd.names) {
    const id = `${word}-${server}`;
    const line = await (await herd.client(server)).ask(`IAMAT ${id} +0+0 1`);
    for (const name of herd.names) await herd.untilKnown(name, id, line);
    await eventually(
      () =>
        herd.names.every((name) =>
          events.some((event) => event.type === 'update' && event.server === name && event.client === id),
        ),
      `events about ${id}`,
    );
  }
}

describe('an update is never sent back over the link it came by', () => {
  const ends: (() => Promise<void>)[] = [];
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });

  /** Ada – Bell – Fake: what Fake says must come to Ada and not back to Fake. */
  async function start(): Promise<{ herd: TestHerd; fake: FakeNeighbour }> {
    const fake = await FakeNeighbour.listen('Fake');
    ends.push(() => fake.close());
    const herd = await TestHerd.start(beside(fake, ['Ada', 'Bell']));
    ends.push(() => herd.close());
    return { herd, fake };
  }

  /** An update of Ada's that Fake hears only after all that Bell wrote to it before. */
  async function heardSince({ herd, fake }: { herd: TestHerd; fake: FakeNeighbour }): Promise<string[]> {
    for (const server of ['Bell', 'Ada']) {
      await (await herd.client(server)).ask(`IAMAT marker-${server} +0+0 1`);
      await fake.untilHeard(`marker-${server}`);
    }
    return fake.heard.filter((line) => !line.includes(' marker-'));
  }

  it.each([
    ['its name appended', 'AT Zed +0.1 kiwi +1+1 5 Fake'],
    ['a list of names appended', 'AT Zed +0.1 kiwi +1+1 5 Zed Yak Fake'],
    ['six fields and its own name as the origin', 'AT Fake +0.1 kiwi +1+1 5'],
  ])('to a neighbour with a kept connection and %s', async (_, line) => {
    const { herd, fake } = await start();
    const connection = await fake.dial(await herd.server('Bell'));
    connection.write(`${line}\n`);
    await herd.untilKnown('Ada', 'kiwi', line.split(' ').slice(0, 6).join(' '));
    expect(await heardSince({ herd, fake })).toEqual([]);
  });

  it.each(['\n', ''])('to a neighbour with a connection a message, ended by %j', async (end) => {
    const { herd, fake } = await start();
    for (const time of [5, 6, 7]) {
      const line = `AT Zed +0.1 kiwi +1+1 ${time}`;
      (await fake.dial(await herd.server('Bell'))).end(`${line} Zed Fake${end}`);
      await herd.untilKnown('Ada', 'kiwi', line);
    }
    expect(await heardSince({ herd, fake })).toEqual([]);
  });

  it('to a neighbour that sends six fields on the link’s own connection', async () => {
    const { herd, fake } = await start();
    await eventually(() => fake.links === 1, 'Bell’s link');
    fake.answer('AT Zed +0.1 kiwi +1+1 5\n');
    await herd.untilKnown('Ada', 'kiwi', 'AT Zed +0.1 kiwi +1+1 5');
    expect(await heardSince({ herd, fake })).toEqual([]);
  });

  it('but goes on to it when it only begins with what it knows', async () => {
    const { herd, fake } = await start();
    const connection = await fake.dial(await herd.server('Bell'));
    connection.write('AT Zed +0.1 kiwi +1+1 5 Fake\n');
    await herd.untilKnown('Ada', 'kiwi', 'AT Zed +0.1 kiwi +1+1 5');
    const newer = await (await herd.client('Ada')).ask('IAMAT kiwi +2+2 6');
    await fake.untilHeard('kiwi');
    expect(fake.about('kiwi')).toEqual([`${newer} Bell`]);
  });
});
