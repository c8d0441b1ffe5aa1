/** Everything the panes share, made once for a page: a table of contents of the stores. */
import type { FrontBridge } from '../../src-shared/front-bridge.ts';
import { type CommandStore, createCommandStore } from '../commands/command-store.ts';
import { createKnownClients, type KnownClients } from '../commands/known-clients.ts';
import { createSwarmStore, type SwarmStore } from '../commands/swarm-store.ts';
import { takePicked } from '../commands/take-picked.ts';
import { createGradingStore, type GradingStore } from '../grading/grading-store.ts';
import { createRecorder, type Recorder } from '../scenarios/recorder.ts';
import { showRecording } from '../scenarios/scenario-files.ts';
import {
  createScenarioStore,
  isRunning,
  keptScenarios,
  type ScenarioStore,
} from '../scenarios/scenario-store.ts';
import { type BeliefStore, createBeliefStore } from './beliefs.ts';
import { type Client, createClient } from './client.ts';
import { createEventHub, type EventHub } from './event-hub.ts';
import { createExchanges, type Exchanges } from './exchanges.ts';
import { createHerdStore, type HerdStore } from './herd-store.ts';
import { createHistory, type History } from './history.ts';
import { createLogStore, type LogStore } from './log.ts';
import { createNoticeStore, type NoticeStore } from './notices.ts';
import { createOperations, type Operations } from './operations.ts';
import { createSelection, type Selection } from './selection.ts';
import { createSettingsStore, type SettingsStore } from './settings.ts';
import { createShellStore, type ShellStore } from './shell.ts';
import { createTraffic, type Traffic } from './traffic.ts';
import { createWorkspaceStore, type WorkspaceStore } from './workspace.ts';

export interface Console {
  readonly client: Client;
  readonly hub: EventHub;
  readonly herd: HerdStore;
  readonly traffic: Traffic;
  readonly history: History;
  readonly notices: NoticeStore;
  readonly operations: Operations;
  readonly selection: Selection;
  readonly exchanges: Exchanges;
  readonly settings: SettingsStore;
  readonly workspace: WorkspaceStore;
  readonly shell: ShellStore;
  readonly log: LogStore;
  readonly beliefs: BeliefStore;
  readonly commands: CommandStore;
  readonly knownClients: KnownClients;
  readonly swarm: SwarmStore;
  readonly scenarios: ScenarioStore;
  readonly recorder: Recorder;
  readonly grading: GradingStore;
  /** Follows the host and loads what the page comes back with. Returns how to stop. */
  follow(): () => void;
}

export function createConsole(bridge: FrontBridge): Console {
  const client = createClient(bridge);
  const hub = createEventHub(bridge);
  const herd = createHerdStore(client, hub);
  const history = createHistory();
  const notices = createNoticeStore();
  const operations = createOperations({ client, herd, history, notices });
  const settings = createSettingsStore(client);
  const workspace = createWorkspaceStore(client, herd, notices);
  const exchanges = createExchanges(client);
  const scenarios = createScenarioStore(client, hub);
  const grading = createGradingStore(client, hub, bridge.pathOf);
  const shell = createShellStore();
  const commands = createCommandStore({ exchanges, herd });
  const swarm = createSwarmStore(client, hub);
  takePicked(shell, commands, swarm);
  const told = (thrown: unknown): void => notices.tell(thrown);
  scenarios.subscribe(({ texts, run }, before) => {
    if (texts !== before.texts) workspace.setScenarios(keptScenarios(texts));
    // What was refused for its sake is refused no longer.
    if (isRunning(before) && !isRunning({ run })) notices.dismissCode('SCENARIO_RUNNING');
  });
  hub.onBatch((batch) => {
    for (const event of batch) if (event.type === 'problem') notices.tellData(event.error);
  });
  return {
    client,
    hub,
    herd,
    traffic: createTraffic(hub),
    history,
    notices,
    operations,
    settings,
    workspace,
    selection: createSelection(),
    log: createLogStore(hub),
    beliefs: createBeliefStore(client, hub, herd),
    exchanges,
    shell,
    commands,
    knownClients: createKnownClients(hub),
    swarm,
    scenarios,
    grading,
    recorder: createRecorder({
      herd,
      operations,
      exchanges,
      onCutShort: (text) => showRecording(scenarios, text),
    }),
    follow() {
      const stop = hub.follow();
      herd.refresh().catch(told);
      settings.load().catch(told);
      workspace
        .load()
        .then(() => scenarios.takeBack(workspace.getState().scenarios))
        .catch(told)
        .then(scenarios.restore)
        .catch(told);
      grading.restore().catch(told);
      return stop;
    },
  };
}
