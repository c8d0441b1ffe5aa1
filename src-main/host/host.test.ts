import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { topologyOf } from '../herd/testing/graphs.ts';
import { eventually, TestHerd } from '../herd/testing/test-herd.ts';
import { programTemplate } from '../nodes/testing/hosting.ts';
import { startFakeGoogle } from '../places/testing/fake-google.ts';

const TWO = topologyOf(['Ada', 'Bell'], [['Ada', 'Bell']]);
const CANARY = 'canary-key-of-nobody';
const REPORT = 'IAMAT kiwi +34.068930-118.445127 1';

let herd: TestHerd;
let key: string;
beforeEach(async () => {
  key = CANARY;
  herd = await TestHerd.start({ topology: TWO, places: { source: 'off', key: () => key } });
});
afterEach(() => herd.close());

describe('another Places source', () => {
  it('answers from now on, with the key that there is now, which nobody is told', async () => {
    const google = await startFakeGoogle({ key: `${CANARY}-2` });
    try {
      const events = herd.events('places', 'problem', 'line');
      const client = await herd.client('Ada');
      await client.ask(REPORT);
      const status = async (): Promise<unknown> => {
        client.write('WHATSAT kiwi 10 5\n');
        return (await client.places()).json['status'];
      };
      expect(await status()).toBe('REQUEST_DENIED');
      key = `${CANARY}-2`;
      const state = await herd.host.call('places.use', { source: 'google', url: google.url });
      expect(state.places).toBe('google');
      expect(await status()).toBe('OK');
      expect(google.requests[0]?.query.get('key')).toBe(key);
      await herd.host.call('places.use', { source: 'off' });
      expect(await status()).toBe('REQUEST_DENIED');
      await eventually(() => events.filter(({ type }) => type === 'places').length === 3, 'all were told');
      expect(JSON.stringify([state, events])).not.toContain(CANARY);
    } finally {
      await google.close();
    }
  });

  it('that can’t be used changes nothing', async () => {
    const refused = herd.host.call('places.use', { source: 'google', url: `http://x/${CANARY}?a` });
    const error = await refused.catch((thrown: unknown) => thrown);
    expect(error).toMatchObject({ code: 'PLACES_URL' });
    expect(JSON.stringify((error as { toData(): unknown }).toData())).not.toContain(CANARY);
    expect((await herd.state()).places).toBe('off');
  });
});

describe('a restart', () => {
  it('starts what runs anew, and what doesn’t', async () => {
    const client = await herd.client('Ada');
    await client.ask(REPORT);
    await herd.host.call('server.kill', { servers: ['Bell'] });
    const { servers } = await herd.host.call('server.restart', { servers: [] });
    expect(servers.map(({ state }) => state.kind)).toEqual(['ready', 'ready']);
    await client.rest();
    expect(await herd.knows('Ada', 'kiwi')).toBeUndefined();
    await herd.linksAre('up');
  });
});

describe('a free port', () => {
  it('is one that can be listened on, and no server’s', async () => {
    const { port } = await herd.host.call('server.freePort', { server: 'Ada' });
    const topology = { ...TWO, servers: [{ name: 'Ada', port }, { name: 'Bell' }] };
    await herd.host.call('topology.apply', { topology });
    expect(await herd.server('Ada')).toMatchObject({ port, state: { kind: 'ready' } });
    await expect(herd.host.call('server.freePort', { server: 'Cerf' })).rejects.toMatchObject({
      code: 'UNKNOWN_SERVER',
    });
  });
});

describe('herd.send', () => {
  const send = (more: object) =>
    herd.host.call('herd.send', {
      server: 'Ada',
      bytes: new TextEncoder().encode(`${REPORT}\n`),
      halfClose: false,
      timeoutMs: 20_000,
      ...more,
    });

  it('sends in pieces', async () => {
    const { end, received } = await send({
      cuts: [
        { at: 1, afterMs: 1 },
        { at: 20, afterMs: 1 },
      ],
    });
    expect([end, new TextDecoder().decode(received).slice(0, 7)]).toEqual(['answered', 'AT Ada ']);
  });

  it('stays open until its time is up', async () => {
    const { end, received } = await send({ stayOpen: true, timeoutMs: 100 });
    expect([end, received.length > 0]).toEqual(['timeout', true]);
  });

  it.each([
    [
      [
        { at: 5, afterMs: 0 },
        { at: 5, afterMs: 0 },
      ],
    ],
    [[{ at: 1_000, afterMs: 0 }]],
  ])('refuses cuts that leave an empty piece (%j)', async (cuts) => {
    await expect(send({ cuts })).rejects.toMatchObject({ code: 'BAD_REQUEST' });
  });
});

describe('a program behind link proxies', () => {
  it('has the AT lines told that it sends to its neighbours, and no other lines', async () => {
    const command = { template: programTemplate('{neighbours}') };
    const topology = { ...TWO, servers: [{ name: 'Ada', command }, { name: 'Bell' }] };
    await herd.host.call('topology.apply', { topology });
    const lines = herd.events('line');
    const program = await herd.client('Ada');
    const at = 'AT\tAda\t+0.1\tkiwi\t+34-118\t1';
    for (const text of ['hello', at]) program.write(`dial Bell ${text}\n`);
    await herd.untilKnown('Bell', 'kiwi', at.replaceAll('\t', ' '));
    const ofProgram = () => lines.filter(({ server }) => server === 'Ada');
    await eventually(() => ofProgram().length > 0, 'the line was told');
    expect(ofProgram()).toMatchObject([{ direction: 'out', peer: 'Bell', text: at }]);
  });
});

describe('an exchange that stays open', () => {
  const open = {
    server: 'Ada',
    bytes: encodeText(`${REPORT}\n`),
    halfClose: false,
    stayOpen: true,
    timeoutMs: 60_000,
  };

  it('is cancelled by its name, and tells what had come', async () => {
    const lines = herd.events('line');
    const sent = herd.host.call('herd.send', { ...open, exchange: 'one' });
    await eventually(
      () => lines.some((event) => event.type === 'line' && event.direction === 'out'),
      'it was answered',
    );
    expect(await herd.host.call('herd.cancelSend', { exchange: 'one' })).toEqual({ cancelled: true });
    expect((await sent).end).toBe('cancelled');
    expect(await herd.host.call('herd.cancelSend', { exchange: 'one' })).toEqual({ cancelled: false });
  });

  it('has a name of its own', async () => {
    const sent = herd.host.call('herd.send', { ...open, exchange: 'one' });
    await expect(herd.host.call('herd.send', { ...open, exchange: 'one' })).rejects.toMatchObject({
      code: 'BAD_REQUEST',
    });
    await herd.host.call('herd.cancelSend', { exchange: 'one' });
    expect((await sent).end).toBe('cancelled');
  });
});
