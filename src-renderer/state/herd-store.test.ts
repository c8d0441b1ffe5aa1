import { describe, expect, it } from 'vitest';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import type { FrontBridge } from '../../src-shared/front-bridge.ts';
import { createHerdStore } from './herd-store.ts';

const snapshot = (places: string): HerdSnapshot => ({
  topology: { id: 't', title: 'T', servers: [], links: [] },
  servers: [],
  links: [],
  places,
});

const changed: HerdEvent = {
  type: 'update',
  time: 1,
  server: 'A',
  client: 'c',
  line: '',
  cause: { kind: 'client', peer: '' },
};
const spoken: HerdEvent = { type: 'line', time: 1, server: 'A', direction: 'in', peer: '', text: '' };
const error = new HerdError('UNKNOWN_SERVER', { name: 'X', known: [] }).toData();

/** A bridge whose answers are given by hand. */
function handBridge() {
  const calls: { command: string; answer: (outcome: unknown) => Promise<void> }[] = [];
  let listener: (batch: readonly HerdEvent[]) => void = () => undefined;
  let listening = 0;
  const bridge = {
    call: (command: string) =>
      new Promise((resolve) => {
        calls.push({
          command,
          answer: async (outcome) => {
            resolve(outcome);
            // Two turns: the store's own continuation, and the next question that it may ask.
            await Promise.resolve();
            await Promise.resolve();
          },
        });
      }),
    subscribe(next: typeof listener) {
      listener = next;
      listening += 1;
      return () => {
        listening -= 1;
      };
    },
  } as unknown as FrontBridge;
  return { bridge, calls, emit: (...batch: HerdEvent[]) => listener(batch), listening: () => listening };
}

describe('the herd store', () => {
  it('asks at first, and again after what changes a snapshot, not after what doesn’t', async () => {
    const { bridge, calls, emit } = handBridge();
    const store = createHerdStore(bridge);
    store.follow();
    await calls[0]?.answer({ ok: true, value: snapshot('first') });
    expect(store.getState().snapshot?.places).toBe('first');
    emit(spoken);
    expect(calls).toHaveLength(1);
    emit(spoken, changed);
    expect(calls).toHaveLength(2);
    await calls[1]?.answer({ ok: true, value: snapshot('second') });
    expect(store.getState().snapshot?.places).toBe('second');
  });

  it('asks one question at a time, and one more when something changed meanwhile', async () => {
    const { bridge, calls, emit } = handBridge();
    createHerdStore(bridge).follow();
    for (let i = 0; i < 100; i += 1) emit(changed);
    expect(calls).toHaveLength(1);
    await calls[0]?.answer({ ok: true, value: snapshot('a') });
    expect(calls).toHaveLength(2);
    await calls[1]?.answer({ ok: true, value: snapshot('b') });
    expect(calls).toHaveLength(2);
  });

  it('shows what an action left, and its failure as the problem until it is dismissed', async () => {
    const { bridge, calls } = handBridge();
    const store = createHerdStore(bridge);
    void store.act('server.start', { servers: [] });
    await calls[0]?.answer({ ok: true, value: snapshot('started') });
    expect(store.getState()).toEqual({ snapshot: snapshot('started'), problem: null });
    void store.act('server.kill', { servers: ['X'] });
    await calls[1]?.answer({ ok: false, error });
    expect(store.getState()).toEqual({ snapshot: snapshot('started'), problem: error });
    store.dismiss();
    expect(store.getState().problem).toBeNull();
  });

  it('shows a problem that a server tells of', () => {
    const { bridge, emit } = handBridge();
    const store = createHerdStore(bridge);
    store.follow();
    emit({ type: 'problem', time: 1, server: 'A', error });
    expect(store.getState().problem).toEqual(error);
  });

  it('stops listening', () => {
    const { bridge, listening } = handBridge();
    const stop = createHerdStore(bridge).follow();
    expect(listening()).toBe(1);
    stop();
    expect(listening()).toBe(0);
  });
});
