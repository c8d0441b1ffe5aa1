import { afterEach, describe, expect, it } from 'vitest';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { WatchedConsole } from './testing/watched-console.ts';

const ENDLESS = `title: It waits for what never comes
steps:
  - start: all
  - send: IAMAT kiwi +34-118 1
    to: Alford
    on: session
    reply: at sent
  - expect: { line: never }
    on: session
    within: 600
`;
const KIWI = encodeText('IAMAT kiwi +34-118 1479413884\n');

let watched: WatchedConsole;
afterEach(() => watched?.console.close());

async function runToItsEnd(id: string): Promise<Awaited<ReturnType<WatchedConsole['result']>>> {
  const { text } = await watched.console.call('scenario.read', { id });
  const { run } = await watched.console.call('scenario.run', { name: `${id}.yaml`, text, seed: 7 });
  return watched.result(run);
}

describe('the console’s scenarios', () => {
  it('lists the built-in ones, and reads no other file', async () => {
    watched = await WatchedConsole.open();
    const list = await watched.console.call('scenario.list', {});
    expect(list.map(({ id }) => id)).toContain('report-2016');
    const read = watched.console.call('scenario.read', { id: '../../package.json' });
    await expect(read).rejects.toMatchObject({ code: 'UNKNOWN_SCENARIO' });
  });

  it('plays on the herd that is shown, and puts it back but for what its servers knew', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    await console.call('server.start', { servers: ['Alford', 'Ball', 'Welsh'] });
    await console.call('server.pause', { servers: ['Welsh'] });
    await console.call('link.cut', { links: ['Alford-Hamilton'] });
    await console.call('herd.send', { server: 'Alford', bytes: KIWI, halfClose: false, timeoutMs: 5_000 });
    const before = await watched.states();

    const result = await runToItsEnd('report-2016');
    expect(result).toMatchObject({ verdict: 'pass', seed: 7 });
    expect(result.report).toContain('what its servers knew is forgotten');
    expect(JSON.parse(result.json)).toMatchObject({ verdict: 'pass', scenario: 'report-2016.yaml' });
    expect(await watched.states()).toEqual(before);
    const { links } = await console.call('herd.state', {});
    expect(links.filter(({ state }) => state === 'cut').map(({ id }) => id)).toEqual(['Alford-Hamilton']);
    const ask = encodeText('WHATSAT kiwi 1 1\n');
    const { received } = await console.call('herd.send', {
      server: 'Alford',
      bytes: ask,
      halfClose: false,
      timeoutMs: 5_000,
    });
    expect(received[0]).toBe('?'.charCodeAt(0));
    // What was done is seen as it happens, among the herd's own events.
    const kinds = watched.events.map(({ type }) => type);
    expect(kinds.indexOf('update', kinds.indexOf('scenario'))).toBeGreaterThan(0);
    expect(kinds.lastIndexOf('scenario')).toBeGreaterThan(kinds.lastIndexOf('update'));
  });

  it('shows a step before it is done, and stops within a second', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    const { run } = await console.call('scenario.run', { name: 'endless.yaml', text: ENDLESS });
    const waits = (): true | undefined =>
      watched.entries(run).some((entry) => entry.kind === 'step' && entry.line === 8) ? true : undefined;
    await watched.until(waits);

    const again = console.call('scenario.run', { name: 'endless.yaml', text: ENDLESS });
    await expect(again).rejects.toMatchObject({ code: 'SCENARIO_RUNNING' });
    const meddling = console.call('server.kill', { servers: [] });
    await expect(meddling).rejects.toMatchObject({ code: 'SCENARIO_RUNNING' });

    const begun = performance.now();
    await console.call('scenario.stop', {});
    expect(performance.now() - begun).toBeLessThan(1_000);
    const { verdict, trouble } = await watched.result(run);
    expect([verdict, trouble?.line]).toEqual(['unknown', 8]);
    expect(new Set(Object.values(await watched.states()))).toEqual(new Set(['stopped']));
    await expect(console.call('scenario.stop', {})).resolves.toBe(null);
  });

  it('tells why a run failed, with the first wrong byte', async () => {
    watched = await WatchedConsole.open();
    const text = `title: wrong\nsteps:\n  - start: all\n  - send: nonsense\n    to: Ball\n    reply: { line: "? nonsence" }\n`;
    const { run } = await watched.console.call('scenario.run', { name: 'wrong.yaml', text });
    const { verdict, trouble } = await watched.result(run);
    expect(verdict).toBe('fail');
    expect(trouble).toMatchObject({
      line: 4,
      text: 'send: nonsense',
      evidence: expect.stringContaining('^ byte 8'),
    });
  });

  it.each([
    ['title: x\nsteps:\n  - kil: Welsh\n', 'SCENARIO_INVALID', 'x.yaml:3'],
    ['title: x\nsteps:\n  - start: all\n  - kill: Wels\n', 'SCENARIO_INVALID', 'x.yaml:4'],
    ['title: x\ntopology: winter-2020\nsteps:\n  - start: all\n', 'SCENARIO_TOPOLOGY', 'winter-2020'],
    ['title: x\ntopology: mine.yaml\nsteps:\n  - start: all\n', 'SCENARIO_TOPOLOGY', 'mine.yaml'],
  ])('refuses %j before anything is changed', async (text, code, what) => {
    watched = await WatchedConsole.open();
    await watched.console.call('server.start', { servers: ['Alford'] });
    const refused = watched.console.call('scenario.run', { name: 'x.yaml', text });
    await expect(refused).rejects.toMatchObject({ code, message: expect.stringContaining(what) });
    expect(await watched.states()).toMatchObject({ Alford: 'ready' });
    await watched.console.call('server.kill', { servers: [] });
  });

  it('plays a scenario that names a quarter with the same servers and links', async () => {
    watched = await WatchedConsole.open();
    const text = 'title: x\ntopology: winter-2017\nsteps:\n  - start: all\n';
    const { run } = await watched.console.call('scenario.run', { name: 'x.yaml', text });
    expect((await watched.result(run)).verdict).toBe('pass');
  });
});
