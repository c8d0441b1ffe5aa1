/** A run in progress, as its steps see it: the herd, the clients, the values and what must be known by whom. */
import type { HerdSnapshot, Host } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { Knowledge } from '../../src-shared/topology/knowledge.ts';
import {
  type Address,
  findLink,
  linkId,
  neighboursOf,
  type Topology,
} from '../../src-shared/topology/topology.ts';
import { ClientConnection } from './client-connection.ts';
import { Conversation, type ConversationContext } from './conversation.ts';
import type { Step } from './step-kind.ts';
import type { Transcript } from './transcript.ts';
import type { Values } from './values.ts';
import { ScenarioFailure, ScenarioFault } from './verdict.ts';

/** What all parts of a run share. */
interface Stage {
  readonly host: Host;
  readonly topology: Topology;
  readonly knowledge: Knowledge;
  readonly signal: AbortSignal;
  /** Every deadline is multiplied by this. */
  readonly patience: number;
  /** Is waited for before each step outside of `together`; a step's deadline begins after that. */
  readonly beforeStep: () => Promise<void>;
  /** Kept connections, by name. */
  readonly kept: Map<string, Conversation>;
  /** Every connection that is open, for the end of the run. */
  readonly open: Set<Conversation>;
  snapshot: HerdSnapshot;
  markers: number;
  /** The first step that failed, the innermost of nested ones. */
  blamed: Step | undefined;
}

export class Play implements ConversationContext {
  readonly #stage: Stage;
  readonly values: Values;
  readonly transcript: Transcript;
  readonly within: number;
  /** In one of several concurrent blocks, whose deadlines would go on while another block is held. */
  readonly #concurrent: boolean;

  private constructor(
    stage: Stage,
    values: Values,
    transcript: Transcript,
    within: number,
    concurrent = false,
  ) {
    this.#stage = stage;
    this.values = values;
    this.transcript = transcript;
    this.within = within;
    this.#concurrent = concurrent;
  }

  static async begin(
    options: Pick<Stage, 'host' | 'topology' | 'knowledge' | 'signal' | 'patience' | 'beforeStep'>,
    values: Values,
    transcript: Transcript,
    within: number,
  ): Promise<Play> {
    const snapshot = await options.host.call('herd.state', {});
    const stage = {
      ...options,
      kept: new Map(),
      open: new Set<Conversation>(),
      snapshot,
      markers: 0,
      blamed: undefined,
    };
    const play = new Play(stage, values, transcript, within * options.patience);
    play.see(snapshot);
    return play;
  }

  get host(): Host {
    return this.#stage.host;
  }

  get topology(): Topology {
    return this.#stage.topology;
  }

  get knowledge(): Knowledge {
    return this.#stage.knowledge;
  }

  get signal(): AbortSignal {
    return this.#stage.signal;
  }

  get kept(): Map<string, Conversation> {
    return this.#stage.kept;
  }

  async beforeStep(): Promise<void> {
    if (!this.#concurrent) await this.#stage.beforeStep();
  }

  /** The same run with a deadline of its own. */
  withDeadline(seconds: number | undefined): Play {
    if (seconds === undefined) return this;
    const within = seconds * this.#stage.patience;
    return new Play(this.#stage, this.values, this.transcript, within, this.#concurrent);
  }

  /** A scope inside: of a loop's turn, or of one of several concurrent blocks. */
  inner(block?: number): Play {
    const concurrent = this.#concurrent || block !== undefined;
    return new Play(this.#stage, this.values.inner(), this.transcript.inner(block), this.within, concurrent);
  }

  get blamed(): Step | undefined {
    return this.#stage.blamed;
  }

  /** The step failed; what fails because of it afterwards is not to blame. */
  blame(step: Step): void {
    this.#stage.blamed ??= step;
  }

  /** For what the check itself sends: it needs no place in the transcript. */
  aside(): ConversationContext {
    const { knowledge, within, signal } = this;
    return { knowledge, within, signal, transcript: this.transcript.aside() };
  }

  /** A number that no other marker of this run has. */
  nextMarker(): number {
    return ++this.#stage.markers;
  }

  /** Takes the herd's new state; a server that ended by itself is a failure. */
  see(snapshot: HerdSnapshot): void {
    this.#stage.snapshot = snapshot;
    const named = (kind: string): Set<string> =>
      new Set(snapshot.servers.filter(({ state }) => state.kind === kind).map(({ name }) => name));
    const cut = new Set(snapshot.links.filter(({ state }) => state === 'cut').map(({ id }) => id));
    this.knowledge.changeTo({ ready: named('ready'), paused: named('paused'), cut });
    for (const { name, state } of snapshot.servers) {
      if (state.kind !== 'crashed') continue;
      throw new ScenarioFailure(`${name} ended by itself`);
    }
  }

  async look(): Promise<HerdSnapshot> {
    const snapshot = await this.host.call('herd.state', {});
    this.see(snapshot);
    return snapshot;
  }

  addressOf(server: string): Address {
    const found = this.#stage.snapshot.servers.find(({ name }) => name === server);
    if (!found) throw new ScenarioFault(`there is no server ${server}`);
    const { state } = found;
    if (state.kind === 'ready' || state.kind === 'paused') return state.address;
    throw new ScenarioFault(`the scenario talks to ${server}, which is ${state.kind}`);
  }

  async connect(server: string): Promise<Conversation> {
    const connection = await ClientConnection.open(server, this.addressOf(server), this.within, this.signal);
    const conversation = new Conversation(connection);
    this.#stage.open.add(conversation);
    return conversation;
  }

  hangUp(conversation: Conversation): void {
    conversation.close();
    this.#stage.open.delete(conversation);
  }

  hangUpAll(): void {
    for (const conversation of this.#stage.open) this.hangUp(conversation);
  }

  /** A server by its name, or by the value that has this name. */
  server(reference: string): string {
    const text = this.values.fill(reference);
    const name = this.values.get(text) ?? text;
    const known = this.topology.servers.map((server) => server.name);
    if (!known.includes(name)) throw new HerdError('UNKNOWN_SERVER', { name, known });
    return name;
  }

  /** Several servers; `all` is every one. Empty in a request of the contract means all, so it is never given. */
  servers(references: readonly string[]): string[] {
    if (references.includes('all')) return this.topology.servers.map(({ name }) => name);
    return [...new Set(references.map((reference) => this.server(reference)))];
  }

  /** Links by `A-B`, `all`, or `links of A`. */
  links(references: readonly string[]): string[] {
    const ids = references.flatMap((reference) => {
      if (reference === 'all') return this.topology.links.map(linkId);
      const around = /^links of (.+)$/.exec(reference)?.[1];
      if (around !== undefined) {
        const server = this.server(around);
        return neighboursOf(this.topology, server).map((neighbour) => this.#link(server, neighbour));
      }
      const text = this.values.fill(reference);
      const [a = '', b = ''] = (this.values.get(text) ?? text).split('-');
      return [this.#link(this.server(a), this.server(b))];
    });
    return [...new Set(ids)];
  }

  #link(x: string, y: string): string {
    const found = findLink(this.topology, `${x}-${y}`);
    if (found) return linkId(found);
    throw new HerdError('UNKNOWN_LINK', { link: `${x}-${y}`, known: this.topology.links.map(linkId) });
  }
}
