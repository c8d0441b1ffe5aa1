/** The host: one herd behind the contract that every front talks to. */
import { isAbsolute } from 'node:path';
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
import { unknownServer } from '../../src-shared/topology/addresses.ts';
import type { CommandSpec, ServerSpec, Topology } from '../../src-shared/topology/topology.ts';
import { EventBus } from '../ground/event-bus.ts';
import { Herd } from '../herd/herd.ts';
import { prepareLogFolder } from '../herd/log-folder.ts';
import type { NodeContext, ServerNode } from '../herd/server-node.ts';
import { ChildNode } from '../nodes/child-node.ts';
import { InProcessNode } from '../nodes/in-process-node.ts';
import { defaultHerdCommand, ownServerNode } from '../nodes/own-server.ts';
import type { PlacesOptions } from '../places/places.ts';
import { feedEvents } from './event-feed.ts';
import { herdHandlers } from './herd-handlers.ts';
import type { Handlers, HostParts } from './host-parts.ts';
import { HostPlaces, tellOfOldPlaces } from './host-places.ts';
import { talkHandlers } from './talk-handlers.ts';

export interface HostOptions {
  readonly topology: Topology;
  /** The servers to host; default: all of the topology. The others are dialled at their addresses. */
  readonly only?: readonly string[];
  /** Where servers listen whose spec doesn't say; default 127.0.0.1. */
  readonly host?: string;
  /** Server i listens on basePort + i; 0: on free ports. `herd.use` changes it. */
  readonly basePort: number;
  /** The first source. A key that may change while it runs is given as a function. */
  readonly places: PlacesOptions;
  /** Where each server's NAME.log goes; null: no logs. `herd.use` changes it. */
  readonly logDir: string | null;
  /**
   * How the `herd` command is run for servers with `process: own`, as in `node out/main/herd.js`: `serve NAME ...`
   * is put behind it. Default: the built one, by the Node that runs us. Paths go through `quoteWord`.
   */
  readonly ownServer?: CommandSpec;
}

/** Makes a host; no server is started yet. Throws a HerdError when the options can't work. */
export async function createHost(options: HostOptions): Promise<Host> {
  const { topology } = options;
  let { logDir } = options;
  if (logDir !== null) prepareLogFolder(logDir);
  const events = new EventBus();
  const places = new HostPlaces(options.places);
  const hosted = options.only ?? topology.servers.map(({ name }) => name);
  const stranger = hosted.find((name) => !topology.servers.some((server) => server.name === name));
  if (stranger !== undefined) throw unknownServer(topology, stranger);
  const herd = new Herd({
    topology,
    hosted,
    host: options.host ?? '127.0.0.1',
    basePort: options.basePort,
    events,
    createNode: nodeMaker(options, places, () => logDir),
  });
  let closing: Promise<void> | undefined;
  const parts: HostParts = {
    herd,
    state: () => stateOf(herd, places),
    checkOpen() {
      if (closing === undefined) return;
      throw new HerdError('NOT_RUNNING', { server: 'The herd', state: 'being closed' });
    },
  };
  const handlers: Handlers = {
    ...herdHandlers(parts),
    ...talkHandlers(parts),
    'herd.use': (change) => {
      if (change.logDir) {
        // A relative one would be made wherever this process happens to have been started.
        if (!isAbsolute(change.logDir)) {
          throw new HerdError('LOG_FOLDER', { path: change.logDir, reason: 'It is not a whole path.' });
        }
        prepareLogFolder(change.logDir);
      }
      if (change.basePort !== undefined) herd.placeFrom(change.basePort);
      if (change.logDir !== undefined) logDir = change.logDir;
      return parts.state();
    },
    'places.use': ({ source, url }) => {
      places.use(source, url);
      tellOfOldPlaces(events, runningInOwnProcesses(herd), source);
      return parts.state();
    },
  };
  return {
    async call<C extends CommandName>(command: C, request: RequestOf<C>): Promise<ResponseOf<C>> {
      const parsed = CONTRACT[command].request.safeParse(request);
      if (!parsed.success) {
        const problem = parsed.error.issues.map(({ message }) => message).join('; ');
        throw new HerdError('BAD_REQUEST', { command, problem });
      }
      return handlers[command](parsed.data as RequestOf<C>);
    },
    subscribe(listener: (batch: readonly HerdEvent[]) => void, types?: readonly EventType[]): () => void {
      return feedEvents(events, listener, types);
    },
    close(): Promise<void> {
      closing ??= herd.close().then(() => places.source.close());
      return closing;
    },
  };
}

/** How each server is hosted, as its entry in the topology says. */
function nodeMaker(
  { ownServer = defaultHerdCommand() }: HostOptions,
  places: HostPlaces,
  logDir: () => string | null,
): (spec: ServerSpec, context: NodeContext) => ServerNode {
  return (spec, context) => {
    if (spec.command !== undefined) return new ChildNode(context, spec.command);
    if (spec.process === undefined) return new InProcessNode(context, { places: places.source, logDir });
    return ownServerNode(context, ownServer, () => ({ places: places.setup, logDir: logDir() }));
  };
}

const stateOf = (herd: Herd, places: HostPlaces): HerdSnapshot => ({
  topology: herd.topology,
  servers: herd.servers(),
  links: herd.links(),
  places: places.source.name,
});

function runningInOwnProcesses(herd: Herd): string[] {
  const own = new Set(herd.topology.servers.filter((spec) => spec.process === 'own').map(({ name }) => name));
  const running = herd.servers().filter(({ state }) => state.kind === 'ready' || state.kind === 'paused');
  return running.map(({ name }) => name).filter((name) => own.has(name));
}
