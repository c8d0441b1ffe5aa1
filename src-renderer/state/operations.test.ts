import { describe, expect, it } from 'vitest';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { createConsole } from './console.ts';
import type { Done } from './operations.ts';
import { HandBridge, settle, snapshotOf } from './testing/hand-bridge.ts';

function consoleOf(snapshot: HerdSnapshot) {
  const hand = new HandBridge();
  const stores = createConsole(hand.bridge);
  stores.herd.see(snapshot);
  // What the stores look up by themselves when they first see the herd is not what is tested here.
  hand.calls.splice(0);
  const done: Done[] = [];
  stores.operations.onDone((deed) => done.push(deed));
  return { hand, stores, done };
}

describe('operations', () => {
  it('kills those that run, offers to start them again, and starts them', async () => {
    const { hand, stores } = consoleOf(snapshotOf({ A: 'ready', B: 'stopped', C: 'paused' }));
    const killed = stores.operations.servers('kill', []);
    await Promise.resolve();
    expect(hand.last).toMatchObject({ command: 'server.kill', request: { servers: ['A', 'C'] } });
    expect(stores.operations.getState().busy).toEqual(new Set(['A', 'C']));
    await hand.last.answer(snapshotOf({ A: 'killed', B: 'stopped', C: 'killed' }));
    expect(await killed).toBe(true);
    expect(stores.operations.getState().busy.size).toBe(0);
    expect(stores.history.getState().done.at(-1)?.undoLabel).toBe('Start A, C again');
    const undone = stores.history.undo();
    await Promise.resolve();
    expect(hand.last).toMatchObject({ command: 'server.start', request: { servers: ['A', 'C'] } });
    await hand.last.answer(snapshotOf({ A: 'ready', B: 'stopped', C: 'ready' }));
    await undone;
    expect(stores.history.getState().undone).toHaveLength(1);
  });

  it('cuts and takes it back', async () => {
    const { hand, stores, done } = consoleOf(snapshotOf({ A: 'ready', B: 'ready' }, { 'A-B': 'up' }));
    void stores.operations.links('cut', ['A-B']);
    await Promise.resolve();
    await hand.last.answer(snapshotOf({ A: 'ready', B: 'ready' }, { 'A-B': 'cut' }));
    void stores.history.undo();
    await Promise.resolve();
    expect(hand.last).toMatchObject({ command: 'link.heal', request: { links: ['A-B'] } });
    await hand.last.answer(snapshotOf({ A: 'ready', B: 'ready' }, { 'A-B': 'up' }));
    expect(done.map(({ kind }) => kind)).toEqual(['cut', 'heal']);
  });

  it('asks for nothing where nothing would change', async () => {
    const { hand, stores } = consoleOf(snapshotOf({ A: 'ready' }, { 'A-B': 'up' }));
    expect(await stores.operations.servers('start', ['A'])).toBe(true);
    expect(await stores.operations.links('heal', [])).toBe(true);
    expect(await stores.operations.healAll()).toBe(true);
    expect(hand.calls).toHaveLength(0);
    expect(stores.history.getState().done).toHaveLength(0);
  });

  it('heals all: links, paused servers, killed and crashed ones, but none that was stopped politely', async () => {
    const faulty = snapshotOf({ A: 'killed', B: 'crashed', C: 'paused', D: 'stopped' }, { 'A-B': 'cut' });
    const { hand, stores } = consoleOf(faulty);
    void stores.operations.healAll();
    const asked: unknown[] = [];
    for (let n = 0; n < 3; n += 1) {
      await Promise.resolve();
      asked.push([hand.last.command, hand.last.request]);
      await hand.last.answer(faulty);
    }
    expect(asked).toEqual([
      ['link.heal', { links: ['A-B'] }],
      ['server.resume', { servers: ['C'] }],
      ['server.start', { servers: ['A', 'B'] }],
    ]);
  });

  it('tells what failed, remembers nothing of it, and asks what is so now', async () => {
    const { hand, stores } = consoleOf(snapshotOf({ A: 'stopped' }));
    const started = stores.operations.servers('start', []);
    await Promise.resolve();
    await hand.last.fail();
    expect(hand.last.command).toBe('herd.state');
    await hand.last.answer(snapshotOf({ A: 'crashed' }));
    expect(await started).toBe(false);
    expect(stores.notices.getState().notices).toHaveLength(1);
    expect(stores.history.getState().done).toHaveLength(0);
  });

  it('remembers of what failed in part what did happen', async () => {
    const { hand, stores, done } = consoleOf(snapshotOf({ A: 'stopped', B: 'stopped' }));
    const started = stores.operations.servers('start', []);
    await Promise.resolve();
    await hand.last.fail('PORT_IN_USE');
    await hand.last.answer(snapshotOf({ A: 'ready', B: 'crashed' }));
    expect(await started).toBe(false);
    expect(stores.history.getState().done.map(({ label, undoLabel }) => [label, undoLabel])).toEqual([
      ['Start A', 'Stop A'],
    ]);
    expect(done).toMatchObject([{ kind: 'start', servers: ['A'] }]);
  });

  it('heals what can be healed, and remembers that', async () => {
    const before = snapshotOf({ A: 'crashed', B: 'paused' }, { 'A-B': 'cut' });
    const { hand, stores } = consoleOf(before);
    const healed = stores.operations.healAll();
    await Promise.resolve();
    await hand.last.answer(snapshotOf({ A: 'crashed', B: 'paused' }, { 'A-B': 'up' }));
    expect(hand.last).toMatchObject({ command: 'server.resume', request: { servers: ['B'] } });
    await hand.last.answer(snapshotOf({ A: 'crashed', B: 'ready' }, { 'A-B': 'up' }));
    expect(hand.last).toMatchObject({ command: 'server.start', request: { servers: ['A'] } });
    await hand.last.fail('PORT_IN_USE');
    await hand.last.answer(snapshotOf({ A: 'crashed', B: 'ready' }, { 'A-B': 'up' }));
    expect(await healed).toBe(false);
    expect(stores.history.getState().done).toHaveLength(1);
    hand.calls.splice(0);
    void stores.history.undo();
    await settle();
    // Nothing was done to A, and an empty list would mean all of them.
    expect(hand.last).toMatchObject({ command: 'server.pause', request: { servers: ['B'] } });
    await hand.last.answer(snapshotOf({ A: 'crashed', B: 'paused' }, { 'A-B': 'up' }));
    expect(hand.last).toMatchObject({ command: 'link.cut', request: { links: ['A-B'] } });
  });

  it('calls many by their number and what they are', async () => {
    const many = snapshotOf({ A: 'ready', B: 'ready', C: 'ready', D: 'ready' });
    const { hand, stores } = consoleOf(many);
    void stores.operations.servers('kill', []);
    await Promise.resolve();
    await hand.last.answer(many);
    expect(stores.history.getState().done).toMatchObject([
      { label: 'Kill 4 servers', undoLabel: 'Start 4 servers again' },
    ]);
  });

  it('puts the topology back that was', async () => {
    const { hand, stores } = consoleOf(snapshotOf({ A: 'ready' }, {}, 'before'));
    const next = snapshotOf({ A: 'ready', B: 'stopped' }, {}, 'after');
    void stores.operations.applyTopology(next.topology, 'Add B');
    await Promise.resolve();
    await hand.last.answer(next);
    void stores.history.undo();
    await Promise.resolve();
    expect(hand.last).toMatchObject({
      command: 'topology.apply',
      request: { topology: { title: 'before' } },
    });
  });

  it('starts those again that ran and went, and nobody else', async () => {
    const before = snapshotOf({ A: 'ready', B: 'ready', C: 'stopped' }, {}, 'before');
    const { hand, stores } = consoleOf(before);
    const next = snapshotOf({ A: 'ready' }, {}, 'after');
    void stores.operations.applyTopology(next.topology, 'Open after');
    await Promise.resolve();
    await hand.last.answer(next);
    void stores.history.undo();
    await Promise.resolve();
    await hand.last.answer(snapshotOf({ A: 'ready', B: 'stopped', C: 'stopped' }, {}, 'before'));
    await Promise.resolve();
    expect(hand.last).toMatchObject({ command: 'server.start', request: { servers: ['B'] } });
  });
});
