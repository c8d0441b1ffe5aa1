/**
 * The ONE contract between a front (window, command line, test) and the host.
 * IPC handlers, the preload bridge, the renderer's client and the test double
 * are derived from it: a new command is one entry here and one handler.
 */
import { z } from 'zod';
import type { ErrorData } from './errors.ts';
import type { EventType, HerdEvent, LinkSnapshot, ServerState } from './events/events.ts';
import { PLACES_SOURCES } from './places-sources.ts';
import type { Topology } from './topology/topology.ts';
import { topologySchema } from './topology/topology-schema.ts';

/** Limits of what a front may ask for. */
export const REQUEST_LIMITS = {
  /** Servers or links named in one request. */
  names: 1_000,
  /** Bytes in one `send`. */
  sendBytes: 16 * 1024 * 1024,
  /** Milliseconds that one `send` may take. */
  sendTimeoutMs: 600_000,
  /** Pieces in one `send`, and the pause before one. */
  sendPieces: 1_000,
  pieceAfterMs: 60_000,
  /** Clients in one answer about what servers know. */
  beliefClients: 5_000,
  /** Clients and servers of one `belief.ask`. */
  asks: 200,
} as const;

const name = z.string().min(1).max(200);
const exchangeId = z.string().min(1).max(100);
/** Text without white space, as it goes on the wire. */
const clientId = z
  .string()
  .min(1)
  .max(8_192)
  .regex(/^[^\s]+$/u);
const servers = z.object({ servers: z.array(name).max(REQUEST_LIMITS.names) }).strict();
const links = z.object({ links: z.array(name).max(REQUEST_LIMITS.names) }).strict();
const nothing = z.object({}).strict();

export interface ServerSnapshot {
  readonly name: string;
  readonly host: string;
  /** 0 until a free port has been chosen. */
  readonly port: number;
  readonly state: ServerState;
  /** False: it is hosted by another process or machine, and only its address is known. */
  readonly hosted: boolean;
  /** Only known of our own servers in this process. */
  readonly counters: ServerCounters | null;
}

export interface ServerCounters {
  readonly clients: number;
  readonly connections: number;
  readonly linesIn: number;
  readonly linesOut: number;
  readonly storeBytes: number;
}

export interface HerdSnapshot {
  readonly topology: Topology;
  readonly servers: readonly ServerSnapshot[];
  readonly links: readonly LinkSnapshot[];
  readonly places: string;
}

/** One exchange over a connection of its own: what went, what came. */
export interface Exchange {
  readonly server: string;
  readonly sent: Uint8Array;
  readonly received: Uint8Array;
  /**
   * How it ended: every line got its answer, the server closed or reset, the time was up, too much came, or whoever
   * sent it cancelled it.
   */
  readonly end: 'answered' | 'closed' | 'reset' | 'timeout' | 'limit' | 'cancelled';
  readonly tookMs: number;
}

/** What one server knows. Only our own servers in this process can be looked into; others can be asked (`belief.ask`). */
export type ServerBelief =
  /** `lines`: the AT line (6 fields) of each client asked for, in no order; `clients`: how many it knows in all. */
  | { readonly kind: 'known'; readonly clients: number; readonly lines: readonly string[] }
  | { readonly kind: 'down' }
  | { readonly kind: 'closed-book' };

export type Beliefs = Readonly<Record<string, ServerBelief>>;

/**
 * One answer to a WHATSAT that was asked to see what a server knows: the AT line, or why there is none. Neither: it
 * answered that it doesn't know the client.
 */
export interface AskedBelief {
  readonly server: string;
  readonly client: string;
  readonly line: string | null;
  readonly problem: string | null;
}

/** Phantom: a response's type stands in the contract beside its request's schema. */
const response = <T>(): T | undefined => undefined;

/** Empty `servers` or `links` mean all of them. Every operation is idempotent. */
export const CONTRACT = {
  'herd.state': { request: nothing, response: response<HerdSnapshot>() },
  'server.start': { request: servers, response: response<HerdSnapshot>() },
  'server.stop': { request: servers, response: response<HerdSnapshot>() },
  'server.kill': { request: servers, response: response<HerdSnapshot>() },
  'server.pause': { request: servers, response: response<HerdSnapshot>() },
  'server.resume': { request: servers, response: response<HerdSnapshot>() },
  'link.cut': { request: links, response: response<HerdSnapshot>() },
  'link.heal': { request: links, response: response<HerdSnapshot>() },
  /** Stops (politely) and starts again those that run, starts the others. */
  'server.restart': { request: servers, response: response<HerdSnapshot>() },
  /** A port that nobody listens on now. */
  'server.freePort': { request: z.object({ server: name }).strict(), response: response<{ port: number }>() },
  /**
   * Makes this the topology, also while it runs: servers that it no longer has are stopped, new ones are there
   * (stopped), one whose own entry changed is started again if it ran, links come and go at once. Cuts of links
   * that stay, stay. Nothing is changed when it is refused.
   */
  'topology.apply': {
    request: z.object({ topology: topologySchema }).strict(),
    response: response<HerdSnapshot>(),
  },
  /** Where the answers to WHATSAT come from, from now on. The key is the host's own, never a request's. */
  'places.use': {
    request: z.object({ source: z.enum(PLACES_SOURCES), url: z.string().max(2_000).optional() }).strict(),
    response: response<HerdSnapshot>(),
  },
  /**
   * What servers are started with from now on: where those without a port of their own listen (0: on free ports;
   * at once when none runs, else once all have ended), and where each one's log goes from its next start on
   * (null: no logs). Nothing is changed when it is refused.
   */
  'herd.use': {
    request: z
      .object({
        basePort: z.number().int().min(0).max(65_535).optional(),
        logDir: z.string().min(1).max(4_096).nullable().optional(),
      })
      .strict(),
    response: response<HerdSnapshot>(),
  },
  'herd.send': {
    request: z
      .object({
        server: name,
        bytes: z.instanceof(Uint8Array).refine((b) => b.length <= REQUEST_LIMITS.sendBytes, 'too many bytes'),
        /** Where the bytes are cut, and how long to wait before each further piece. Absent: in one piece. */
        cuts: z
          .array(
            z
              .object({
                at: z.number().int().min(1).max(REQUEST_LIMITS.sendBytes),
                afterMs: z.number().min(0).max(REQUEST_LIMITS.pieceAfterMs),
              })
              .strict(),
          )
          .max(REQUEST_LIMITS.sendPieces)
          .optional(),
        halfClose: z.boolean(),
        /** Go on listening when every line has its answer, until the server closes or the time is up. */
        stayOpen: z.boolean().optional(),
        timeoutMs: z.number().min(1).max(REQUEST_LIMITS.sendTimeoutMs),
        /** By which it can be cancelled: anything that no other one has that is under way. */
        exchange: exchangeId.optional(),
      })
      .strict(),
    response: response<Exchange>(),
  },
  /** Ends a `herd.send` that is under way: it answers with what has come so far. One that is over stays as it is. */
  'herd.cancelSend': {
    request: z.object({ exchange: exchangeId }).strict(),
    response: response<{ readonly cancelled: boolean }>(),
  },
  /** What each server knows; of the clients named, or (none named) of up to `beliefClients` of them. */
  'belief.read': {
    request: z.object({ clients: z.array(clientId).max(REQUEST_LIMITS.beliefClients) }).strict(),
    response: response<Beliefs>(),
  },
  /** Asks servers by WHATSAT (radius 0, bound 0), as a client would: works for any program. None named: all that run. */
  'belief.ask': {
    request: z
      .object({
        clients: z.array(clientId).min(1).max(REQUEST_LIMITS.asks),
        servers: z.array(name).max(REQUEST_LIMITS.asks),
      })
      .strict(),
    response: response<readonly AskedBelief[]>(),
  },
} as const;

export type CommandName = keyof typeof CONTRACT;
export type RequestOf<C extends CommandName> = z.infer<(typeof CONTRACT)[C]['request']>;
export type ResponseOf<C extends CommandName> = NonNullable<(typeof CONTRACT)[C]['response']>;
export const COMMAND_NAMES = Object.keys(CONTRACT) as readonly CommandName[];

/** What a call gives back across a process boundary. */
export type Outcome<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly error: ErrorData };

/** What a front talks to. Calls reject with a HerdError (in process) or give an Outcome (across processes). */
export interface Host {
  call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ResponseOf<C>>;
  /**
   * Events in batches, in order. A front that can't keep up gets `summarised` events with exact counts.
   * `types` are the ones that it wants (default: all): what nobody wants is never built.
   */
  subscribe(listener: (batch: readonly HerdEvent[]) => void, types?: readonly EventType[]): () => void;
  /** Ends all that it hosts. Idempotent. */
  close(): Promise<void>;
}
