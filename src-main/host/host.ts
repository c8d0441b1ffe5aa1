/** The host: one herd behind the contract that every front talks to. */
import {
  CONTRACT,
  type CommandName,
  type HerdSnapshot,
  type Host,
  type RequestOf,
  type ResponseOf,
} from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import type { ServerSpec, Topology } from '../../src-shared/topology/topology.ts';
import { EventBus } from '../ground/event-bus.ts';
import { Herd } from '../herd/herd.ts';
import { prepareLogFolder } from '../herd/log-folder.ts';
import type { NodeContext, ServerNode } from '../herd/server-node.ts';
import { ChildNode } from '../nodes/child-node.ts';
import { InProcessNode } from '../nodes/in-process-node.ts';
import { createPlaces, type PlacesOptions } from '../places/places.ts';
import { feedEvents } from './event-feed.ts';
import { exchange } from './exchange.ts';

export interface HostOptions {
  readonly topology: Topology;
  /** The servers to host; default: all of the topology. The others are dialled at their addresses. */
  readonly only?: readonly string[];
  /** Where servers listen whose spec doesn't say; default 127.0.0.1. */
  readonly host?: string;
  /** Server i listens on basePort + i; 0: on free ports. */
  readonly basePort: number;
  readonly places: PlacesOptions;
  /** Where each server's NAME.log goes; null: no logs. */
  readonly logDir: string | null;
}

type Handlers = {
  readonly [C in CommandName]: (request: RequestOf<C>) => Promise<ResponseOf<C>> | ResponseOf<C>;
};

/** Makes a host; no server is started yet. Throws a HerdError when the options can't work. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { topology, logDir } = options;
  if (logDir !== null) prepareLogFolder(logDir);
  const events = new EventBus();
  const places = createPlaces(options.places);
  const host = options.host ?? '127.0.0.1';
  const createNode = (spec: ServerSpec, context: NodeContext): ServerNode =>
    spec.command === undefined
      ? new InProcessNode(context, { places, logDir })
      : new ChildNode(context, spec.command);
  const known = topology.servers.map(({ name }) => name);
  const hosted = options.only ?? known;
  const stranger = hosted.find((name) => !known.includes(name));
  if (stranger !== undefined) throw new HerdError('UNKNOWN_SERVER', { name: stranger, known });
  const herd = new Herd({ topology, hosted, host, basePort: options.basePort, events, createNode });
  let closing: Promise<void> | undefined;

  const state = (): HerdSnapshot => ({
    topology,
    servers: herd.servers(),
    links: herd.links(),
    places: places.name,
  });

  const handlers: Handlers = {
    'herd.state': state,
    'server.start': async ({ servers }) => {
      if (closing !== undefined)
        throw new HerdError('NOT_RUNNING', { server: 'The herd', state: 'being closed' });
      await herd.start(servers);
      return state();
    },
    'server.stop': async ({ servers }) => {
      await herd.stop(servers);
      return state();
    },
    'server.kill': async ({ servers }) => {
      await herd.kill(servers);
      return state();
    },
    'server.pause': ({ servers }) => {
      herd.pause(servers);
      return state();
    },
    'server.resume': ({ servers }) => {
      herd.resume(servers);
      return state();
    },
    'link.cut': ({ links }) => {
      herd.cut(links);
      return state();
    },
    'link.heal': ({ links }) => {
      herd.heal(links);
      return state();
    },
    'server.restart': () => handlersToCome(),
    'server.freePort': () => handlersToCome(),
    'topology.apply': () => handlersToCome(),
    'places.use': () => handlersToCome(),
    'belief.read': () => handlersToCome(),
    'belief.ask': () => handlersToCome(),
    'herd.send': ({ server, bytes, halfClose, timeoutMs }) => {
      const target = herd.servers().find(({ name }) => name === server);
      if (target === undefined) throw new HerdError('UNKNOWN_SERVER', { name: server, known });
      return exchange({ server, host: target.host, port: target.port, bytes, halfClose, timeoutMs });
    },
  };

  const handlersToCome = (): never => {
    throw new HerdError('INTERNAL', { problem: 'to come' });
  };

  return {
    async call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
      const parsed = CONTRACT[command].request.safeParse(request);
      if (!parsed.success) {
        throw new HerdError('BAD_REQUEST', {
          command,
          problem: parsed.error.issues.map(({ message }) => message).join('; '),
        });
      }
      return handlers[command](parsed.data as RequestOf<C>);
    },
    subscribe(listener: (batch: readonly HerdEvent[]) => void, types?: readonly EventType[]): () => void {
      return feedEvents(events, listener, types);
    },
    close(): Promise<void> {
      closing ??= herd.close().then(() => places.close());
      return closing;
    },
  };
}
