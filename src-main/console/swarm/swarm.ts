/** Simulated clients that walk about and report to the herd's servers, over real connections, at a rate. */
import type { HerdSnapshot, Host } from '../../../src-shared/console-contract.ts';
import { HerdError } from '../../../src-shared/errors.ts';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import type { ConsoleHandlers } from '../../../src-shared/front-contract.ts';
import type { SwarmState } from '../../../src-shared/front-types.ts';
import { nowMs } from '../../herd/wall-clock.ts';
import { ReportMaker } from './report-maker.ts';
import { ReportServers } from './report-servers.ts';

/** How often reports go out, and how often it is told what they are doing. */
const TICK_MS = 10;
const TELL_MS = 250;
/** Seconds of reports that are made up for when the servers were too slow for a while; further ones are dropped. */
const MOST_BEHIND = 0.1;
const RATE_BUCKETS = 20;
const RATE_BUCKET_MS = 50;

export type SwarmRequest = Parameters<ConsoleHandlers['swarm.start']>[0];

export interface SwarmOptions {
  readonly host: Host;
  readonly emit: (event: HerdEvent) => void;
  /** 0 ≤ x < 1 */
  readonly random: () => number;
}

export class Swarm {
  readonly #options: SwarmOptions;
  #run: SwarmRun | undefined;

  constructor(options: SwarmOptions) {
    this.#options = options;
  }

  get state(): SwarmState {
    return this.#run?.state ?? { kind: 'idle' };
  }

  /** In place of the one that runs, if one does. @throws HerdError UNKNOWN_SERVER, NOT_RUNNING */
  async start(request: SwarmRequest): Promise<SwarmState> {
    const snapshot = await this.#options.host.call('herd.state', {});
    checkServers(request.servers, snapshot);
    this.#run?.end();
    this.#run = new SwarmRun(request, this.#options, snapshot);
    return this.state;
  }

  /** At once: what is on the way gets no answer. */
  async stop(): Promise<SwarmState> {
    if (this.#run === undefined) return this.state;
    this.#run.end();
    this.#run = undefined;
    this.#options.emit({ type: 'swarm', time: nowMs(), server: '-', swarm: this.state });
    return this.state;
  }
}

function checkServers(named: readonly string[], { servers }: HerdSnapshot): void {
  const known = servers.map(({ name }) => name);
  const stranger = named.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new HerdError('UNKNOWN_SERVER', { name: stranger, known });
  const wanted = servers.filter(({ name }) => named.length === 0 || named.includes(name));
  if (wanted.some(({ hosted, state }) => !hosted || state.kind === 'ready' || state.kind === 'paused'))
    return;
  throw new HerdError('NOT_RUNNING', {
    server: named.length === 0 ? 'The herd' : named.join(', '),
    state: 'stopped',
  });
}

class SwarmRun {
  readonly #request: SwarmRequest;
  readonly #emit: SwarmOptions['emit'];
  readonly #maker: ReportMaker;
  readonly #servers: ReportServers;
  readonly #achieved = new LastSecond();
  readonly #timers: NodeJS.Timeout[];
  #sent = 0;
  #answered = 0;
  #failed = 0;
  /** Reports that are due, with the fraction of the next one. */
  #due = 0;
  #last = performance.now();

  constructor(request: SwarmRequest, { host, emit, random }: SwarmOptions, snapshot: HerdSnapshot) {
    this.#request = request;
    this.#emit = emit;
    this.#maker = new ReportMaker(request, random);
    this.#servers = new ReportServers(host, request.servers, snapshot, {
      answered: () => {
        this.#answered++;
        this.#achieved.count(performance.now());
      },
      failed: (reports) => {
        this.#failed += reports;
      },
    });
    this.#timers = [setInterval(() => this.#tick(), TICK_MS), setInterval(() => this.#tell(), TELL_MS)];
  }

  get state(): SwarmState {
    return {
      kind: 'running',
      clients: this.#request.clients,
      wanted: this.#request.perSecond,
      achieved: this.#achieved.rate(performance.now()),
      sent: this.#sent,
      answered: this.#answered,
      failed: this.#failed,
    };
  }

  end(): void {
    for (const timer of this.#timers) clearInterval(timer);
    this.#servers.close();
  }

  #tick(): void {
    const now = performance.now();
    const { perSecond } = this.#request;
    this.#due += ((now - this.#last) / 1000) * perSecond;
    this.#last = now;
    this.#due = Math.min(this.#due, Math.max(1, perSecond * MOST_BEHIND));
    const sent = this.#servers.send(Math.floor(this.#due), () => this.#maker.next(performance.now()));
    this.#due -= sent;
    this.#sent += sent;
  }

  #tell(): void {
    this.#emit({ type: 'swarm', time: nowMs(), server: '-', swarm: this.state });
  }
}

/** How many there were in the last second, to a twentieth of it: whole buckets, without the one that is filling. */
class LastSecond {
  readonly #counts = new Uint32Array(RATE_BUCKETS + 1);
  #bucket = 0;

  count(now: number): void {
    this.#turnTo(now);
    const at = this.#bucket % this.#counts.length;
    this.#counts[at] = (this.#counts[at] ?? 0) + 1;
  }

  rate(now: number): number {
    this.#turnTo(now);
    const all = this.#counts.reduce((sum, count) => sum + count, 0);
    return all - (this.#counts[this.#bucket % this.#counts.length] ?? 0);
  }

  #turnTo(now: number): void {
    const bucket = Math.floor(now / RATE_BUCKET_MS);
    const passed = Math.min(bucket - this.#bucket, this.#counts.length);
    for (let i = 0; i < passed; i++) this.#counts[(bucket - i) % this.#counts.length] = 0;
    this.#bucket = bucket;
  }
}
