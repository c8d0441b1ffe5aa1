/**
 * A random run in which nothing is waited for: reports, kills, starts, pauses and cuts fall into each other. What
 * must hold then: once all is mended, all servers know the same of each client, byte for byte; it is something that
 * was reported, and not older than what a server that never ended had answered.
 */
import { HerdError } from '../../../src-shared/errors.ts';
import { linkId } from '../../../src-shared/topology/topology.ts';
import { anyTopology } from './graphs.ts';
import { compareNews, type Heard, heardFrom } from './herd-model.ts';
import { ReportMaker } from './report-maker.ts';
import { SeededRandom } from './seeded-random.ts';
import { eventually, TestHerd } from './test-herd.ts';
import { WireClient } from './wire-client.ts';

const STEPS = 60;
const SERVER_COMMANDS = [
  'server.kill',
  'server.stop',
  'server.start',
  'server.pause',
  'server.resume',
] as const;
const LINK_COMMANDS = ['link.cut', 'link.heal'] as const;

interface Sent {
  readonly server: string;
  /** How often the server had been ended when this was sent. */
  readonly life: number;
  /** Undefined when no answer came. */
  readonly answer: Promise<string | undefined>;
}

export async function chaoticRun(seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const herd = await TestHerd.start({ topology: anyTopology(random) });
  const run = new ChaoticRun(herd, random);
  try {
    await run.play();
  } catch (thrown) {
    throw new Error(`${String(thrown)}\n${run.told.join('\n')}`, { cause: thrown });
  } finally {
    await herd.close();
  }
}

class ChaoticRun {
  readonly told: string[] = [];
  readonly #herd: TestHerd;
  readonly #random: SeededRandom;
  readonly #reports: ReportMaker;
  readonly #links: readonly string[];
  readonly #lives = new Map<string, number>();
  readonly #sent: Sent[] = [];
  readonly #lines = new Set<string>();
  readonly #underWay: Promise<unknown>[] = [];

  constructor(herd: TestHerd, random: SeededRandom) {
    this.#herd = herd;
    this.#random = random;
    this.#reports = new ReportMaker(random, 4);
    this.#links = herd.topology.links.map(linkId);
    this.told.push(this.#links.join(' '));
  }

  async play(): Promise<void> {
    const random = this.#random;
    for (let step = 0; step < STEPS; step++) {
      if (random.chance(0.6)) await this.#report();
      else if (random.chance(0.7)) this.#do(random.pick(SERVER_COMMANDS), random.pick(this.#herd.names));
      else this.#do(random.pick(LINK_COMMANDS), random.pick(this.#links));
      // Sometimes the loop turns a few times between two steps, mostly it doesn't.
      for (let turns = random.pick([0, 0, 0, 1, 3, 10]); turns > 0; turns--) await turn();
    }
    await this.#mend();
    await this.#allEqual();
    const before = await this.#herd.beliefs(this.#herd.names[0] as string, this.#reports.clients);
    await this.#markers();
    // Nothing was still under way.
    await this.#allEqual();
    const after = await this.#herd.beliefs(this.#herd.names[0] as string, this.#reports.clients);
    if (JSON.stringify(before) !== JSON.stringify(after)) throw new Error(`${after} came after ${before}`);
  }

  async #report(): Promise<void> {
    const server = this.#random.pick(this.#herd.names);
    const { line } = this.#reports.next();
    this.told.push(`${server}: ${line}`);
    const [, client, location, timestamp] = line.split(' ');
    this.#lines.add([server, client, location, timestamp].join(' '));
    const life = this.#lives.get(server) ?? 0;
    const address = await this.#herd.server(server);
    const answer = WireClient.open(address).then(
      (connection) =>
        connection
          .ask(line)
          .catch(() => undefined)
          .finally(() => connection.destroy()),
      () => undefined,
    );
    this.#sent.push({ server, life, answer });
  }

  #do(command: (typeof SERVER_COMMANDS)[number] | (typeof LINK_COMMANDS)[number], name: string): void {
    this.told.push(`${command} ${name}`);
    if (command === 'server.kill' || command === 'server.stop') {
      this.#lives.set(name, (this.#lives.get(name) ?? 0) + 1);
    }
    const { host } = this.#herd;
    const done = command.startsWith('link')
      ? host.call(command as (typeof LINK_COMMANDS)[number], { links: [name] })
      : host.call(command as (typeof SERVER_COMMANDS)[number], { servers: [name] });
    this.#underWay.push(
      done.catch((thrown: unknown) => {
        if (!(thrown instanceof HerdError && thrown.code === 'NOT_RUNNING')) throw thrown;
      }),
    );
  }

  async #mend(): Promise<void> {
    const { host } = this.#herd;
    await Promise.all(this.#underWay);
    await host.call('server.start', { servers: [] });
    await host.call('server.resume', { servers: [] });
    await host.call('link.heal', { links: [] });
  }

  async #allEqual(): Promise<void> {
    const { names } = this.#herd;
    const { clients } = this.#reports;
    const least = await this.#least();
    let seen: string[] = [];
    const holds = async (): Promise<boolean> => {
      const all = await Promise.all(names.map((name) => this.#herd.beliefs(name, clients)));
      seen = all.map((lines) => JSON.stringify(lines));
      if (seen.some((lines) => lines !== seen[0])) return false;
      return clients.every((client, i) => {
        const line = all[0]?.[i];
        const atLeast = least.get(client);
        if (line === undefined) return atLeast === undefined;
        const heard = heardFrom(line);
        if (!this.#lines.has([heard.origin, client, heard.location, heard.timestamp].join(' ')))
          throw new Error(`nobody reported ${line}`);
        return atLeast === undefined || compareNews(heard, atLeast) >= 0;
      });
    };
    const wanted = JSON.stringify([...least.values()].map(({ line }) => line));
    await eventually(
      holds,
      () => `all know at least ${wanted}:\n${names.map((n, i) => `${n} ${seen[i]}`).join('\n')}`,
    );
  }

  /** The newest answer for each client that a server gave which didn't end after that. */
  async #least(): Promise<Map<string, Heard>> {
    const least = new Map<string, Heard>();
    for (const { server, life, answer } of this.#sent) {
      const line = await answer;
      if (line === undefined || (this.#lives.get(server) ?? 0) !== life) continue;
      const heard = heardFrom(line);
      const known = least.get(heard.client);
      if (known === undefined || compareNews(heard, known) > 0) least.set(heard.client, heard);
    }
    return least;
  }

  /** A new client at each server, until all know it: what was flooded before it has arrived by then. */
  async #markers(): Promise<void> {
    for (const server of this.#herd.names) {
      const client = await this.#herd.client(server);
      const line = await client.ask(`IAMAT marker-${server} +0+0 1`);
      for (const name of this.#herd.names) await this.#herd.untilKnown(name, `marker-${server}`, line);
    }
  }
}

const turn = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));
