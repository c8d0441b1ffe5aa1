/** A neighbour that takes nothing costs bounded memory and delays nobody; when it goes on, it is told the newest. */
import { afterEach, describe, expect, it } from 'vitest';
import { beside, FakeNeighbour } from './testing/fake-neighbour.ts';
import { CAN_MEASURE, ServedHerd } from './testing/served-herd.ts';
import { eventually } from './testing/test-herd.ts';
import { UpdateFlow } from './testing/update-flow.ts';

const UPDATES = 100_000;
const CLIENTS = 1_000;
/** Updates before memory is looked at first: by then the herd works as hard as it will. */
const WARM_UP = 20_000;
/** What the other 80,000 updates, 20 MiB and more on each link, may add: the heap breathes. */
const GROWTH_BYTES = 48 * 1024 * 1024;

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Lets the updates flow in at one server and looks at what they cost. */
async function flow(herd: ServedHerd, server: string): Promise<UpdateFlow> {
  const updates = await UpdateFlow.open(herd.address(server), CLIENTS);
  ends.push(() => updates.close());
  await updates.send(WARM_UP);
  const before = CAN_MEASURE ? herd.memory : 0;
  await updates.send(UPDATES - WARM_UP);
  if (CAN_MEASURE) expect(herd.memory - before).toBeLessThan(GROWTH_BYTES);
  return updates;
}

describe(`while ${UPDATES} updates of ${CLIENTS} clients flow`, () => {
  it('a neighbour that never reads delays nobody, and then hears the newest, not all', async () => {
    const fake = await FakeNeighbour.listen('Fake', { deaf: true });
    ends.push(() => fake.close());
    const { topology, only } = beside(fake, ['Ada', 'Bell', 'Cerf']);
    const herd = await ServedHerd.start(topology, only);
    ends.push(() => herd.close());
    await eventually(() => fake.links === 1, 'Cerf’s link to it');

    const updates = await flow(herd, 'Ada');
    for (const name of only) await updates.untilKnown(name, herd.address(name));
    expect(fake.heard).toEqual([]);

    fake.hear();
    const heard = new Map<string, string>();
    let taken = 0;
    const all = (): boolean => {
      for (; taken < fake.heard.length; taken++) {
        const line = fake.heard[taken] as string;
        heard.set(line.split(' ')[3] as string, line);
      }
      return updates.clients.every((client, i) => heard.get(client) === `${updates.newest[i]} Cerf`);
    };
    await eventually(all, 'it has heard the newest of all clients');
    // What the kernels held went out as it was; what waited longer only as each client's newest.
    expect(taken).toBeLessThan(UPDATES / 2);
  });

  it('a paused server delays nobody, and then knows the newest', async () => {
    const herd = await ServedHerd.start();
    ends.push(() => herd.close());
    const [first = '', ...others] = herd.names;
    const paused = others.pop() as string;
    await herd.command(`pause ${paused}`);
    const updates = await flow(herd, first);
    for (const name of [first, ...others]) await updates.untilKnown(name, herd.address(name));
    await herd.command(`resume ${paused}`);
    await updates.untilKnown(paused, herd.address(paused));
  });
});
