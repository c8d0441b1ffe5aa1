/**
 * What a person does to the herd, from whichever pane: done, remembered for undo, kept for recording as a scenario,
 * and a failure told. Every pane goes through here; nobody calls `server.*`, `link.*` or `topology.apply` itself.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import type { Client } from './client.ts';
import { faultsOf } from './faults.ts';
import type { HerdStore } from './herd-store.ts';
import type { History } from './history.ts';
import type { NoticeStore } from './notices.ts';
import { canDo, SERVER_OPERATIONS, type ServerOperation } from './server-operations.ts';

export type LinkOperation = 'cut' | 'heal';

/** Something done by hand, for the recorder. Names are explicit: “all” has been resolved. */
export type Done =
  | { readonly at: number; readonly kind: ServerOperation; readonly servers: readonly string[] }
  | { readonly at: number; readonly kind: LinkOperation; readonly links: readonly string[] };

export interface OperationsView {
  /** Operations that are under way, by server: their buttons show it. */
  readonly busy: ReadonlySet<string>;
}

export interface Operations extends StoreApi<OperationsView> {
  /** Empty names: all servers. Failures are told as notices; resolves to whether it worked. */
  servers(operation: ServerOperation, names: readonly string[]): Promise<boolean>;
  /** Empty ids: all links. */
  links(operation: LinkOperation, ids: readonly string[]): Promise<boolean>;
  /** Heals links, resumes paused servers, starts those that were killed or crashed. */
  healAll(): Promise<boolean>;
  /**
   * Another topology in force, undoable. A function is given the one that is in force when its turn has come: edits
   * that are made quickly one after the other are all made.
   */
  applyTopology(next: Topology | ((now: Topology) => Topology), label: string): Promise<boolean>;
  /** Called with whatever was done by hand. Returns how to stop. */
  onDone(listener: (done: Done) => void): () => void;
}

/** What takes it back. A kill can't be taken back: what the server knew is gone; it can be started again. */
const TAKES_BACK: Readonly<Partial<Record<ServerOperation, readonly [ServerOperation, string]>>> = {
  start: ['stop', 'Stop'],
  stop: ['start', 'Start'],
  kill: ['start', 'Start again'],
  pause: ['resume', 'Resume'],
  resume: ['pause', 'Pause'],
};

const listed = (names: readonly string[]): string =>
  names.length > 3 ? `${names.length} of them` : names.join(', ');

interface Needs {
  readonly client: Client;
  readonly herd: HerdStore;
  readonly history: History;
  readonly notices: NoticeStore;
  readonly now?: () => number;
}

export function createOperations({ client, herd, history, notices, now = Date.now }: Needs): Operations {
  const store = createStore<OperationsView>(() => ({ busy: new Set() }));
  const listeners = new Set<(done: Done) => void>();
  const tell = (done: Done): void => {
    for (const listener of listeners) listener(done);
  };
  const mark = (names: readonly string[], busy: boolean): void =>
    store.setState((view) => {
      const next = new Set(view.busy);
      for (const name of names) {
        if (busy) next.add(name);
        else next.delete(name);
      }
      return { busy: next };
    });
  const snapshot = (): HerdSnapshot | null => herd.getState().snapshot;

  const callServers = async (operation: ServerOperation, servers: readonly string[]): Promise<void> => {
    if (servers.length === 0) return;
    mark(servers, true);
    try {
      herd.see(await client.call(`server.${operation}`, { servers: [...servers] }));
      tell({ at: now(), kind: operation, servers });
    } catch (thrown) {
      // Of several some may have worked: what is so now is asked.
      await herd.refresh().catch(() => undefined);
      throw thrown;
    } finally {
      mark(servers, false);
    }
  };
  const callLinks = async (operation: LinkOperation, links: readonly string[]): Promise<void> => {
    if (links.length === 0) return;
    herd.see(await client.call(`link.${operation}`, { links: [...links] }));
    tell({ at: now(), kind: operation, links });
  };
  const attempt = async (act: () => Promise<void>): Promise<boolean> => {
    try {
      await act();
      return true;
    } catch (thrown) {
      notices.tell(thrown);
      return false;
    }
  };
  /** Those that it would change anything about. */
  const concerned = (operation: ServerOperation, names: readonly string[]): string[] =>
    (snapshot()?.servers ?? [])
      .filter(({ name, hosted }) => hosted && (names.length === 0 || names.includes(name)))
      .filter(({ state }) => canDo(operation, state))
      .map(({ name }) => name);
  const apply = async (topology: Topology): Promise<void> =>
    herd.see(await client.call('topology.apply', { topology }));

  return {
    ...store,
    servers: (operation, names) =>
      attempt(async () => {
        const which = concerned(operation, names);
        if (which.length === 0) return;
        const label = `${SERVER_OPERATIONS[operation].word} ${listed(which)}`;
        const back = TAKES_BACK[operation];
        if (!back) return callServers(operation, which);
        await history.perform({
          label,
          undoLabel: `${back[1]} ${listed(which)}`,
          redo: () => callServers(operation, which),
          undo: () => callServers(back[0], which),
        });
      }),
    links: (operation, ids) =>
      attempt(async () => {
        const which = (snapshot()?.links ?? [])
          .filter(
            ({ id, state }) =>
              (ids.length === 0 || ids.includes(id)) && (state === 'cut') === (operation === 'heal'),
          )
          .map(({ id }) => id);
        if (which.length === 0) return;
        const back = operation === 'cut' ? 'heal' : 'cut';
        await history.perform({
          label: `${operation === 'cut' ? 'Cut' : 'Heal'} ${listed(which)}`,
          redo: () => callLinks(operation, which),
          undo: () => callLinks(back, which),
        });
      }),
    healAll: () =>
      attempt(async () => {
        const { cut, paused, down } = faultsOf(snapshot());
        if (cut.length + paused.length + down.length === 0) return;
        await history.perform({
          label: 'Heal all faults',
          redo: async () => {
            await callLinks('heal', cut);
            await callServers('resume', paused);
            await callServers('start', down);
          },
          undo: async () => {
            await callServers('kill', down);
            await callServers('pause', paused);
            await callLinks('cut', cut);
          },
        });
      }),
    applyTopology: (next, label) =>
      attempt(async () => {
        let edit: { readonly before: Topology; readonly after: Topology } | undefined;
        await history.perform({
          label,
          redo: async () => {
            const before = snapshot()?.topology;
            if (!edit && before) edit = { before, after: typeof next === 'function' ? next(before) : next };
            if (edit) await apply(edit.after);
          },
          undo: async () => {
            if (edit) await apply(edit.before);
          },
        });
      }),
    onDone(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
