import { describe, expect, it } from 'vitest';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import type { ScenarioEntry, ScenarioNews, ScenarioResult } from '../../src-shared/front-types.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { advanceRun, ENTRIES_KEPT, type ScenarioRun } from '../../src-shared/scenario-run.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { createRecorder } from './recorder.ts';
import { runBuiltIn } from './scenario-files.ts';
import { createScenarioStore, keptScenarios } from './scenario-store.ts';

const step = (line: number): ScenarioEntry => ({ kind: 'step', line, text: 's', atMs: 1, depth: 0 });
const result = { verdict: 'pass', title: 'T', tookMs: 1, seed: 1, report: '', json: '' } as ScenarioResult;
const began = (run: number): ScenarioNews => ({
  kind: 'began',
  run,
  name: 'a.yaml',
  title: 'T',
  text: 'x',
  pace: 'steps',
});
const entries = (run: number, before: number, ...lines: number[]): ScenarioNews => ({
  kind: 'entries',
  run,
  before,
  entries: lines.map(step),
});
const runOf = (...news: ScenarioNews[]): ScenarioRun | null =>
  news.reduce<ScenarioRun | null>(advanceRun, null);

function open(answers: Readonly<Record<string, unknown>> = {}) {
  let listener: (batch: readonly unknown[]) => void = () => undefined;
  const calls: [string, unknown][] = [];
  const client = {
    call: async (name: string, request: unknown) => {
      calls.push([name, request]);
      if (name in answers) return answers[name];
      return name === 'scenario.list' ? [{ id: 'a', title: 'A' }] : { text: 'x' };
    },
  };
  const hub = { onBatch: (it: typeof listener) => (listener = it) };
  const store = createScenarioStore(client as never, hub as never);
  const tell = (...news: ScenarioNews[]) => listener(news.map((step) => ({ type: 'scenario', step })));
  /** Two entries were only counted; this came instead. */
  const tellLeftOut = (...news: ScenarioNews[]) =>
    listener([
      ...news.map((step) => ({ type: 'scenario', step })),
      { type: 'summarised', counts: { scenario: 2 } },
    ]);
  return { store, calls, tell, tellLeftOut };
}

describe('what the workspace keeps', () => {
  it('is what is one’s own, the newest of it, and comes back without being shown', () => {
    const { store } = open();
    const { add } = store;
    add({ name: 'old.yaml', title: 'Old', origin: 'file', text: 'x'.repeat(600_000) });
    add({ name: 'a.yaml', title: 'A', origin: 'built-in', text: 'y' });
    add({ name: 'new.yaml', title: 'New', origin: 'recorded', text: 'z' });
    store.edit('zz');
    const kept = keptScenarios(store.getState().texts);
    expect(kept).toEqual([{ name: 'new.yaml', title: 'New', origin: 'recorded', text: 'zz', kept: 'z' }]);
    const later = open().store;
    later.takeBack(kept);
    expect(later.getState().shown).toBeNull();
    expect(later.getState().texts).toMatchObject(kept);
  });
});

describe('a run', () => {
  it('knows its line, its entries, whether it waits, and its verdict', () => {
    const running = [began(1), entries(1, 0, 3, 4)];
    expect(runOf(...running)).toMatchObject({ line: 4, result: null, text: 'x', pace: 'steps' });
    const waiting: ScenarioNews = { kind: 'paced', run: 1, pace: 'steps', waits: true };
    expect(runOf(...running, waiting)?.waits).toBe(true);
    const over = runOf(...running, waiting, { kind: 'ended', run: 1, result });
    expect([over?.result?.verdict, over?.waits]).toEqual(['pass', false]);
  });

  it('takes nothing twice, and nothing of an older run', () => {
    const once = runOf(began(2), entries(2, 0, 1, 2), entries(2, 2, 3));
    const twice = runOf(began(2), entries(2, 0, 1, 2), entries(2, 0, 1, 2), entries(2, 1, 2, 3), began(1));
    expect(twice).toEqual(once);
  });

  it('keeps a bounded number of entries and counts the rest', () => {
    const many = Array.from({ length: ENTRIES_KEPT }, (_, n) => n);
    const run = runOf(entries(1, 0, ...many), entries(1, ENTRIES_KEPT, 1, 2));
    expect([run?.entries.length, run?.dropped]).toEqual([ENTRIES_KEPT, 2]);
  });

  it('counts what was told before anybody listened', () => {
    const run = runOf(entries(1, 7, 1));
    expect([run?.entries.length, run?.dropped]).toEqual([1, 7]);
  });
});

describe('a page that is loaded while a scenario is played', () => {
  it('takes up the run, shows its text, and goes on with the news that came meanwhile', async () => {
    const known = runOf(began(3), entries(3, 0, 1, 2));
    const { store, tell } = open({ 'scenario.state': known });
    const restored = store.restore();
    tell(entries(3, 1, 2, 3), { kind: 'ended', run: 3, result });
    await restored;
    const { run, shown } = store.getState();
    expect(run?.entries.map((entry) => 'line' in entry && entry.line)).toEqual([1, 2, 3]);
    expect([run?.result?.verdict, shown]).toEqual(['pass', 'built-in a']);
  });

  it('has the run’s pace, and a text that is not built in as one of its own', async () => {
    const { store, calls } = open({ 'scenario.state': { ...runOf(began(1)), text: 'y' } });
    await store.restore();
    expect(store.shownText()).toMatchObject({ text: 'y', origin: 'file', name: 'a.yaml' });
    expect(store.getState().pace).toBe('steps');
    await store.setPace('slow');
    expect(calls.at(-1)).toEqual(['scenario.pace', { pace: 'slow' }]);
  });

  it('shows nothing where nothing was played', async () => {
    const { store, tell } = open({ 'scenario.state': null });
    await store.restore();
    expect(store.getState()).toMatchObject({ run: null, shown: null });
    tell(began(1));
    expect(store.getState().run?.title).toBe('T');
  });
});

describe('a page that was too slow for a run', () => {
  it('asks for what was left out, and takes nothing twice that comes meanwhile', async () => {
    const all: Record<string, unknown> = { 'scenario.state': null };
    const { store, tell, tellLeftOut } = open(all);
    await store.restore();
    tell(began(1), entries(1, 0, 1));
    all['scenario.state'] = runOf(began(1), entries(1, 0, 1, 2, 3));
    tellLeftOut();
    tell(entries(1, 2, 3, 4));
    tell({ kind: 'ended', run: 1, result });
    await expect.poll(() => store.getState().run?.result?.verdict).toBe('pass');
    const { run } = store.getState();
    expect(run?.entries.map((entry) => 'line' in entry && entry.line)).toEqual([1, 2, 3, 4]);
    expect(run?.dropped).toBe(0);
  });

  it('has the end of the transcript, too, where it was left out with the end of the run', async () => {
    const all: Record<string, unknown> = { 'scenario.state': null };
    const { store, tell, tellLeftOut } = open(all);
    await store.restore();
    tell(began(1), entries(1, 0, 1));
    const ended: ScenarioNews = { kind: 'ended', run: 1, result };
    all['scenario.state'] = runOf(began(1), entries(1, 0, 1, 2, 3), ended);
    tellLeftOut(ended);
    await expect.poll(() => store.getState().run?.entries.length).toBe(3);
  });
});

describe('the pace', () => {
  it('that was just chosen stays, while news of before it come', async () => {
    const { store, tell } = open({ 'scenario.state': null });
    await store.restore();
    tell(began(1));
    await store.setPace('slow');
    tell(entries(1, 0, 1));
    expect(store.getState().pace).toBe('slow');
    tell({ kind: 'paced', run: 1, pace: 'fast', waits: false });
    expect(store.getState().pace).toBe('fast');
  });
});

describe('texts', () => {
  it('that can’t be read are not shown, nor is another one run in their place', async () => {
    const { store, calls } = open({ 'scenario.read': Promise.reject(new Error('gone')) });
    store.add({ name: 'b.yaml', title: 'B', origin: 'file', text: 'y' });
    await runBuiltIn({ shell: { showPane: () => undefined }, scenarios: store } as never, 'a');
    expect(calls.map(([name]) => name)).not.toContain('scenario.run');
    expect(store.getState().error).not.toBeNull();
  });

  it('that are built in stay as they are: an edit makes a copy', async () => {
    const { store } = open();
    await store.load();
    await store.showBuiltIn('a');
    store.edit('y');
    store.edit('yz');
    const texts = store.getState().texts.map(({ name, text, kept }) => [name, text, kept]);
    expect(texts).toEqual([
      ['a.yaml', 'x', 'x'],
      ['a-edited.yaml', 'yz', 'x'],
    ]);
    await store.showBuiltIn('a');
    expect(store.shownText()?.text).toBe('x');
  });
});

describe('the recorder', () => {
  const topology = PRESETS[0]?.topology;
  if (!topology) throw new Error('there are presets');
  const snapshot: HerdSnapshot = {
    topology,
    servers: topology.servers.map(({ name }) => ({
      name,
      host: '127.0.0.1',
      port: 1,
      state: { kind: 'stopped', how: 'never-started' },
      hosted: true,
      counters: null,
    })),
    links: [],
    places: 'gazetteer',
  };

  function setUp() {
    let done: (it: never) => void = () => undefined;
    let sent: (it: never) => void = () => undefined;
    let changed: (it: never) => void = () => undefined;
    const cutShort: string[] = [];
    const recorder = createRecorder({
      herd: { getState: () => ({ snapshot }), subscribe: (it: typeof changed) => (changed = it) } as never,
      operations: { onDone: (it: typeof done) => (done = it) } as never,
      exchanges: { onDone: (it: typeof sent) => (sent = it) } as never,
      onCutShort: (text) => cutShort.push(text),
      now: () => 0,
    });
    return {
      recorder,
      cutShort,
      done: (it: unknown) => done(it as never),
      sent: (it: unknown) => sent(it as never),
      changed: (it: unknown) => changed(it as never),
    };
  }

  it('makes a scenario of what was done, in its order', () => {
    const { recorder, done, sent } = setUp();
    done({ at: 1, kind: 'start', servers: ['Ball'] });
    recorder.start();
    done({ at: 10, kind: 'start', servers: ['Alford'] });
    done({ at: 30, kind: 'kill', servers: ['Alford'] });
    const request = { server: 'Alford', bytes: encodeText('nonsense\n'), halfClose: false };
    sent({ sentAt: 20, request, outcome: { kind: 'done' } });
    expect(recorder.getState().recording?.things).toBe(3);
    const text = recorder.finish() ?? '';
    expect(text).not.toContain('Ball');
    const places = ['start: Alford', 'send: nonsense', 'reply: refused', 'kill: Alford'].map((part) =>
      text.indexOf(part),
    );
    expect(places).toEqual(places.toSorted((a, b) => a - b));
    expect(places[0]).toBeGreaterThan(0);
    expect(recorder.finish()).toBeUndefined();
  });

  it('leaves out what was refused because a scenario had the herd', () => {
    const { recorder, sent } = setUp();
    recorder.start();
    const request = { server: 'Alford', bytes: encodeText('nonsense\n'), halfClose: false };
    sent({ sentAt: 20, request, outcome: { kind: 'failed', error: { code: 'SCENARIO_RUNNING' } } });
    expect(recorder.getState().recording?.things).toBe(0);
  });

  it('ends when another topology comes', () => {
    const { recorder, changed, cutShort } = setUp();
    recorder.start();
    changed({ snapshot: { ...snapshot, topology: { ...topology, links: [] } } });
    expect(cutShort).toHaveLength(1);
    expect(recorder.getState()).toMatchObject({ recording: null, note: expect.stringContaining('topology') });
  });
});
