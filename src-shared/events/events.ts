/**
 * Everything that can happen in a herd, as one discriminated union. An event
 * says when (ms since 1970, with fractions), at which server, and what caused
 * it. Lines are text for people: bytes that are not UTF-8 become U+FFFD here,
 * never on the wire.
 */
import type { ErrorData } from '../errors.ts';
import type { ScenarioNews, SwarmState } from '../front-types.ts';
import type { Address, LinkId } from '../topology/topology.ts';

/** What a server is doing. */
export type ServerState =
  | { readonly kind: 'stopped'; readonly how: 'never-started' | 'stopped' | 'killed' }
  | { readonly kind: 'starting' }
  | { readonly kind: 'ready'; readonly address: Address; readonly pid: number }
  | { readonly kind: 'paused'; readonly address: Address; readonly pid: number }
  | { readonly kind: 'crashed'; readonly error: ErrorData };

/** One direction of a link: what `server`'s own connection to a neighbour is doing. */
export type LinkEndState =
  | { readonly kind: 'idle' }
  | { readonly kind: 'connecting' }
  | { readonly kind: 'up' }
  | { readonly kind: 'broken'; readonly reason: string; readonly retryInMs: number }
  | { readonly kind: 'cut' };

/** How an update or a line reached a server. */
export type Cause =
  | { readonly kind: 'client'; readonly peer: string }
  | { readonly kind: 'link'; readonly from: string }
  | { readonly kind: 'peer'; readonly peer: string };

interface At {
  /** Milliseconds since 1970, with fractions. */
  readonly time: number;
  readonly server: string;
}

export type HerdEvent =
  | (At & { readonly type: 'server'; readonly state: ServerState })
  | (At & { readonly type: 'link'; readonly neighbour: string; readonly state: LinkEndState })
  | (At & {
      readonly type: 'connection';
      readonly peer: string;
      readonly change: 'opened' | 'closed';
      readonly reason?: string;
    })
  /**
   * A line in or out, without its line end. `peer` is an address, or a neighbour's name on a link of ours. `body` is
   * what follows the AT line of an answer to WHATSAT: its JSON, of several lines.
   */
  | (At & {
      readonly type: 'line';
      readonly direction: 'in' | 'out';
      readonly peer: string;
      readonly text: string;
      readonly body?: string;
    })
  /** An update that was news to this server; `line` is the AT line (6 fields) that it now stores. */
  | (At & { readonly type: 'update'; readonly client: string; readonly line: string; readonly cause: Cause })
  /** A report or AT line that was valid but changed nothing. */
  | (At & {
      readonly type: 'ignored';
      readonly client: string;
      readonly why: 'stale' | 'duplicate';
      readonly cause: Cause;
    })
  | (At & {
      readonly type: 'places';
      readonly source: string;
      readonly latitude: number;
      readonly longitude: number;
      readonly radiusMetres: number;
      readonly status: string;
      readonly results: number;
      readonly tookMs: number;
    })
  | (At & { readonly type: 'output'; readonly stream: 'stdout' | 'stderr'; readonly text: string })
  | (At & { readonly type: 'problem'; readonly error: ErrorData })
  /** What simulated clients are doing, a few times a second while they report; `server` is `-`. */
  | (At & { readonly type: 'swarm'; readonly swarm: SwarmState })
  /** A scenario that is being run; `server` is `-`. */
  | (At & { readonly type: 'scenario'; readonly step: ScenarioNews })
  /** Another topology is in force; `server` is `-`. */
  | (At & { readonly type: 'topology'; readonly title: string })
  /** A slow reader of events: this many were summarised instead of sent, by type. */
  | (At & { readonly type: 'summarised'; readonly counts: Readonly<Record<string, number>> });

export type EventType = HerdEvent['type'];
export type EventOf<T extends EventType> = Extract<HerdEvent, { type: T }>;

/** The state of a whole link, as people see it. */
export type LinkState = 'up' | 'connecting' | 'broken' | 'cut';

export interface LinkSnapshot {
  readonly id: LinkId;
  readonly a: string;
  readonly b: string;
  readonly state: LinkState;
}
