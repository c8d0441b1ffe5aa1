import { afterEach, describe, expect, it } from 'vitest';
import { WatchedConsole } from '../testing/watched-console.ts';

const CROWD = {
  clients: 50,
  perSecond: 200,
  servers: [],
  latitude: 34.0689,
  longitude: -118.4451,
  radiusKm: 5,
  prefix: 'walker-',
};

let watched: WatchedConsole;
afterEach(() => watched?.console.close());

describe('a swarm', () => {
  it('reports to all that run, is answered, and is told of', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    await console.call('server.start', { servers: [] });
    expect(await console.call('swarm.start', CROWD)).toMatchObject({ kind: 'running', wanted: 200 });
    await watched.swarm(({ answered, failed }) => answered > 250 && failed === 0);
    const heardBy = new Set(
      watched.events.flatMap((event) =>
        event.type === 'update' && event.cause.kind === 'client' ? [event.server] : [],
      ),
    );
    expect(heardBy.size).toBe(5);
    // Each report was newer than the one before: none was ignored where it was heard first.
    const stale = watched.events.filter((event) => event.type === 'ignored' && event.cause.kind === 'client');
    expect(stale).toEqual([]);

    const begun = performance.now();
    expect(await console.call('swarm.stop', {})).toEqual({ kind: 'idle' });
    expect(performance.now() - begun).toBeLessThan(100);
    expect(await console.call('swarm.state', {})).toEqual({ kind: 'idle' });
    const last = (await console.call('herd.state', {})).servers.map(({ counters }) => counters?.clients);
    expect(last.every((clients) => clients === 50)).toBe(true);
  });

  it('goes on with the others when a server is killed, and comes back to it', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    await console.call('server.start', { servers: ['Alford', 'Welsh'] });
    await console.call('swarm.start', CROWD);
    await watched.swarm(({ answered }) => answered > 50);
    await console.call('server.kill', { servers: ['Welsh'] });
    let answeredThen = 0;
    await watched.swarm(({ answered }) => {
      answeredThen ||= answered;
      return answered > answeredThen + 100;
    });
    await console.call('server.start', { servers: ['Welsh'] });
    const restarted = watched.events.length;
    await watched.until((events) =>
      events.slice(restarted).find(({ type, server, ...rest }) => {
        const cause = 'cause' in rest ? rest.cause : undefined;
        return type === 'update' && server === 'Welsh' && cause?.kind === 'client';
      }),
    );
  });

  it('sends nothing that a paused server would only keep, and no burst afterwards', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    await console.call('server.start', { servers: ['Alford'] });
    await console.call('swarm.start', { ...CROWD, servers: ['Alford'] });
    await watched.swarm(({ answered }) => answered > 50);
    await console.call('server.pause', { servers: ['Alford'] });
    await watched.swarm(({ achieved }) => achieved === 0);
    const paused = await console.call('swarm.state', {});
    await console.call('server.resume', { servers: ['Alford'] });
    await watched.swarm(({ achieved }) => achieved > 100);
    const after = await console.call('swarm.state', {});
    if (paused.kind !== 'running' || after.kind !== 'running') throw new Error('it stopped');
    expect(paused.sent - paused.answered).toBeLessThanOrEqual(256);
    expect(after.failed).toBe(0);
  });

  it('keeps to its rate', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    await console.call('server.start', { servers: [] });
    await console.call('swarm.start', { ...CROWD, clients: 10_000, perSecond: 500 });
    await watched.swarm(({ answered }) => answered > 1_000);
    const state = await console.call('swarm.state', {});
    expect(state.kind === 'running' && state.achieved).toBeLessThan(560);
  });

  it('refuses servers that aren’t there, and a herd that is down', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    await expect(console.call('swarm.start', { ...CROWD, servers: ['Nobody'] })).rejects.toMatchObject({
      code: 'UNKNOWN_SERVER',
    });
    await expect(console.call('swarm.start', CROWD)).rejects.toMatchObject({ code: 'NOT_RUNNING' });
    const bad = console.call('swarm.start', { ...CROWD, prefix: 'a b' });
    await expect(bad).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});
