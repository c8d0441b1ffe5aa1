/** Who has the herd: each way in which a run can begin and end, and what is refused meanwhile. */
import { afterEach, describe, expect, it } from 'vitest';
import type { CommandName, Host } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { advanceRun, type ScenarioRun } from '../../src-shared/scenario-run.ts';
import { WatchedConsole } from './testing/watched-console.ts';

const SHORT = 'title: Short\nsteps:\n  - start: Ball\n  - stop: Ball\n';
const ENDLESS =
  'title: Endless\nwithin: 600\nsteps:\n  - start: all\n  - wait for: { servers: Ball, are: paused }\n';
const ELSEWHERE = 'title: Elsewhere\ntopology: winter-2020\nsteps:\n  - start: all\n';
const ALFORD = { servers: ['Alford'] };
const SEND = {
  server: 'Alford',
  bytes: encodeText('IAMAT kiwi +34-118 1479413884\n'),
  halfClose: false,
  timeoutMs: 5_000,
};

let watched: WatchedConsole;
afterEach(() => watched?.console.close());

type Stand = (command: CommandName) => Promise<unknown> | undefined;

/** A host of which some commands go otherwise: `stand` gives what comes before the real answer. */
const standingIn =
  (stand: Stand) =>
  (host: Host): Host => ({
    ...host,
    call: async (command, request) => {
      await stand(command);
      return host.call(command, request);
    },
    subscribe: (listener, types) => host.subscribe(listener, types),
    close: () => host.close(),
  });

function gate(): { wait: Promise<void>; open: () => void } {
  let open = (): void => undefined;
  const wait = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { wait, open };
}

const run = (text: string, pace: 'fast' | 'slow' | 'steps' = 'fast') =>
  watched.console.call('scenario.run', { name: 'x.yaml', text, pace });

/** The step that stands on this line has been told. */
const begun = (id: number, line: number) =>
  watched.until(() =>
    watched.entries(id).some((entry) => entry.kind === 'step' && entry.line === line) ? true : undefined,
  );

const waits = (line: number) =>
  watched.until(() => {
    const run = seen();
    return run?.waits && run.line === line ? true : undefined;
  });

/** The run as the news tell it. */
const seen = (): ScenarioRun | null =>
  watched.events.reduce<ScenarioRun | null>(
    (run, event) => (event.type === 'scenario' ? advanceRun(run, event.step) : run),
    null,
  );

describe('a run that is stopped', () => {
  it('immediately after it was asked for leaves the herd alone', async () => {
    watched = await WatchedConsole.open();
    await watched.console.call('server.start', ALFORD);
    await watched.console.call('herd.send', SEND);
    const asked = run(SHORT);
    await watched.console.call('scenario.stop', {});
    const { run: id } = await asked;
    expect((await watched.result(id)).verdict).toBe('unknown');
    const beliefs = await watched.console.call('belief.read', { clients: [] });
    expect(beliefs['Alford']).toMatchObject({ kind: 'known', clients: 1 });
    // The herd is a person's again.
    await watched.console.call('server.kill', ALFORD);
  });

  it('twice, and while nothing runs, is stopped', async () => {
    watched = await WatchedConsole.open();
    await watched.console.call('scenario.stop', {});
    const { run: id } = await run(ENDLESS);
    await begun(id, 5);
    await Promise.all([watched.console.call('scenario.stop', {}), watched.console.call('scenario.stop', {})]);
    expect(await watched.result(id)).toMatchObject({ verdict: 'unknown', trouble: { line: 5 } });
    const again = await run(SHORT);
    expect((await watched.result(again.run)).verdict).toBe('pass');
  });

  it('between two steps ends at the one that waits', async () => {
    watched = await WatchedConsole.open();
    const { run: id } = await run(SHORT, 'steps');
    await waits(3);
    await watched.console.call('scenario.stop', {});
    expect(await watched.result(id)).toMatchObject({ verdict: 'unknown', trouble: { line: 3 } });
    expect(watched.entries(id).some((entry) => entry.kind === 'did' && entry.text === 'started Ball')).toBe(
      false,
    );
  });
});

describe('a run that is refused', () => {
  it.each([
    ['title: x\nsteps:\n  - kil: Welsh\n', 'SCENARIO_INVALID'],
    [ELSEWHERE, 'SCENARIO_TOPOLOGY'],
  ])('leaves the herd free: %j', async (text, code) => {
    watched = await WatchedConsole.open();
    await expect(run(text)).rejects.toMatchObject({ code });
    expect(await watched.console.call('scenario.state', {})).toBe(null);
    await watched.console.call('server.start', ALFORD);
    const { run: id } = await run(SHORT);
    expect((await watched.result(id)).verdict).toBe('pass');
  });

  it('leaves simulated clients alone', async () => {
    watched = await WatchedConsole.open();
    await watched.console.call('server.start', ALFORD);
    const where = { latitude: 34, longitude: -118, radiusKm: 1 };
    await watched.console.call('swarm.start', {
      clients: 1,
      perSecond: 1,
      servers: [],
      prefix: 'c',
      ...where,
    });
    await expect(run(ELSEWHERE)).rejects.toMatchObject({ code: 'SCENARIO_TOPOLOGY' });
    expect(await watched.console.call('swarm.state', {})).toMatchObject({ kind: 'running' });
    const { run: id } = await run(SHORT);
    expect(await watched.console.call('swarm.state', {})).toMatchObject({ kind: 'idle' });
    await watched.result(id);
  });

  it('is refused while another is being prepared', async () => {
    watched = await WatchedConsole.open();
    const first = run(SHORT);
    await expect(run(SHORT)).rejects.toMatchObject({ code: 'SCENARIO_RUNNING' });
    await watched.result((await first).run);
  });
});

describe('while a scenario has the herd', () => {
  it('who looks is answered, and whatever could change it is refused, sends too', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    const { run: id } = await run(ENDLESS);
    await begun(id, 5);
    const refused = { code: 'SCENARIO_RUNNING' };
    await expect(console.call('herd.send', SEND)).rejects.toMatchObject(refused);
    await expect(console.call('server.pause', { servers: ['Ball'] })).rejects.toMatchObject(refused);
    await expect(console.call('link.cut', { links: [] })).rejects.toMatchObject(refused);
    const { topology } = await console.call('herd.state', {});
    await expect(console.call('topology.apply', { topology })).rejects.toMatchObject(refused);
    expect(await console.call('belief.read', { clients: [] })).toHaveProperty('Ball');
    expect(await console.call('belief.ask', { clients: ['kiwi'], servers: ['Ball'] })).toHaveLength(1);
    await console.call('scenario.stop', {});
    await console.call('server.start', ALFORD);
    await expect(console.call('herd.send', SEND)).resolves.toMatchObject({ end: 'answered' });
  });

  it('another source of places waits for the end', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    const { run: id } = await run(ENDLESS);
    await begun(id, 5);
    expect(await console.call('places.use', { source: 'off' })).toMatchObject({ places: 'gazetteer' });
    await console.call('scenario.stop', {});
    expect(await console.call('herd.state', {})).toMatchObject({ places: 'off' });
  });
});

describe('a herd that is put back', () => {
  it('slowly belongs to nobody else until it is as it was', async () => {
    const slow = gate();
    let held = false;
    watched = await WatchedConsole.open(
      undefined,
      standingIn((command) => (held && command === 'server.start' ? slow.wait : undefined)),
    );
    const { console } = watched;
    await console.call('server.start', ALFORD);
    const { run: id } = await run(ENDLESS);
    await begun(id, 5);
    held = true;
    // The end is told in time, though the herd is not as it was.
    await console.call('scenario.stop', {});
    expect((await watched.result(id)).verdict).toBe('unknown');
    const refused = { code: 'HERD_PUT_BACK' };
    await expect(console.call('server.kill', ALFORD)).rejects.toMatchObject(refused);
    await expect(run(SHORT)).rejects.toMatchObject(refused);
    held = false;
    slow.open();
    await watched.until((events) =>
      events.findLast(
        (event) => event.type === 'server' && event.server === 'Alford' && event.state.kind === 'ready',
      ),
    );
    await expect.poll(() => console.call('server.kill', ALFORD).then(() => 'done')).toBe('done');
  });

  it('not at all says so, and is free', async () => {
    let broken = false;
    watched = await WatchedConsole.open(
      undefined,
      standingIn((command) => {
        if (!broken || command !== 'server.start') return undefined;
        return Promise.reject(
          new HerdError('PORT_REFUSED', { server: 'Alford', host: 'x', port: 1, reason: 'x' }),
        );
      }),
    );
    const { console } = watched;
    await console.call('server.start', ALFORD);
    const { run: id } = await run(ENDLESS);
    await begun(id, 5);
    broken = true;
    await console.call('scenario.stop', {});
    await watched.result(id);
    const problem = await watched.until((events) => events.find(({ type }) => type === 'problem'));
    expect(problem).toMatchObject({ error: { code: 'PORT_REFUSED' } });
    broken = false;
    await console.call('server.start', ALFORD);
  });

  it('is put back also when it could not be emptied', async () => {
    let broken = false;
    watched = await WatchedConsole.open(
      undefined,
      standingIn((command) => {
        if (!broken || command !== 'link.heal') return undefined;
        broken = false;
        return Promise.reject(new HerdError('INTERNAL', { problem: 'on purpose' }));
      }),
    );
    await watched.console.call('server.start', ALFORD);
    broken = true;
    const { run: id } = await run(SHORT);
    const { verdict, trouble } = await watched.result(id);
    expect([verdict, trouble?.evidence]).toEqual(['unknown', expect.stringContaining('on purpose')]);
    expect(await watched.states()).toMatchObject({ Alford: 'ready', Ball: 'stopped' });
  });
});

describe('a run that is watched', () => {
  it('goes step by step, and on as fast as it goes', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    const { run: id } = await run(SHORT, 'steps');
    await waits(3);
    expect(await watched.states()).toMatchObject({ Ball: 'stopped' });
    await console.call('scenario.next', {});
    await waits(4);
    expect(await watched.states()).toMatchObject({ Ball: 'ready' });
    await console.call('scenario.pace', { pace: 'fast' });
    expect((await watched.result(id)).verdict).toBe('pass');
  });

  it('does at once what is to be done together: one block would be late while another is held', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    const both =
      'title: Both\nsteps:\n  - together:\n      - - start: Ball\n      - - start: Alford\n  - stop: Ball\n';
    const { run: id } = await run(both, 'steps');
    await waits(3);
    await console.call('scenario.next', {});
    await waits(6);
    expect(await watched.states()).toMatchObject({ Ball: 'ready', Alford: 'ready' });
    await console.call('scenario.next', {});
    expect((await watched.result(id)).verdict).toBe('pass');
  });

  it('is told to who comes later, and goes on with the news', async () => {
    watched = await WatchedConsole.open();
    const { console } = watched;
    expect(await console.call('scenario.state', {})).toBe(null);
    const { run: id } = await run(SHORT, 'steps');
    await waits(3);
    const state = await console.call('scenario.state', {});
    expect(state).toMatchObject({ run: id, name: 'x.yaml', text: SHORT, line: 3, waits: true, result: null });
    await console.call('scenario.pace', { pace: 'fast' });
    await watched.result(id);
    const all = await console.call('scenario.state', {});
    expect(all?.result?.verdict).toBe('pass');
    // All of the news again, after an answer that had some of them already.
    const joined = watched.events.reduce<ScenarioRun | null>(
      (run, event) => (event.type === 'scenario' ? advanceRun(run, event.step) : run),
      state,
    );
    expect(joined).toEqual(all);
    expect(seen()).toEqual(all);
  });
});
