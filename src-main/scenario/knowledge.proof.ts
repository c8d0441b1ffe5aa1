/**
 * The model against simulated herds: whatever order messages arrive in, nobody knows what the model rules
 * out, and when all is quiet everybody knows what the model demands.
 */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { compareUpdates, Knowledge, type KnownUpdate } from '../../src-shared/topology/knowledge.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { linkId, type Topology } from '../../src-shared/topology/topology.ts';
import { SeededRandom } from './values.ts';

const CLIENTS = ['kiwi', 'mango'];

class Simulation {
  readonly #topology: Topology;
  readonly #random: SeededRandom;
  readonly model: Knowledge;
  readonly names: readonly string[];
  readonly stores = new Map<string, Map<string, KnownUpdate>>();
  readonly states = new Map<string, 'ready' | 'paused' | 'down'>();
  readonly cut = new Set<string>();
  /** What is on its way: lost when the link is cut or its reader dies, kept when its writer dies. */
  #flying: { from: string; life: number; to: string; update: KnownUpdate }[] = [];
  /** How often each server has been started. */
  readonly #lives = new Map<string, number>();

  constructor(topology: Topology, seed: number) {
    this.#topology = topology;
    this.#random = new SeededRandom(seed);
    this.model = new Knowledge(topology);
    this.names = topology.servers.map(({ name }) => name);
    for (const name of this.names) this.start(name);
    this.tellModel();
  }

  start(name: string): void {
    this.#lives.set(name, this.#lifeOf(name) + 1);
    this.states.set(name, 'ready');
    this.stores.set(name, new Map());
    this.#connect();
  }

  tellModel(): void {
    const are = (state: string) => new Set(this.names.filter((name) => this.states.get(name) === state));
    this.model.changeTo({ ready: are('ready'), paused: are('paused'), cut: new Set(this.cut) });
  }

  /** One random thing happens; the model is told as a run would tell it. */
  step(): void {
    const server = this.#pick(this.names);
    const link = linkId(this.#pick(this.#topology.links));
    switch (this.#random.between(0, 8)) {
      case 0:
        this.states.set(server, 'down');
        this.stores.set(server, new Map());
        this.#flying = this.#flying.filter(({ to }) => to !== server);
        break;
      case 1:
        if (this.states.get(server) === 'down') this.start(server);
        break;
      case 2:
        if (this.states.get(server) === 'ready') this.states.set(server, 'paused');
        break;
      case 3:
        if (this.states.get(server) === 'paused') {
          this.states.set(server, 'ready');
          this.#connect();
        }
        break;
      case 4:
        this.cut.add(link);
        this.#flying = this.#flying.filter(({ from, to }) => !this.#isCut(from, to));
        break;
      case 5:
        this.cut.delete(link);
        this.#connect();
        break;
      default:
        this.#report(server);
    }
    this.tellModel();
    this.deliver(this.#random.between(0, 6));
  }

  #report(server: string): void {
    if (this.states.get(server) !== 'ready') return;
    const client = this.#pick(CLIENTS);
    const timestamp = String(this.#random.between(1, 9));
    const update = this.model.sent(server, { client, location: '+1+1', timestamp, origin: server });
    this.#learn(server, update, undefined);
    if (this.#random.between(0, 3) > 0) this.model.answered(server, update, 'line');
  }

  #learn(server: string, update: KnownUpdate, from: string | undefined): void {
    const store = this.stores.get(server);
    const known = store?.get(update.client);
    if (known && compareUpdates(known, update) >= 0) return;
    store?.set(update.client, update);
    for (const to of this.#neighbours(server)) if (to !== from) this.#fly(server, to, update);
  }

  /** New links are told everything; telling it on the old ones again changes nothing. */
  #connect(): void {
    for (const [from, store] of this.stores) {
      if (this.states.get(from) !== 'ready') continue;
      for (const update of store.values()) {
        for (const to of this.#neighbours(from)) this.#fly(from, to, update);
      }
    }
  }

  #fly(from: string, to: string, update: KnownUpdate): void {
    this.#flying.push({ from, life: this.#lifeOf(from), to, update });
  }

  #lifeOf(server: string): number {
    return this.#lives.get(server) ?? 0;
  }

  #neighbours(server: string): string[] {
    if (this.states.get(server) === 'down') return [];
    return this.#topology.links.flatMap(({ a, b }) => {
      const other = a === server ? b : b === server ? a : undefined;
      return other && this.states.get(other) !== 'down' && !this.#isCut(a, b) ? [other] : [];
    });
  }

  #isCut(a: string, b: string): boolean {
    return this.cut.has(`${a}-${b}`) || this.cut.has(`${b}-${a}`);
  }

  deliver(count: number): void {
    for (let i = 0; i < count; i++) {
      const ready = this.#flying.filter(({ to }) => this.states.get(to) === 'ready');
      if (ready.length === 0) return;
      const message = this.#pick(ready);
      this.#flying.splice(this.#flying.indexOf(message), 1);
      // Who has been started again since it sent this has forgotten it: it is told like everybody else.
      const same = this.#lifeOf(message.from) === message.life;
      this.#learn(message.to, message.update, same ? message.from : undefined);
      this.check();
    }
  }

  quiesce(): void {
    while (this.#flying.some(({ to }) => this.states.get(to) === 'ready')) this.deliver(10);
  }

  /** Nobody knows what the model rules out. */
  check(): void {
    for (const server of this.model.ready) {
      for (const update of this.stores.get(server)?.values() ?? []) {
        expect(this.model.cannotKnow(update), `${server} knows`).not.toContain(server);
      }
    }
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[this.#random.between(0, from.length - 1)];
    if (picked === undefined) throw new Error('nothing to pick from');
    return picked;
  }
}

it('holds for 1,000 random herds', () => {
  let demanded = 0;
  let ruledOut = 0;
  fc.assert(
    fc.property(
      fc.integer(),
      fc.constantFrom(...PRESETS),
      fc.integer({ min: 1, max: 40 }),
      (seed, { topology }, steps) => {
        const herd = new Simulation(topology, seed);
        for (let i = 0; i < steps; i++) herd.step();
        herd.quiesce();
        herd.check();
        for (const client of CLIENTS) {
          for (const update of herd.model.updatesOf(client)) ruledOut += herd.model.cannotKnow(update).length;
          for (const server of herd.model.ready) {
            const least = herd.model.least(server, client);
            if (!least) continue;
            demanded++;
            const known = herd.stores.get(server)?.get(client);
            expect(known && compareUpdates(known, least) >= 0, `${server} must know ${client}`).toBe(true);
          }
        }
      },
    ),
    { numRuns: 1_000 },
  );
  // A model that claims nothing would pass as well: it must have had something to say.
  expect(demanded).toBeGreaterThan(1_000);
  expect(ruledOut).toBeGreaterThan(1_000);
});
