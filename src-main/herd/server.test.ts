import { afterEach, expect, it } from 'vitest';
import { EventBus } from '../ground/event-bus.ts';
import { createPlaces } from '../places/places.ts';
import { HerdServer } from './server.ts';
import { WireClient } from './testing/wire-client.ts';
import { wallClock } from './wall-clock.ts';

const ends: (() => unknown)[] = [];
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

it('with a full store refuses a client’s report, but leaves a peer’s update unanswered', async () => {
  const server = new HerdServer({
    name: 'Ada',
    neighbours: [],
    addressOf: () => undefined,
    places: createPlaces({ source: 'off' }),
    events: new EventBus(),
    clock: wallClock(),
    random: () => 0.5,
    maxStoreBytes: 0,
  });
  ends.push(() => server.kill());
  const client = await WireClient.open(await server.listen({ host: '127.0.0.1', port: 0 }));
  ends.push(() => client.destroy());
  client.write('AT Bell +0.5 kiwi +34-118 1 Bell\n');
  expect(await client.ask('IAMAT kiwi +34-118 1')).toBe('? IAMAT kiwi +34-118 1');
  expect(server.store.size).toBe(0);
});
