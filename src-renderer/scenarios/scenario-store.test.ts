import { describe, expect, it } from 'vitest';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import type { ScenarioEntry, ScenarioResult } from '../../src-shared/front-types.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { createRecorder } from './recorder.ts';
import { advance, createScenarioStore, ENTRIES_KEPT } from './scenario-store.ts';

const step = (line: number): ScenarioEntry => ({ kind: 'step', line, text: 's', atMs: 1, depth: 0 });
const result = { verdict: 'pass', title: 'T', tookMs: 1, seed: 1, report: '', json: '' } as ScenarioResult;

describe('a run', () => {
  it('knows its line, its entries and its verdict', () => {
    let run = advance(null, { kind: 'began', run: 1, title: 'T', text: 'x' });
    run = advance(run, { kind: 'entries', run: 1, entries: [step(3), { ...step(4) }] });
    expect(run).toMatchObject({ line: 4, result: null, text: 'x' });
    run = advance(run, { kind: 'ended', run: 1, result });
    expect(run.result?.verdict).toBe('pass');
  });

  it('is taken up by a page that has not seen it begin', () => {
    expect(advance(null, { kind: 'entries', run: 7, entries: [step(1)] })).toMatchObject({ run: 7, line: 1 });
  });

  it('keeps a bounded number of entries and counts the rest', () => {
    const entries = Array.from({ length: ENTRIES_KEPT }, (_, n) => step(n));
    let run = advance(null, { kind: 'entries', run: 1, entries });
    run = advance(run, { kind: 'entries', run: 1, entries: [step(1), step(2)] });
    expect([run.entries.length, run.dropped]).toEqual([ENTRIES_KEPT, 2]);
  });
});

describe('texts', () => {
  const client = {
    call: async (name: string) => (name === 'scenario.list' ? [{ id: 'a', title: 'A' }] : { text: 'x' }),
  };
  const open = () => createScenarioStore(client as never, { onBatch: () => () => undefined } as never);

  it('that are built in stay as they are: an edit makes a copy', async () => {
    const store = open();
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
    sent({ sentAt: 20, request: { server: 'Alford', bytes: encodeText('nonsense\n'), halfClose: false } });
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

  it('ends when another topology comes', () => {
    const { recorder, changed, cutShort } = setUp();
    recorder.start();
    changed({ snapshot: { ...snapshot, topology: { ...topology, links: [] } } });
    expect(cutShort).toHaveLength(1);
    expect(recorder.getState()).toMatchObject({ recording: null, note: expect.stringContaining('topology') });
  });
});
