/**
 * A server hosted as a child process: any program, started from a command template. It is killed with real
 * signals, it can't outlive us, and its connections to its neighbours pass through proxies of ours where its
 * command asks us for their addresses, so that its links can be cut.
 */
import { resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import type { Address, CommandSpec } from '../../src-shared/topology/topology.ts';
import { claimAddress } from '../ground/free-port.ts';
import type { NodeContext, ServerNode } from '../herd/server-node.ts';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import { makeSurroundings, type Surroundings } from './child-surroundings.ts';
import { type CommandTemplate, readTemplate } from './command-template.ts';
import { findProgram } from './find-program.ts';
import { tapLines } from './line-tap.ts';
import { LinkProxy } from './link-proxy.ts';
import { OutputTail } from './output-tail.ts';
import { whenReady } from './readiness.ts';
import { type ChildEnd, SupervisedChild } from './supervised-child.ts';

export interface ChildNodeOptions {
  /** How long a program may take until its port answers. */
  readonly startTimeoutMs?: number;
  /** How long a stopped program may take to end before it is killed. */
  readonly stopGraceMs?: number;
  /** From 0 to below 1: for the choice of a free port. */
  readonly random?: () => number;
  /** Milliseconds since 1970, with fractions: for the events. */
  readonly now?: () => number;
  /** Further arguments and variables, asked at each start and taken as they are. */
  readonly more?: () => {
    readonly args: readonly string[];
    readonly env: Readonly<Record<string, string>>;
  };
  /**
   * Whether its dialling of a neighbour that is down, or cut off, is refused rather than accepted and reset. A
   * server that keeps its links, as ours does, would take the lines that it wrote before the reset for delivered.
   */
  readonly refusesWhenDown?: boolean;
}

const DEFAULTS: Required<ChildNodeOptions> = {
  startTimeoutMs: 30_000,
  stopGraceMs: 3_000,
  random: Math.random,
  now: () => performance.timeOrigin + performance.now(),
  more: () => ({ args: [], env: {} }),
  refusesWhenDown: false,
};

/** A program that runs, with all that was made for it. */
interface Run {
  readonly address: Address;
  readonly child: SupervisedChild;
  readonly tail: OutputTail;
  /** Resolves when the child is gone and everything made for it is taken away. */
  readonly over: Promise<void>;
}

/** Why a server that was starting isn't wanted any more. */
type Ask = 'stopped' | 'killed';

type Phase =
  | { readonly kind: 'idle' }
  | { readonly kind: 'starting'; readonly asked: AbortController; readonly over: Promise<void> }
  | { readonly kind: 'running'; readonly run: Run }
  /** It was asked to end, so that its end is no crash. */
  | { readonly kind: 'ending'; readonly run: Run };

export class ChildNode implements ServerNode {
  readonly name: string;
  readonly #ctx: NodeContext;
  readonly #options: Required<ChildNodeOptions>;
  readonly #spec: CommandSpec;
  readonly #template: CommandTemplate;
  readonly #proxies = new Map<string, LinkProxy>();
  #phase: Phase = { kind: 'idle' };

  /** A relative `cwd` of the command is seen from this process's. Throws HerdError COMMAND_TEMPLATE. */
  constructor(ctx: NodeContext, command: CommandSpec, options: ChildNodeOptions = {}) {
    this.name = ctx.name;
    this.#ctx = ctx;
    this.#spec = command;
    this.#template = readTemplate(ctx.name, command.template, command.env);
    this.#options = { ...DEFAULTS, ...options };
  }

  async start(address: Address): Promise<{ readonly address: Address; readonly pid: number }> {
    if (this.#phase.kind !== 'idle') {
      throw new HerdError('INTERNAL', {
        problem: `${this.name} was started while it was ${this.#phase.kind}`,
      });
    }
    const asked = new AbortController();
    const launched = this.#launch(address, asked.signal);
    const over = launched.then(
      () => {},
      () => {},
    );
    this.#phase = { kind: 'starting', asked, over };
    try {
      const run = await launched;
      return { address: run.address, pid: run.child.pid };
    } catch (thrown) {
      this.#phase = { kind: 'idle' };
      throw thrown;
    }
  }

  async stop(): Promise<void> {
    await this.#finish('stopped', (child) => child.stop(this.#options.stopGraceMs));
  }

  async kill(): Promise<void> {
    await this.#finish('killed', (child) => child.kill());
  }

  pause(): void {
    if (this.#phase.kind === 'running') this.#phase.run.child.signal('SIGSTOP');
  }

  resume(): void {
    if (this.#phase.kind === 'running') this.#phase.run.child.signal('SIGCONT');
  }

  setCut(neighbour: string, cut: boolean): void {
    if (cut && !this.#template.tellsNeighbours) {
      throw new HerdError('LINK_NOT_OURS', { link: `${this.name}-${neighbour}`, server: this.name });
    }
    const proxy = this.#proxies.get(neighbour);
    if (cut) proxy?.resetAll();
    proxy?.refresh();
  }

  /**
   * A program is told its neighbours when it starts. A link that is gone lets nothing through any more; one that
   * comes again is the same; of one that is new the program only hears at its next start.
   */
  setLink(neighbour: string, linked: boolean): boolean {
    if (this.#phase.kind === 'idle' || this.#phase.kind === 'ending') return true;
    const proxy = this.#proxies.get(neighbour);
    if (!linked) proxy?.resetAll();
    proxy?.refresh();
    // Of a link that it was never told of, it needn't be told that it is gone.
    if (proxy === undefined) return !linked;
    return this.#template.tellsNeighbours;
  }

  async #finish(ask: Ask, how: (child: SupervisedChild) => Promise<void>): Promise<void> {
    if (this.#phase.kind === 'starting') {
      const { asked, over } = this.#phase;
      asked.abort(ask);
      await over;
    }
    const phase: Phase = this.#phase;
    if (phase.kind !== 'running' && phase.kind !== 'ending') return;
    this.#phase = { kind: 'ending', run: phase.run };
    await Promise.all([how(phase.run.child), phase.run.over]);
  }

  async #launch(wanted: Address, asked: AbortSignal): Promise<Run> {
    const undo: (() => Promise<void>)[] = [];
    const takeAway = async () => {
      for (const step of undo.splice(0).reverse()) await step();
    };
    try {
      const address = await claimAddress(this.name, wanted, this.#options.random);
      undo.push(() => this.#closeProxies());
      const unsubscribe = this.#ctx.events.subscribe(['server'], ({ server }) =>
        this.#proxies.get(server)?.refresh(),
      );
      undo.push(async () => unsubscribe());
      const dialled = await this.#openProxies();
      const surroundings = await makeSurroundings(this.name, address, dialled);
      undo.push(() => surroundings.remove());
      const tail = new OutputTail((stream, text) => {
        const { events } = this.#ctx;
        if (!events.wanted.output) return;
        events.emit({ type: 'output', time: this.#options.now(), server: this.name, stream, text });
      });
      const child = await this.#spawn(surroundings, tail, asked);
      undo.push(() => child.kill());
      await this.#ready(address, child, tail, asked);
      const over = child.ended.then(async (end) => {
        const crashed = this.#phase.kind === 'running';
        await takeAway();
        this.#phase = { kind: 'idle' };
        if (crashed) this.#ctx.onCrash(this.#crash(end, tail));
      });
      const run: Run = { address, child, tail, over };
      this.#phase = { kind: 'running', run };
      return run;
    } catch (thrown) {
      await takeAway();
      throw thrown;
    }
  }

  async #spawn(surroundings: Surroundings, tail: OutputTail, asked: AbortSignal): Promise<SupervisedChild> {
    const { program, args } = this.#template.words(surroundings.values);
    const more = this.#options.more();
    const cwd = resolve(this.#spec.cwd ?? '.');
    // Python keeps what it prints to a pipe for itself, and a crash would take the last lines with it.
    const env: NodeJS.ProcessEnv = {
      PYTHONUNBUFFERED: '1',
      ...inheritedEnv(),
      ...surroundings.env,
      ...this.#template.env(surroundings.values),
      ...more.env,
    };
    const found = await findProgram(program, cwd, env['PATH'] ?? '');
    if ('reason' in found) {
      throw new HerdError('PROGRAM_MISSING', { server: this.name, program, reason: found.reason });
    }
    this.#throwIfAsked(asked);
    return new SupervisedChild(
      { program: found.path, args: [...args, ...more.args], cwd, env, folder: surroundings.folder },
      tail,
    );
  }

  async #ready(
    address: Address,
    child: SupervisedChild,
    tail: OutputTail,
    asked: AbortSignal,
  ): Promise<void> {
    const { startTimeoutMs } = this.#options;
    const hopeless = new AbortController();
    const giveUp = () => hopeless.abort();
    const timer = setTimeout(giveUp, startTimeoutMs);
    asked.addEventListener('abort', giveUp);
    void child.ended.then(giveUp);
    const seen = await whenReady(address, child.pid, hopeless.signal);
    clearTimeout(timer);
    asked.removeEventListener('abort', giveUp);
    this.#throwIfAsked(asked);
    if (!child.isAlive) throw this.#crash(await child.ended, tail);
    if (seen.kind === 'taken') {
      const holder = `${seen.by.program} (pid ${seen.by.pid})`;
      throw new HerdError('PORT_IN_USE', { server: this.name, ...address, holder });
    }
    if (seen.kind === 'given-up') {
      throw new HerdError('START_TIMEOUT', {
        server: this.name,
        address: `${address.host}:${address.port}`,
        seconds: startTimeoutMs / 1_000,
        output: tail.lines,
      });
    }
  }

  #throwIfAsked(asked: AbortSignal): void {
    if (asked.aborted) throw new HerdError('NOT_RUNNING', { server: this.name, state: String(asked.reason) });
  }

  #crash(end: ChildEnd, tail: OutputTail): HerdError {
    if (end.kind === 'exit') {
      return new HerdError('SERVER_CRASHED', { server: this.name, how: end.how, output: tail.lines });
    }
    const program = this.#spec.template;
    return new HerdError('PROGRAM_MISSING', { server: this.name, program, reason: end.reason });
  }

  async #openProxies(): Promise<Map<string, Address>> {
    const addresses = new Map<string, Address>();
    for (const neighbour of this.#ctx.neighbours) {
      const proxy = await this.#openProxy(neighbour);
      this.#proxies.set(neighbour, proxy);
      addresses.set(neighbour, proxy.address);
    }
    return addresses;
  }

  async #openProxy(neighbour: string): Promise<LinkProxy> {
    const { random, now, refusesWhenDown } = this.#options;
    const ctx = this.#ctx;
    const isCut = (): boolean => ctx.isCut(neighbour) || !ctx.neighbours.includes(neighbour);
    const options = {
      addressOf: () => ctx.addressOf(neighbour),
      isCut,
      tap: () => tapLines(ctx.events, this.name, neighbour, now),
    };
    if (!refusesWhenDown) return LinkProxy.open(options);
    // A port that is given up for a while must not be one that the system gives to others.
    const at = await claimAddress(this.name, { host: '127.0.0.1', port: 0 }, random);
    return LinkProxy.open({ ...options, at, isShut: () => isCut() || !ctx.isUp(neighbour) });
  }

  async #closeProxies(): Promise<void> {
    const open = [...this.#proxies.values()];
    this.#proxies.clear();
    await Promise.all(open.map((proxy) => proxy.close()));
  }
}

/** Our own environment without the Places key: a command that is to have it names it. */
function inheritedEnv(): NodeJS.ProcessEnv {
  const env = { ...process.env };
  delete env[PLACES_KEY_VARIABLE];
  return env;
}
