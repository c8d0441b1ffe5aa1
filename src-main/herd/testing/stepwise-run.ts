/**
 * A random run in which every step is waited for: after each, every server that answers must know exactly what the
 * model says, no less (it was told) and no more (it could not have heard).
 */
import { linkId, neighboursOf } from '../../../src-shared/topology/topology.ts';
import { anyTopology } from './graphs.ts';
import { HerdModel, heardFrom } from './herd-model.ts';
import { ReportMaker } from './report-maker.ts';
import { SeededRandom } from './seeded-random.ts';
import { eventually, TestHerd } from './test-herd.ts';

const STEPS = 14;

export async function stepwiseRun(seed: number): Promise<void> {
  const random = new SeededRandom(seed);
  const topology = anyTopology(random);
  const herd = await TestHerd.start({ topology });
  const run = new StepwiseRun(herd, new HerdModel(topology), random);
  try {
    await run.play();
  } catch (thrown) {
    throw new Error(`${String(thrown)}\n${run.told.join('\n')}`, { cause: thrown });
  } finally {
    await herd.close();
  }
}

class StepwiseRun {
  /** What was done so far. */
  readonly told: string[];
  readonly #herd: TestHerd;
  readonly #model: HerdModel;
  readonly #random: SeededRandom;
  readonly #reports: ReportMaker;

  constructor(herd: TestHerd, model: HerdModel, random: SeededRandom) {
    this.#herd = herd;
    this.#model = model;
    this.#random = random;
    this.#reports = new ReportMaker(random, 3);
    this.told = [`${model.topology.id}: ${model.topology.links.map(linkId).join(' ')}`];
    for (const name of model.names) model.start(name);
  }

  async play(): Promise<void> {
    for (let step = 0; step < STEPS; step++) {
      if (this.#random.chance(0.55)) await this.#report();
      else await this.#fault();
      await this.#agree();
    }
    await this.#mend();
    await this.#agree();
  }

  async #report(): Promise<void> {
    const model = this.#model;
    if (model.answering.length === 0) return;
    const server = this.#random.pick(model.answering);
    const { line } = this.#reports.next();
    const client = await this.#herd.client(server);
    const answer = await client.ask(line);
    client.destroy();
    this.told.push(`${server}: ${line} → ${answer}`);
    model.report(server, heardFrom(answer));
  }

  async #fault(): Promise<void> {
    const [command, among] = this.#random.pick(this.#possible());
    if (among.length === 0) return;
    const name = this.#random.pick(among);
    this.told.push(`${command} ${name}`);
    const model = this.#model;
    switch (command) {
      case 'link.cut':
        await this.#herd.host.call(command, { links: [name] });
        model.cut.add(name);
        return;
      case 'link.heal':
        await this.#herd.host.call(command, { links: [name] });
        model.cut.delete(name);
        return;
      default:
        await this.#herd.host.call(command, { servers: [name] });
    }
    if (command === 'server.start') model.start(name);
    else if (command === 'server.pause') model.paused.add(name);
    else if (command === 'server.resume') model.paused.delete(name);
    else model.end(name);
  }

  /**
   * What of the bytes that wait in a paused server's sockets is still read after their writer is gone, nobody can
   * say: until it goes on, its neighbours are left alone. The other runs (chaotic-run.ts) do them all the same.
   */
  #possible() {
    const { topology, names, up, paused, cut } = this.#model;
    const calm = (name: string): boolean =>
      !paused.has(name) && !neighboursOf(topology, name).some((neighbour) => paused.has(neighbour));
    const running = names.filter((name) => up.has(name));
    const links = topology.links.filter(({ a, b }) => !paused.has(a) && !paused.has(b)).map(linkId);
    return [
      ['server.kill', running.filter(calm)],
      ['server.stop', running.filter(calm)],
      ['server.start', names.filter((name) => !up.has(name))],
      ['server.start', names.filter((name) => !up.has(name))],
      ['server.pause', running.filter(calm)],
      ['server.resume', [...paused]],
      ['link.cut', links.filter((link) => !cut.has(link))],
      ['link.heal', [...cut]],
    ] as const;
  }

  async #mend(): Promise<void> {
    const { host } = this.#herd;
    this.told.push('mend everything');
    await host.call('server.resume', { servers: [] });
    await host.call('link.heal', { links: [] });
    await host.call('server.start', { servers: [] });
    const model = this.#model;
    model.paused.clear();
    model.cut.clear();
    for (const name of model.names) model.start(name);
  }

  async #agree(): Promise<void> {
    const model = this.#model;
    model.flood();
    const { clients } = this.#reports;
    for (const server of model.answering) {
      const wanted = clients.map((client) => model.known(server, client)?.line);
      let seen: (string | undefined)[] = [];
      const agrees = async (): Promise<boolean> => {
        seen = await this.#herd.beliefs(server, clients);
        return seen.every((line, i) => line === wanted[i]);
      };
      await eventually(
        agrees,
        () => `${server} knows ${JSON.stringify(wanted)}, not ${JSON.stringify(seen)}`,
      );
    }
  }
}
