/**
 * What the window knows of the herd: the newest snapshot, and the last problem.
 * Without React, so that it can be tested alone. Events say that something has
 * changed; what it is now is asked of the host, one question at a time, so that
 * a storm of events costs no more than the host can answer.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type {
  CommandName,
  HerdSnapshot,
  Outcome,
  RequestOf,
  ResponseOf,
} from '../../src-shared/console-contract.ts';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { EventType, HerdEvent } from '../../src-shared/events/events.ts';
import type { FrontBridge } from '../../src-shared/front-bridge.ts';

export interface HerdView {
  readonly snapshot: HerdSnapshot | null;
  readonly problem: ErrorData | null;
}

/** The commands that change the herd; each answers with what it is then. */
export type Action = Exclude<CommandName, 'herd.state' | 'herd.send'>;

export interface HerdStore extends StoreApi<HerdView> {
  /** Asks for something to be done; a failure becomes the problem that is shown. */
  act<A extends Action>(action: A, request: RequestOf<A>): Promise<void>;
  dismiss(): void;
  /** Begins to follow the herd. Returns how to stop. */
  follow(): () => void;
}

/** The events after which a snapshot is another one. */
const CHANGES: ReadonlySet<EventType> = new Set<EventType>(['server', 'link', 'update', 'summarised']);

export function createHerdStore(bridge: FrontBridge): HerdStore {
  const store = createStore<HerdView>(() => ({ snapshot: null, problem: null }));
  let reading: 'no' | 'yes' | 'yes, and once more' = 'no';

  function take(outcome: Outcome<ResponseOf<Action>>): void {
    if (outcome.ok) store.setState({ snapshot: outcome.value });
    else store.setState({ problem: outcome.error });
  }

  async function refresh(): Promise<void> {
    if (reading !== 'no') {
      reading = 'yes, and once more';
      return;
    }
    do {
      reading = 'yes';
      take(await bridge.call('herd.state', {}));
    } while (hasChangedMeanwhile());
    reading = 'no';
  }

  // A function, because the compiler believes that `reading` can't change while it waits.
  const hasChangedMeanwhile = () => reading === 'yes, and once more';

  function onEvents(batch: readonly HerdEvent[]): void {
    for (const event of batch) if (event.type === 'problem') store.setState({ problem: event.error });
    if (batch.some(({ type }) => CHANGES.has(type))) void refresh();
  }

  return {
    ...store,
    act: async (action, request) => take(await bridge.call(action, request)),
    dismiss: () => store.setState({ problem: null }),
    follow() {
      const stop = bridge.subscribe(onEvents);
      void refresh();
      return stop;
    },
  };
}
