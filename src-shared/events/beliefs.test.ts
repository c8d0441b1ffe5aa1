import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareUpdates } from '../topology/knowledge.ts';
import { PRESETS } from '../topology/presets.ts';
import { linkId, type Topology } from '../topology/topology.ts';
import { BeliefFold, type SeenHerd, type Verdict } from './beliefs.ts';
import type { HerdEvent, ServerState } from './events.ts';

const RING = PRESETS[0]!.topology;
const NAMES = RING.servers.map(({ name }) => name);
const address = { host: '127.0.0.1', port: 1 };
const STATES: Readonly<Record<'ready' | 'paused' | 'down', ServerState>> = {
  ready: { kind: 'ready', address, pid: 1 },
  paused: { kind: 'paused', address, pid: 1 },
  down: { kind: 'stopped', how: 'killed' },
};
type State = keyof typeof STATES;

const becomes = (time: number, server: string, state: State): HerdEvent => ({
  type: 'server',
  time,
  server,
  state: STATES[state],
});
const lineOf = (origin: string, client: string, seconds: number): string =>
  `AT ${origin} +0.1 ${client} +34-118 ${seconds}`;
const hears = (time: number, server: string, line: string, from?: string): HerdEvent => ({
  type: 'update',
  time,
  server,
  client: line.split(' ')[3] ?? '',
  line,
  cause: from === undefined ? { kind: 'client', peer: 'x' } : { kind: 'link', from },
});
const cutEvents = (time: number, a: string, b: string, cut: boolean): HerdEvent[] =>
  [
    [a, b],
    [b, a],
  ].map(([server = '', neighbour = '']) => ({
    type: 'link',
    time,
    server,
    neighbour,
    state: cut ? { kind: 'cut' } : { kind: 'connecting' },
  }));

/** A fold of the ring with all servers up. */
function ringUp(options?: ConstructorParameters<typeof BeliefFold>[1]): BeliefFold {
  const fold = new BeliefFold(RING, options);
  for (const name of NAMES) fold.take(becomes(0, name, 'ready'));
  return fold;
}

/** What the fold is to say, reckoned anew from nothing each time. */
class Model {
  readonly states = new Map<string, State>(NAMES.map((name) => [name, 'down']));
  readonly cut = new Set<string>();
  /** Seconds of the newest report of the client that each server knows. */
  readonly known = new Map<string, number>();
  newest = -1;

  hear(server: string, seconds: number): void {
    if (this.known.size === 0) this.newest = seconds;
    this.newest = Math.max(this.newest, seconds);
    this.known.set(server, seconds);
  }

  verdict(server: string, graceIsOver: boolean): Verdict {
    if (this.states.get(server) === 'down') return 'down';
    if (this.known.size === 0) return 'unknown';
    if (this.known.get(server) === this.newest) return 'knows';
    const told = [...this.known].some(
      ([who, what]) => what === this.newest && this.#isPath(who, server, new Set()),
    );
    if (!told) return 'cut-off';
    return graceIsOver ? 'should-know' : 'behind';
  }

  #isPath(from: string, to: string, seen: Set<string>): boolean {
    if (this.states.get(from) !== 'ready' || seen.has(from)) return false;
    if (from === to) return true;
    seen.add(from);
    return RING.links.some((link) => {
      if (this.cut.has(linkId(link))) return false;
      const next = link.a === from ? link.b : link.b === from ? link.a : undefined;
      return next !== undefined && this.#isPath(next, to, seen);
    });
  }
}

type Step =
  | { readonly do: 'state'; readonly state: State; readonly server: number }
  | { readonly do: 'link'; readonly cut: boolean; readonly link: number }
  | { readonly do: 'report'; readonly server: number; readonly seconds: number }
  | { readonly do: 'pass'; readonly link: number; readonly back: boolean };

function apply(step: Step, time: number, model: Model, fold: BeliefFold): void {
  if (step.do === 'link') {
    const link = RING.links[step.link]!;
    if (step.cut) model.cut.add(linkId(link));
    else model.cut.delete(linkId(link));
    for (const event of cutEvents(time, link.a, link.b, step.cut)) fold.take(event);
  } else if (step.do === 'report') {
    const server = NAMES[step.server]!;
    if (model.states.get(server) !== 'ready' || step.seconds <= (model.known.get(server) ?? -1)) return;
    model.hear(server, step.seconds);
    // One origin for all: which of two equal times is newer isn't what is tested here.
    fold.take(hears(time, server, lineOf('Alford', 'kiwi', step.seconds)));
  } else if (step.do === 'pass') {
    const { a, b } = RING.links[step.link]!;
    const [from, to] = step.back ? [b, a] : [a, b];
    const told = model.known.get(from);
    if (told === undefined || model.states.get(to) !== 'ready' || told <= (model.known.get(to) ?? -1)) return;
    model.hear(to, told);
    fold.take(hears(time, to, lineOf('Alford', 'kiwi', told), from));
  } else {
    const server = NAMES[step.server]!;
    if (step.state === 'paused' && model.states.get(server) === 'down') return;
    model.states.set(server, step.state);
    if (step.state === 'down') model.known.delete(server);
    fold.take(becomes(time, server, step.state));
  }
}

const server = fc.nat(NAMES.length - 1);
const link = fc.nat(RING.links.length - 1);
const step: fc.Arbitrary<Step> = fc.oneof(
  fc.record({
    do: fc.constant('state' as const),
    state: fc.constantFrom<State>('ready', 'ready', 'paused', 'down'),
    server,
  }),
  fc.record({ do: fc.constant('link' as const), cut: fc.boolean(), link }),
  fc.record({ do: fc.constant('report' as const), server, seconds: fc.nat(9) }),
  fc.record({ do: fc.constant('pass' as const), link, back: fc.boolean() }),
);

describe('beliefs', () => {
  it('are what a reckoning from nothing says, after every step', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (steps) => {
        const model = new Model();
        const fold = new BeliefFold(RING);
        for (const name of NAMES)
          apply({ do: 'state', state: 'ready', server: NAMES.indexOf(name) }, 0, model, fold);
        for (const [index, each] of steps.entries()) {
          const time = index + 1;
          apply(each, time, model, fold);
          for (const [now, over] of [
            [time, false],
            [time + 10_000, true],
          ] as const) {
            const told = Object.fromEntries(fold.verdicts('kiwi', now));
            expect(told).toEqual(Object.fromEntries(NAMES.map((name) => [name, model.verdict(name, over)])));
          }
        }
      }),
      { numRuns: 200 },
    );
  });

  it('give time for a healed link, but not for what was whole before', () => {
    const fold = ringUp();
    for (const neighbour of ['Alford', 'Ball']) {
      for (const event of cutEvents(0, 'Welsh', neighbour, true)) fold.take(event);
    }
    fold.take(hears(1, 'Alford', lineOf('Alford', 'kiwi', 5)));
    expect(fold.verdict('kiwi', 'Welsh', 9_000)).toBe('cut-off');
    expect(fold.verdict('kiwi', 'Ball', 1_000)).toBe('behind');
    expect(fold.verdict('kiwi', 'Ball', 9_000)).toBe('should-know');
    for (const event of cutEvents(9_000, 'Welsh', 'Alford', false)) fold.take(event);
    expect(fold.verdict('kiwi', 'Welsh', 10_000)).toBe('behind');
    expect(fold.expected('kiwi', 12_000)).toMatchObject({
      knows: ['Alford'],
      'should-know': ['Ball', 'Hamilton', 'Holiday', 'Welsh'],
    });
  });

  it('let time pass in a herd that is looked at all the time', () => {
    const herd = (): SeenHerd =>
      structuredClone({
        topology: RING,
        servers: NAMES.map((name) => ({
          name,
          ...address,
          state: STATES.ready,
          hosted: true,
          counters: null,
        })),
        links: RING.links.map((one) => ({ id: linkId(one), ...one, state: 'up' as const })),
      });
    const fold = new BeliefFold(RING);
    fold.see(herd(), 0);
    fold.take(hears(1, 'Alford', lineOf('Alford', 'kiwi', 5)));
    for (let time = 0; time < 60_000; time += 250) fold.see(herd(), time);
    expect(fold.verdict('kiwi', 'Welsh', 60_000)).toBe('should-know');
  });

  it('tell by which way an update came, and keep the newest in the protocol’s order', () => {
    const fold = ringUp();
    const line = lineOf('Alford', 'kiwi', 5);
    fold.take(hears(1, 'Alford', line));
    fold.take(hears(2, 'Hamilton', line, 'Alford'));
    fold.take(hears(3, 'Holiday', line, 'Hamilton'));
    expect(fold.belief('kiwi', 'Holiday')).toMatchObject({ hops: 2, heardAt: 3, line, origin: 'Alford' });
    fold.take(hears(4, 'Ball', lineOf('Ball', 'kiwi', 5)));
    const [newest, other] = [fold.newest('kiwi')!, fold.belief('kiwi', 'Alford')!];
    expect(newest.origin).toBe('Ball');
    expect(compareUpdates(newest, other)).toBe(1);
  });

  it('of a program that can’t be looked into are unknown until it is asked', () => {
    const topology: Topology = {
      ...RING,
      servers: RING.servers.map((spec) =>
        spec.name === 'Ball' ? { ...spec, command: { template: 'x' } } : spec,
      ),
    };
    const herd: SeenHerd = {
      topology,
      servers: NAMES.map((name) => ({ name, ...address, state: STATES.ready, hosted: true, counters: null })),
      links: RING.links.map((one) => ({ id: linkId(one), ...one, state: 'up' })),
    };
    const fold = new BeliefFold(topology);
    fold.see(herd, 0);
    const line = lineOf('Alford', 'kiwi', 5);
    fold.take(hears(1, 'Alford', line));
    expect(fold.verdict('kiwi', 'Ball', 60_000)).toBe('unknown');
    expect(fold.verdict('kiwi', 'Welsh', 60_000)).toBe('should-know');
    fold.learn('Ball', line, 2);
    expect(fold.verdict('kiwi', 'Ball', 60_000)).toBe('knows');
    expect(fold.verdict('nobody', 'Ball', 60_000)).toBe('unknown');
    // Another topology: who is no longer there is not spoken of, and has forgotten when it comes back.
    fold.see({ ...herd, topology: { ...topology, servers: [RING.servers[1]!], links: [] } }, 3);
    expect([...fold.verdicts('kiwi', 4).keys()]).toEqual(['Ball']);
    fold.see(herd, 5);
    expect(fold.belief('kiwi', 'Alford')).toBeUndefined();
  });

  it('keep so many clients and no more, those heard of last, and take hostile lines', () => {
    const fold = ringUp({ clients: 100 });
    for (let i = 0; i < 150; i++) fold.take(hears(i, 'Alford', lineOf('Alford', `c${i}`, 5)));
    fold.take(hears(200, 'Ball', lineOf('Alford', 'c60', 5), 'Alford'));
    expect(fold.dropped).toBe(50);
    expect([...fold.clients()].slice(0, 1).concat([...fold.clients()].slice(-1))).toEqual(['c50', 'c60']);
    fold.take({ ...hears(1, 'Alford', ''), line: 'AT __proto__ ' } as HerdEvent);
    fold.take(hears(201, 'Alford', lineOf('Alford', '__proto__', 5)));
    expect(fold.verdict('__proto__', 'Alford', 300)).toBe('knows');
  });
});
