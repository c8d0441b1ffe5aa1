/**
 * The console: a host with what a desktop adds to it and needs no Electron for, scenarios and simulated clients. One
 * object behind one contract, so that who has it needs no host beside it.
 */
import { CONTRACT, type CommandName, type Host, type RequestOf } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import {
  CONSOLE_CONTRACT,
  type ConsoleHandlers,
  type FrontRequest,
  type FrontResponse,
} from '../../src-shared/front-contract.ts';
import { listBuiltIn, readBuiltIn } from '../scenario/index.ts';
import { Grading } from './grading/grading.ts';
import { gradingHandlers } from './grading/grading-handlers.ts';
import { MergedEvents } from './merged-events.ts';
import { ChosenPlaces, type PlacesChoice } from './places-choice.ts';
import { ScenarioPlayer } from './scenario-player.ts';
import { Swarm } from './swarm/swarm.ts';

/** The host's commands and the console's own. */
export type ConsoleCommand = CommandName | keyof ConsoleHandlers;

/** Calls reject with a HerdError, as a Host's do. */
export interface Console {
  call<C extends ConsoleCommand>(command: C, request: FrontRequest<C>): Promise<FrontResponse<C>>;
  /** The host's events and the console's own (`scenario`, `swarm`), in batches, in order. */
  subscribe(listener: (batch: readonly HerdEvent[]) => void, types?: readonly EventType[]): () => void;
  /** Ends simulated clients, the scenario, grading, and the host. Idempotent. */
  close(): Promise<void>;
}

export interface ConsoleOptions {
  /** What the host was made with: after a scenario that wants another source this one comes back. */
  readonly places: PlacesChoice;
  /** 0 ≤ x < 1; where simulated clients begin and how they walk. */
  readonly random?: () => number;
  /** The program that is `herd`, and its first arguments: submissions are graded by it. */
  readonly herdCommand: readonly [string, ...string[]];
  /** Where the last grading is kept, so that it outlives the app. */
  readonly gradingFolder: string;
}

/**
 * What a command means to the herd. While it is a scenario's, all that would change it is refused, or the verdict
 * would rest on more than the scenario: also `herd.send`, because bytes may be a report. Who only looks is let through.
 */
const MEANS: Readonly<Record<CommandName, 'looks' | 'changes' | 'chooses'>> = {
  'herd.state': 'looks',
  'server.freePort': 'looks',
  'belief.read': 'looks',
  'belief.ask': 'looks',
  'server.start': 'changes',
  'server.stop': 'changes',
  'server.kill': 'changes',
  'server.pause': 'changes',
  'server.resume': 'changes',
  'server.restart': 'changes',
  'link.cut': 'changes',
  'link.heal': 'changes',
  'topology.apply': 'changes',
  'herd.use': 'changes',
  /** Ends what this front itself has begun. */
  'herd.cancelSend': 'looks',
  'herd.send': 'changes',
  /** Counts when the scenario has ended. */
  'places.use': 'chooses',
};

export function createConsole(host: Host, options: ConsoleOptions): Console {
  const events = new MergedEvents(host);
  const emit = (event: HerdEvent): void => events.emit(event);
  const places = new ChosenPlaces(host, options.places);
  const swarm = new Swarm({ host, emit, random: options.random ?? Math.random });
  // What simulated clients report would be part of what the verdict rests on.
  const player = new ScenarioPlayer({ host, places, emit, quieten: () => swarm.stop() });
  const grading = new Grading({ command: options.herdCommand, emit, folder: options.gradingFolder });
  let closing: Promise<void> | undefined;

  const handlers: ConsoleHandlers = {
    'scenario.list': () => listBuiltIn(),
    'scenario.read': async ({ id }) => ({ text: await readBuiltIn(id) }),
    'scenario.run': (request) => player.run(request),
    'scenario.state': () => player.state,
    'scenario.pace': ({ pace }) => {
      player.changePace(pace);
      return null;
    },
    'scenario.next': () => {
      player.next();
      return null;
    },
    'scenario.stop': async () => {
      await player.stop();
      return null;
    },
    'swarm.start': (request) => {
      player.checkFree();
      return swarm.start(request);
    },
    'swarm.stop': () => swarm.stop(),
    'swarm.state': () => swarm.state,
    ...gradingHandlers(grading),
  };

  const callHost = async <C extends CommandName>(command: C, request: RequestOf<C>): Promise<unknown> => {
    if (MEANS[command] === 'changes') player.checkFree();
    if (MEANS[command] !== 'chooses') return host.call(command, request);
    await places.choose(CONTRACT['places.use'].request.parse(request));
    return host.call('herd.state', {});
  };

  return {
    async call<C extends ConsoleCommand>(command: C, request: FrontRequest<C>): Promise<FrontResponse<C>> {
      if (!isOwn(command)) {
        return (await callHost(
          command as CommandName,
          request as RequestOf<CommandName>,
        )) as FrontResponse<C>;
      }
      if (closing !== undefined) {
        throw new HerdError('NOT_RUNNING', { server: 'The herd', state: 'being closed' });
      }
      const parsed = CONSOLE_CONTRACT[command].request.safeParse(request);
      if (!parsed.success) {
        const problem = parsed.error.issues.map(({ message }) => message).join('; ');
        throw new HerdError('BAD_REQUEST', { command, problem });
      }
      // The table's types hold for each command by itself; of one that isn't known which, only together.
      const handle = handlers[command] as (request: never) => unknown;
      return (await handle(parsed.data as never)) as FrontResponse<C>;
    },
    subscribe: (listener, types) => events.subscribe(listener, types),
    close() {
      closing ??= (async () => {
        await swarm.stop();
        await player.close();
        await grading.close();
        await host.close();
      })();
      return closing;
    },
  };
}

const isOwn = (command: ConsoleCommand): command is keyof ConsoleHandlers =>
  Object.hasOwn(CONSOLE_CONTRACT, command);
