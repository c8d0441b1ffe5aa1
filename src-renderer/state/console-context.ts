/** The console's stores in React: provided once, read by selector. */
import { createContext, useContext } from 'react';
import { type StoreApi, useStore } from 'zustand';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import type { CommandView } from '../commands/command-store.ts';
import type { KnownClientsView } from '../commands/known-clients.ts';
import type { SwarmView } from '../commands/swarm-store.ts';
import type { GradingView } from '../grading/grading-store.ts';
import type { RecorderView } from '../scenarios/recorder.ts';
import type { ScenarioView } from '../scenarios/scenario-store.ts';
import type { BeliefsView } from './beliefs.ts';
import type { Console } from './console.ts';
import type { ExchangeView } from './exchanges.ts';
import type { HerdView } from './herd-store.ts';
import type { HistoryView } from './history.ts';
import type { LogView } from './log.ts';
import type { NoticeView } from './notices.ts';
import type { OperationsView } from './operations.ts';
import type { SelectionView } from './selection.ts';
import type { SettingsShown } from './settings.ts';
import type { ShellView } from './shell.ts';
import type { TrafficView } from './traffic.ts';
import type { WorkspaceView } from './workspace.ts';

const ConsoleContext = createContext<Console | null>(null);

export const ConsoleProvider = ConsoleContext.Provider;

export function useConsole(): Console {
  const value = useContext(ConsoleContext);
  if (!value) throw new Error('useConsole needs a ConsoleProvider above it');
  return value;
}

/** What each store shows. A new store of the console is one more row. */
interface Views {
  readonly herd: HerdView;
  readonly traffic: TrafficView;
  readonly history: HistoryView;
  readonly notices: NoticeView;
  readonly operations: OperationsView;
  readonly selection: SelectionView;
  readonly exchanges: ExchangeView;
  readonly settings: SettingsShown;
  readonly workspace: WorkspaceView;
  readonly shell: ShellView;
  readonly log: LogView;
  readonly beliefs: BeliefsView;
  readonly commands: CommandView;
  readonly knownClients: KnownClientsView;
  readonly swarm: SwarmView;
  readonly scenarios: ScenarioView;
  readonly recorder: RecorderView;
  readonly grading: GradingView;
}

/** One store of the console, by selector: `useView('selection', (view) => view.selected)`. */
export function useView<K extends keyof Views, T>(name: K, select: (view: Views[K]) => T): T {
  const stores: { readonly [N in keyof Views]: StoreApi<Views[N]> } = useConsole();
  return useStore(stores[name], select);
}

export const useSnapshot = (): HerdSnapshot | null => useView('herd', (view) => view.snapshot);
