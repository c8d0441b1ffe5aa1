/**
 * What a person does to the herd, from whichever pane: done, remembered for undo, kept for recording as a scenario,
 * and a failure told. Every pane goes through here; nobody calls `server.*`, `link.*` or `topology.apply` itself.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import type { Client } from './client.ts';
import { type FaultsNow, faultsOf } from './faults.ts';
import type { HerdStore } from './herd-store.ts';
import type { Deed, History } from './history.ts';
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
const TAKES_BACK: Readonly<Partial<Record<ServerOperation, ServerOperation>>> = {
  start: 'stop',
  stop: 'start',
  kill: 'start',
  pause: 'resume',
  resume: 'pause',
};

/** By name where they are few: `Ball, Welsh`, else `5 servers`. */
const listed = (names: readonly string[], what: 'servers' | 'links'): string =>
  names.length > 3 ? `${names.length} ${what}` : names.join(', ');

/** What came of something that was done to several: who it was done to, and what hindered the others. */
interface Outcome {
  readonly done: readonly string[];
  readonly failure?: { readonly thrown: unknown };
}

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

  /** Never rejects. `left` are those for whom it has still to be done, by the newest snapshot. */
  const outcomeOf = async (
    names: readonly string[],
    call: () => Promise<HerdSnapshot>,
    left: () => readonly string[],
  ): Promise<Outcome> => {
    if (names.length === 0) return { done: [] };
    try {
      herd.see(await call());
      return { done: names };
    } catch (thrown) {
      // Of several some may have worked: what is so now is asked. Where it can't be, none is said to have.
      const known = await herd.refresh().then(
        () => true,
        () => false,
      );
      const undone = left();
      return { done: known ? names.filter((name) => !undone.includes(name)) : [], failure: { thrown } };
    }
  };
  const tryServers = async (operation: ServerOperation, servers: readonly string[]): Promise<Outcome> => {
    mark(servers, true);
    const call = () => client.call(`server.${operation}`, { servers: [...servers] });
    // A restart leaves no trace by which those that it was done to could be told.
    const left = () => (operation === 'restart' ? servers : concerned(operation, servers));
    const outcome = await outcomeOf(servers, call, left);
    mark(servers, false);
    if (outcome.done.length > 0) tell({ at: now(), kind: operation, servers: outcome.done });
    return outcome;
  };
  const tryLinks = async (operation: LinkOperation, links: readonly string[]): Promise<Outcome> => {
    const call = () => client.call(`link.${operation}`, { links: [...links] });
    const outcome = await outcomeOf(links, call, () => linksFor(operation, links));
    if (outcome.done.length > 0) tell({ at: now(), kind: operation, links: outcome.done });
    return outcome;
  };
  const throwFailure = ({ failure }: Outcome): void => {
    if (failure) throw failure.thrown;
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
  /** Those of the links that aren't yet what the operation makes of them. */
  const linksFor = (operation: LinkOperation, ids: readonly string[]): string[] =>
    (snapshot()?.links ?? [])
      .filter(({ id }) => ids.length === 0 || ids.includes(id))
      .filter(({ state }) => (state === 'cut') === (operation === 'heal'))
      .map(({ id }) => id);

  /** Deeds that fail in part remember what did happen: it can be undone, too. */
  const serversDeed = (
    operation: ServerOperation,
    back: ServerOperation,
    which: readonly string[],
  ): Deed => ({
    label: `${SERVER_OPERATIONS[operation].word} ${listed(which, 'servers')}`,
    undoLabel: `${SERVER_OPERATIONS[back].word} ${listed(which, 'servers')}${operation === 'kill' ? ' again' : ''}`,
    redo: async () => {
      const outcome = await tryServers(operation, which);
      if (outcome.failure && outcome.done.length > 0)
        history.remember(serversDeed(operation, back, outcome.done));
      throwFailure(outcome);
    },
    undo: async () => throwFailure(await tryServers(back, which)),
  });
  const linksDeed = (operation: LinkOperation, which: readonly string[]): Deed => ({
    label: `${operation === 'cut' ? 'Cut' : 'Heal'} ${listed(which, 'links')}`,
    redo: async () => {
      const outcome = await tryLinks(operation, which);
      if (outcome.failure && outcome.done.length > 0) history.remember(linksDeed(operation, outcome.done));
      throwFailure(outcome);
    },
    undo: async () => throwFailure(await tryLinks(operation === 'cut' ? 'heal' : 'cut', which)),
  });
  const healDeed = ({ cut, paused, down }: FaultsNow): Deed => ({
    label: 'Heal all faults',
    redo: async () => {
      // What can't be healed keeps nothing else from it.
      const links = await tryLinks('heal', cut);
      const resumed = await tryServers('resume', paused);
      const started = await tryServers('start', down);
      const failed = [links, resumed, started].find(({ failure }) => failure);
      if (!failed) return;
      const healed = { cut: links.done, paused: resumed.done, down: started.done };
      if (Object.values(healed).some((names) => names.length > 0)) history.remember(healDeed(healed));
      throwFailure(failed);
    },
    undo: async () => {
      throwFailure(await tryServers('kill', down));
      throwFailure(await tryServers('pause', paused));
      throwFailure(await tryLinks('cut', cut));
    },
  });
  const apply = async (topology: Topology): Promise<void> =>
    herd.see(await client.call('topology.apply', { topology }));

  return {
    ...store,
    servers: (operation, names) =>
      attempt(async () => {
        const which = concerned(operation, names);
        if (which.length === 0) return;
        const back = TAKES_BACK[operation];
        if (!back) return throwFailure(await tryServers(operation, which));
        await history.perform(serversDeed(operation, back, which));
      }),
    links: (operation, ids) =>
      attempt(async () => {
        const which = linksFor(operation, ids);
        if (which.length > 0) await history.perform(linksDeed(operation, which));
      }),
    healAll: () =>
      attempt(async () => {
        const faults = faultsOf(snapshot());
        if (Object.values(faults).some((names) => names.length > 0)) await history.perform(healDeed(faults));
      }),
    applyTopology: (next, label) =>
      attempt(async () => {
        let edit: { readonly before: Topology; readonly after: Topology } | undefined;
        /** Those that ran and went: undone, they run again, though they have forgotten everything. */
        let ended: readonly string[] = [];
        await history.perform({
          label,
          redo: async () => {
            const before = snapshot()?.topology;
            if (!edit && before) edit = { before, after: typeof next === 'function' ? next(before) : next };
            if (!edit) return;
            const stay = new Set(edit.after.servers.map(({ name }) => name));
            ended = (snapshot()?.servers ?? [])
              .filter(({ name, state }) => !stay.has(name) && !canDo('start', state))
              .map((server) => server.name);
            await apply(edit.after);
          },
          undo: async () => {
            if (!edit) return;
            await apply(edit.before);
            if (ended.length > 0) throwFailure(await tryServers('start', ended));
          },
        });
      }),
    onDone(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
