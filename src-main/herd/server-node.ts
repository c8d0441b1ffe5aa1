/** How a server is hosted, behind one small interface: in this process, or as a child process. */
import type { ServerCounters } from '../../src-shared/console-contract.ts';
import type { HerdError } from '../../src-shared/errors.ts';
import type { LinkEndState } from '../../src-shared/events/events.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import type { EventBus } from '../ground/event-bus.ts';
import type { BeliefLines } from './read-beliefs.ts';

/** What a node is given by the herd that owns it. */
export interface NodeContext {
  readonly name: string;
  /** Names of the servers that it is linked to now; links come and go. */
  readonly neighbours: readonly string[];
  /** Where a neighbour listens now; undefined while that isn't known yet. Asked anew for each dial. */
  addressOf(neighbour: string): Address | undefined;
  /** Whether the operator has cut the link to a neighbour. Asked at start and for each dial. */
  isCut(neighbour: string): boolean;
  /** Whether a neighbour runs; one that is hosted elsewhere is taken to. Each change is a `server` event as well. */
  isUp(neighbour: string): boolean;
  readonly events: EventBus;
  /** The server ended without having been asked to. Called at most once for each start. */
  onCrash(error: HerdError): void;
}

/**
 * One hosted server. The herd serialises the calls and keeps the state: `start` is only called when the
 * server doesn't run; `stop` and `kill` may come at any time, also during `start`, and are idempotent.
 */
export interface ServerNode {
  readonly name: string;
  /** Resolves when the port answers; rejects with a HerdError and leaves nothing running. Port 0: a free one. */
  start(address: Address): Promise<{ readonly address: Address; readonly pid: number }>;
  /** Politely: answers what was asked, flushes its links and its log, then ends. Becomes a kill after a few seconds. */
  stop(): Promise<void>;
  /** At once: SIGKILL, or sockets reset and memory gone. */
  kill(): Promise<void>;
  /** SIGSTOP, or: accepts but neither reads nor writes. */
  pause(): void;
  resume(): void;
  /** Breaks (true) or allows (false) the connection to a neighbour, at once. Throws LINK_NOT_OURS where it can't. */
  setCut(neighbour: string, cut: boolean): void;
  /** There is a link to this neighbour from now on, or none any more. False: a server that runs can't be told so. */
  setLink(neighbour: string, linked: boolean): boolean;
  /**
   * What only our own servers in this process can tell and be told. While it runs, such a server sends the `link`
   * events of its own ends itself.
   */
  readonly inside?: NodeInside;
}

export interface NodeInside {
  /** A neighbour has become ready: it need not wait to dial it. */
  neighbourReady(neighbour: string): void;
  /** Undefined while it doesn't run. */
  linkState(neighbour: string): LinkEndState | undefined;
  /** Undefined while it doesn't run. */
  counters(): ServerCounters | undefined;
  /** As `readBeliefs`. Undefined while it doesn't run. */
  beliefs(clients: readonly string[], most: number): BeliefLines | undefined;
}
