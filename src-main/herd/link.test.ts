/** When a link dials, and what becomes of it when its server stops or its neighbour takes nothing. */
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { LineScan } from '../../src-shared/protocol/line-scan.ts';
import { EventBus } from '../ground/event-bus.ts';
import { Journal } from './journal.ts';
import { LIMITS } from './limits.ts';
import { Link } from './link.ts';
import { beside, FakeNeighbour } from './testing/fake-neighbour.ts';
import { eventually, TestHerd } from './testing/test-herd.ts';
import { TurnEnd } from './turn-end.ts';
import { UpdateStore } from './update-store.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  vi.useRealTimers();
  for (const end of ends.splice(0).reverse()) await end();
});

/** A link whose neighbour's address isn't known, so that each try fails at once; and how often it tried. */
function loneLink(): { link: Link; dials: () => number } {
  let dials = 0;
  const link = new Link('Ball', {
    name: 'Alford',
    scan: new LineScan(),
    store: new UpdateStore(1024 * 1024, 1),
    journal: new Journal('Alford', new EventBus(), () => undefined),
    random: () => 0.5,
    addressOf: () => {
      dials++;
      return undefined;
    },
    turnEnd: new TurnEnd(),
    lost: () => undefined,
    heard: () => undefined,
  });
  ends.push(() => link.kill());
  return { link, dials: () => dials };
}

describe('dialling', () => {
  it('waits for the end of a pause when the link is healed in it', () => {
    const { link, dials } = loneLink();
    link.cut();
    link.pause();
    link.heal();
    expect([link.state.kind, dials()]).toEqual(['broken', 0]);
    link.resume();
    expect(dials()).toBe(1);
  });

  it('is hastened by who hears of the neighbour, but not more often than the first wait', () => {
    vi.useFakeTimers();
    const { link, dials } = loneLink();
    link.open();
    // By now it waits for long.
    vi.advanceTimersByTime(60_000);
    const before = dials();
    for (let round = 0; round < 10; round++) {
      for (let i = 0; i < 100; i++) link.wake();
      vi.advanceTimersByTime(LIMITS.redialFirstMs);
    }
    expect(dials() - before).toBeGreaterThanOrEqual(10);
    expect(dials() - before).toBeLessThanOrEqual(11);
  });
});

/** More than the kernels take for a neighbour that doesn't read: this many clients with ids of this length. */
const CLIENTS = 6_000;
const ID_BYTES = 2_000;

/** A server beside a neighbour that takes nothing, and with much to tell it. */
async function laden(): Promise<{ fake: FakeNeighbour; herd: TestHerd; log: () => string }> {
  const fake = await FakeNeighbour.listen('Fake', { deaf: true });
  ends.push(() => fake.close());
  const logDir = mkdtempSync(join(tmpdir(), 'link-test-'));
  ends.push(() => rmSync(logDir, { recursive: true }));
  const herd = await TestHerd.start({ ...beside(fake, ['Ada']), logDir });
  ends.push(() => herd.close());
  await eventually(() => fake.links === 1, 'the link to it');
  const client = await herd.client('Ada');
  for (let i = 0; i < CLIENTS; i++) {
    client.write(`IAMAT ${String(i).padEnd(ID_BYTES, '-')} +34.068930-118.445127 1479413884.5\n`);
  }
  for (let i = 0; i < CLIENTS; i++) await client.line();
  client.destroy();
  return { fake, herd, log: () => readFileSync(join(logDir, 'Ada.log'), 'utf8') };
}

describe('a polite stop', () => {
  it('waits for a slow neighbour until it has heard all', async () => {
    const { fake, herd, log } = await laden();
    const stopped = herd.host.call('server.stop', { servers: ['Ada'] });
    fake.hear();
    await stopped;
    await eventually(
      () => fake.heard.length === CLIENTS,
      () => `it heard ${fake.heard.length}`,
    );
    expect(log()).toContain('link  Fake ended: all was written\n');
  });

  it('ends also when a neighbour takes nothing, and says in the log what that one missed', async () => {
    const { herd, log } = await laden();
    await herd.host.call('server.stop', { servers: ['Ada'] });
    expect(log()).toMatch(/link {2}Fake ended: reset; \d+ clients were still owed\n/);
  });
});

describe('a neighbour that takes nothing for long', () => {
  it('has its own connection reset too, so that it makes one that is trusted', async () => {
    vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'] });
    const { fake, herd } = await laden();
    const theirs = await fake.dial(await herd.server('Ada'));
    const others = await fake.dial(await herd.server('Ada'));
    theirs.write('AT Fake +0.5 kiwi +34-118 1 Fake\n');
    others.write('AT Fake +0.5 kiwi +34-118 2 Stranger\n');
    await eventually(async () => (await herd.knows('Ada', 'kiwi')) !== undefined, 'it said who it is');
    await eventually(() => {
      vi.advanceTimersByTime(LIMITS.linkStallMs);
      return theirs.closed;
    }, 'its connection is reset');
    expect(others.closed).toBe(false);
  });
});

describe('a neighbour that takes one line a connection', () => {
  it('hears of all clients, and of what comes later', async () => {
    const fake = await FakeNeighbour.listen('Fake', { curt: true });
    ends.push(() => fake.close());
    const herd = await TestHerd.start(beside(fake, ['Ada']));
    ends.push(() => herd.close());
    const client = await herd.client('Ada');
    const clients = Array.from({ length: 12 }, (_, i) => `client-${i}`);
    for (const id of clients) client.write(`IAMAT ${id} +34-118 1\n`);
    for (const id of clients) await fake.untilHeard(id);
    client.write('IAMAT late +34-118 1\n');
    await fake.untilHeard('late');
  });
});
