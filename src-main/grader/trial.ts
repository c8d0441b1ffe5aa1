/**
 * What a check can do: talk to the herd, change it, wait for facts, and judge. Everything that goes and comes becomes
 * evidence by itself.
 */
import { decodeText, encodeText, type Update } from '../../src-shared/protocol/index.ts';
import { type Faults, reachableFrom } from '../../src-shared/topology/reachability.ts';
import { type Address, neighboursOf, type Topology } from '../../src-shared/topology/topology.ts';
import { readAtLine } from './at-line.ts';
import { Client } from './client.ts';
import { type Difference, differenceOf, type EvidenceLog } from './evidence.ts';
import type { HerdUnderTest } from './herd-under-test.ts';
import { Impostor } from './impostor.ts';
import { late } from './late.ts';
import { type Budget, PATIENCE, waitFor } from './patience.ts';
import { PlacesDesk } from './places-desk.ts';
import type { Random } from './random.ts';
import { startFailure } from './start-failure.ts';
import { type Answer, type Dialect, type Input, type TalkOptions, talk, wallSeconds } from './talk.ts';
import { CheckFailure, type FailureDetails, HinderedHere } from './verdict.ts';

export interface ReportFields {
  readonly client: string;
  readonly location: string;
  readonly timestamp: string;
}

/** A report that was answered with an AT line about it. */
export interface Reported extends ReportFields {
  readonly origin: string;
  /** The AT line, without line end, and taken apart. */
  readonly line: string;
  readonly update: Update;
  readonly answer: Answer;
}

export interface Asked {
  readonly answer: Answer;
  /** The first line, where it is an AT line. */
  readonly line: string | undefined;
  readonly update: Update | undefined;
  /** The bytes after the first line's LF. */
  readonly json: Uint8Array;
}

export interface TrialOptions {
  /** The server that a check talks to when any will do. */
  readonly server: string;
  readonly random: Random;
  readonly evidence: EvidenceLog;
  readonly signal: AbortSignal;
  /** The check's own time, where it has one. */
  readonly clock?: Pick<Budget, 'hold'>;
}

export class Trial {
  readonly topology: Topology;
  /** Names of all servers, in the topology's order. */
  readonly names: readonly string[];
  /** The server that a check talks to when any will do. It runs. */
  readonly server: string;
  readonly dialect: Dialect;
  readonly random: Random;
  readonly evidence: EvidenceLog;
  readonly places: PlacesDesk;
  /** Aborted when the check has to end: its time is up, a storm, an interruption. All waiting here ends with it. */
  readonly signal: AbortSignal;
  readonly #herd: HerdUnderTest;
  readonly #clock: TrialOptions['clock'];
  readonly #open: (() => Promise<void> | void)[] = [];
  /** What is being done to the herd. */
  readonly #changes = new Set<Promise<unknown>>();
  #lastNanos = 0n;

  constructor(herd: HerdUnderTest, options: TrialOptions) {
    this.#herd = herd;
    this.#clock = options.clock;
    this.topology = herd.topology;
    this.names = herd.topology.servers.map(({ name }) => name);
    this.dialect = herd.dialect;
    this.server = options.server;
    this.random = options.random;
    this.evidence = options.evidence;
    this.signal = options.signal;
    this.places = new PlacesDesk(herd, options.evidence, options.signal);
  }

  // Values

  /** A client's id that no other check and no other attempt has used. */
  client(): string {
    return `${this.random.pick(['kiwi', 'mango', 'papaya', 'lychee', 'guava'])}-${this.random.word(10)}.example.com`;
  }

  /** A valid location: `+12.345678-098.765432`. */
  location(): string {
    const part = (most: number, digits: number): string => {
      const whole = String(this.random.between(0, most - 1)).padStart(digits, '0');
      return `${this.random.pick(['+', '-'])}${whole}.${String(this.random.between(0, 999_999)).padStart(6, '0')}`;
    };
    return part(90, 2) + part(180, 3);
  }

  /** The present time as a client writes it, with nine digits; each is later than the one before. */
  now(): string {
    const nanos = BigInt(Math.floor(wallSeconds() * 1e6)) * 1_000n;
    this.#lastNanos = nanos > this.#lastNanos ? nanos : this.#lastNanos + 1n;
    return nanosToTimestamp(this.#lastNanos);
  }

  // The oracle

  neighboursOf(server: string): string[] {
    return neighboursOf(this.topology, server);
  }

  /** Who must come to know what `origin` is told while `faults` hold, itself included, in the topology's order. */
  reachable(origin: string, faults: Faults = {}): string[] {
    const reached = reachableFrom(this.topology, origin, faults);
    return this.names.filter((name) => reached.has(name));
  }

  // The herd

  get running(): readonly string[] {
    return this.#herd.running;
  }

  addressOf(server: string): Address {
    return this.#herd.addressOf(server);
  }

  /** All are waited for, so that nothing is still being started when it is known that one can't be. */
  async start(...servers: readonly string[]): Promise<void> {
    this.evidence.action(`started ${servers.join(', ')}`);
    const outcomes = await this.untimed(() =>
      Promise.allSettled(servers.map((server) => this.#change(() => this.#herd.start(server, this.signal)))),
    );
    const problems = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    this.signal.throwIfAborted();
    if (problems.length > 0) throw startFailure(problems, this.names) ?? problems[0];
  }

  /** With SIGKILL. */
  async kill(...servers: readonly string[]): Promise<void> {
    this.evidence.action(`killed ${servers.join(', ')}`);
    await Promise.all(servers.map((server) => this.#change(() => this.#herd.kill(server))));
  }

  /** With SIGTERM; tells how it ended. */
  async stop(server: string): Promise<Awaited<ReturnType<HerdUnderTest['stop']>>> {
    const end = await this.#change(() => this.#herd.stop(server));
    this.evidence.action(
      `asked ${server} to end: ${end.how}, ${end.status}, after ${end.seconds.toFixed(1)} s`,
    );
    return end;
  }

  async restart(server: string): Promise<void> {
    await this.kill(server);
    await this.start(server);
  }

  /** How a server ended by itself; undefined: it runs, or we ended it. */
  endOf(server: string): ReturnType<HerdUnderTest['endOf']> {
    return this.#herd.endOf(server);
  }

  /** Fails when a server has ended by itself. */
  expectAlive(...servers: readonly string[]): void {
    for (const server of servers) {
      const end = this.#herd.endOf(server);
      if (!end) continue;
      this.evidence.add({ kind: 'output', server, lines: this.#herd.outputOf(server) });
      this.fail(`${server} ended by itself: ${end.status}`);
    }
  }

  outputOf(server: string): readonly string[] {
    return this.#herd.outputOf(server);
  }

  /** CPU seconds that the herd's processes have used. */
  cpuSeconds(): number {
    return this.#herd.cpuSeconds();
  }

  /** Looks for so long whether the servers go on sending to each other. Ask them nothing meanwhile. */
  floods(ms: number): Promise<boolean> {
    return this.#herd.floods(ms, this.signal);
  }

  /** What the herd wrote to files: its logs, wherever they are. */
  writtenFiles(): ReturnType<HerdUnderTest['writtenFiles']> {
    return this.#herd.writtenFiles();
  }

  /** Takes the place of a server, which is killed if it runs. It is left when the check ends. */
  async impersonate(server: string): Promise<Impostor> {
    return this.#change(async () => {
      await this.#herd.kill(server);
      const impostor = await Impostor.open(server, this.#herd.addressOf(server), this.evidence, this.signal);
      this.#herd.tookPlace(server, true);
      this.#open.push(async () => {
        await impostor.close();
        this.#herd.tookPlace(server, false);
      });
      this.evidence.action(`took the place of ${server}`);
      return impostor;
    });
  }

  // Talking

  /** A connection to use freely; it is closed when the check ends. */
  async open(server: string): Promise<Client> {
    const client = await this.#connect(server);
    this.#open.push(() => client.close());
    return client;
  }

  /** One exchange on a connection of its own, in the dialect that works for this herd unless options say otherwise. */
  async talk(server: string, input: Input, options: TalkOptions = {}): Promise<Answer> {
    const client = await this.#connect(server);
    return talk(client, input, this.dialect, options);
  }

  /** Reports a client and expects an AT line about it. Fields that aren't given are new and valid. */
  async report(server: string, fields: Partial<ReportFields> = {}): Promise<Reported> {
    const { client = this.client(), location = this.location(), timestamp = this.now() } = fields;
    const answer = await this.talk(server, `IAMAT ${client} ${location} ${timestamp}`);
    const line = (answer.text.split('\n', 1)[0] ?? '').replace(/\r$/, '');
    const update = readAtLine(line);
    if (update?.client !== client) {
      return this.fail(`${server} did not answer IAMAT with an AT line`, {
        difference: this.#against(`AT ${server} `, answer),
      });
    }
    return { client, location, timestamp, origin: server, line, update, answer };
  }

  /** Asks for a client. Nothing is expected of the answer. */
  async ask(
    server: string,
    client: string,
    radius = '10',
    bound = '5',
    options: TalkOptions = {},
  ): Promise<Asked> {
    const answer = await this.talk(server, `WHATSAT ${client} ${radius} ${bound}`, options);
    const lineEnd = answer.bytes.indexOf(0x0a);
    const line = decodeText(answer.bytes.subarray(0, lineEnd === -1 ? undefined : lineEnd)).replace(
      /\r$/,
      '',
    );
    const update = readAtLine(line);
    const json = lineEnd === -1 ? new Uint8Array(0) : answer.bytes.subarray(lineEnd + 1);
    if (update === undefined) return { answer, line: undefined, update, json };
    return { answer, line, update, json };
  }

  /** What a server knows of a client: the first line of its WHATSAT answer where it is an AT line about that client. */
  async known(server: string, client: string): Promise<Update | undefined> {
    const { update } = await this.ask(server, client);
    return update?.client === client ? update : undefined;
  }

  // Waiting for facts

  /** The check's time stands still meanwhile: for what has deadlines of its own, of which there may be many. */
  untimed<T>(act: () => Promise<T>): Promise<T> {
    return this.#clock === undefined ? act() : this.#clock.hold(act);
  }

  /**
   * Looks until `look` gives something; fails with `what` (“Ball did not learn of it”), or what that gives, when the
   * time is up.
   * Of the looks only the last one stays in the evidence.
   */
  async until<T>(
    what: string | (() => string),
    look: () => Promise<T | undefined> | T | undefined,
    seconds: number = PATIENCE.answer,
    details?: FailureDetails,
  ): Promise<T> {
    const mark = this.evidence.mark();
    const waited = await waitFor(
      () => {
        this.evidence.rewind(mark);
        return look();
      },
      seconds,
      this.signal,
      () => this.#herd.load,
    );
    if (waited.kind === 'fact') return waited.fact;
    throw late(waited, `${typeof what === 'string' ? what : what()} within ${waited.waited}`, details);
  }

  // Judging

  fail(reason: string, details?: FailureDetails): never {
    throw new CheckFailure(reason, details);
  }

  /** What this machine does is in the way. */
  unknown(reason: string): never {
    throw new HinderedHere(reason);
  }

  expect(holds: boolean, reason: string, details?: FailureDetails): void {
    if (!holds) this.fail(reason, details);
  }

  /** Fails unless the texts (or bytes) are equal to the byte; shows the first difference. */
  expectEqual(got: string | Uint8Array, expected: string | Uint8Array, reason: string, hint?: string): void {
    const difference = differenceOf(bytesOf(expected), bytesOf(got));
    if (difference) this.fail(reason, { hint, difference });
  }

  /** Ends what the check left open, when all is done that it has begun. */
  async close(): Promise<void> {
    while (this.#changes.size > 0) await Promise.allSettled(this.#changes);
    for (const end of this.#open.splice(0).reverse()) await end();
    this.places.reset();
  }

  /** All that changes the herd: nothing does once the check is over, for the herd is another check's then. */
  async #change<T>(act: () => Promise<T>): Promise<T> {
    this.signal.throwIfAborted();
    const changing = act();
    this.#changes.add(changing);
    try {
      return await changing;
    } finally {
      this.#changes.delete(changing);
    }
  }

  async #connect(server: string): Promise<Client> {
    await this.#herd.gate;
    return Client.open(
      server,
      this.#herd.addressOf(server),
      this.evidence,
      this.signal,
      () => this.#herd.load,
    );
  }

  #against(expected: string, answer: Answer): Difference | undefined {
    return differenceOf(encodeText(expected), answer.bytes);
  }
}

const bytesOf = (text: string | Uint8Array): Uint8Array =>
  typeof text === 'string' ? encodeText(text) : text;

/** Nanoseconds since 1970 as a timestamp with nine digits. */
export function nanosToTimestamp(nanos: bigint): string {
  return `${nanos / 1_000_000_000n}.${String(nanos % 1_000_000_000n).padStart(9, '0')}`;
}
