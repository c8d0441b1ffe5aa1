/** The draft, its target, what was sent before, and a send that is repeated. Lives longer than the pane. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Moment } from '../../src-shared/protocol/index.ts';
import type { Exchanges } from '../state/exchanges.ts';
import type { HerdStore } from '../state/herd-store.ts';
import { afterSending, type Draft, FIRST_DRAFT } from './draft.ts';
import { createSendClock, pageClock } from './send-clock.ts';
import { requestFor, writeDraft } from './write-draft.ts';

/** The target that means every server that runs. */
export const ALL = '*';

export type Tab = Draft['form'] | 'swarm';

export interface Sent {
  readonly draft: Draft;
  readonly target: string;
}

export interface Repeating {
  readonly everyS: number;
  readonly draft: Draft;
  /** How often it was sent. */
  readonly times: number;
}

export interface CommandView {
  readonly tab: Tab;
  readonly draft: Draft;
  /** A server's name, `*` for all, or empty: the first server. */
  readonly target: string;
  /** Oldest first. */
  readonly sent: readonly Sent[];
  /** Where in `sent` a person is who steps through it; null: at the draft. */
  readonly place: number | null;
  readonly repeating: Repeating | null;
  /** Why the draft could not be sent. */
  readonly refusal: string | null;
  /** Why the repeating ended by itself. */
  readonly repeatEnded: string | null;
}

export interface CommandStore extends StoreApi<CommandView> {
  show(tab: Tab): void;
  edit(draft: Draft): void;
  aim(target: string): void;
  /** Sends the draft. Resolves when all answers are in. */
  send(): Promise<void>;
  /** Steps to an older (-1) or newer (+1) one of those that were sent. */
  step(by: -1 | 1): void;
  /** Takes up one that was sent. */
  recall(sent: Sent): void;
  /** The draft of an exchange, if it is still known. */
  draftOf(exchange: number): Sent | undefined;
  repeat(everyS: number): void;
  stopRepeating(): void;
}

export const SENT_KEPT = 100;
/** Seconds between two sends. */
export const REPEAT_LIMITS = { shortest: 0.1, longest: 3_600 } as const;
const DRAFTS_KEPT = 500;

interface Needs {
  readonly exchanges: Exchanges;
  readonly herd: HerdStore;
  readonly moment?: () => Moment;
}

export function createCommandStore({
  exchanges,
  herd,
  moment = createSendClock(pageClock),
}: Needs): CommandStore {
  const store = createStore<CommandView>(() => ({
    tab: 'iamat',
    draft: FIRST_DRAFT,
    target: '',
    sent: [],
    place: null,
    repeating: null,
    refusal: null,
    repeatEnded: null,
  }));
  const drafts = new Map<number, Sent>();
  /** The draft as it was before a person stepped back. */
  let put: Draft | undefined;
  let timer: ReturnType<typeof setInterval> | undefined;
  let underWay = false;

  const targets = (target: string): string[] => {
    const servers = herd.getState().snapshot?.servers ?? [];
    if (target === ALL) return servers.filter(({ state }) => isUp(state.kind)).map(({ name }) => name);
    const name = servers.find((server) => server.name === target)?.name ?? servers[0]?.name;
    return name === undefined ? [] : [name];
  };
  /** Resolves when all answers are in; to why nothing went, if nothing did. */
  const sendOne = async (draft: Draft, target: string): Promise<string | null> => {
    const written = writeDraft(draft, moment());
    if (!written.ok) return written.problem;
    const servers = targets(target);
    if (servers.length === 0) return 'No server is running: start one first.';
    await Promise.all(
      servers.map(async (server) => {
        const answered = exchanges.send(requestFor(draft, server, written));
        const id = exchanges.getState().records.at(-1)?.id;
        if (id !== undefined) keep(id, { draft, target });
        await answered;
      }),
    );
    return null;
  };
  const keep = (id: number, sent: Sent): void => {
    drafts.set(id, sent);
    const oldest = drafts.keys().next().value;
    if (drafts.size > DRAFTS_KEPT && oldest !== undefined) drafts.delete(oldest);
  };
  const remember = (sent: Sent): void =>
    store.setState((view) => {
      const others = isSame(view.sent.at(-1), sent) ? view.sent.slice(0, -1) : view.sent;
      return { sent: [...others, sent].slice(-SENT_KEPT), place: null };
    });
  const stopRepeating = (): void => {
    clearInterval(timer);
    timer = undefined;
    store.setState({ repeating: null });
  };

  return {
    ...store,
    stopRepeating,
    show: (tab) =>
      store.setState(({ draft }) => ({
        tab,
        ...(tab === 'swarm' ? {} : { draft: { ...draft, form: tab } }),
      })),
    edit: (draft) => store.setState({ draft, tab: draft.form, place: null, refusal: null }),
    aim: (target) => store.setState({ target }),
    async send() {
      const { draft, target } = store.getState();
      remember({ draft, target });
      store.setState({ draft: afterSending(draft), refusal: null, repeatEnded: null });
      const refusal = await sendOne(draft, target);
      if (refusal !== null) store.setState({ refusal });
    },
    step(by) {
      const { sent, place, draft } = store.getState();
      if (place === null) put = draft;
      const next = (place ?? sent.length) + by;
      if (next < 0) return;
      const there = sent[next];
      if (there) store.setState({ draft: there.draft, tab: there.draft.form, place: next, refusal: null });
      else if (put) store.setState({ draft: put, tab: put.form, place: null, refusal: null });
    },
    recall: ({ draft, target }) =>
      store.setState({ draft, target, tab: draft.form, place: null, refusal: null }),
    draftOf: (exchange) => drafts.get(exchange),
    repeat(everyS) {
      stopRepeating();
      const { draft, target } = store.getState();
      remember({ draft, target });
      store.setState({ repeating: { everyS, draft, times: 0 }, repeatEnded: null });
      const turn = async (): Promise<void> => {
        const { repeating } = store.getState();
        // A server that answers slowly is not asked again meanwhile.
        if (repeating === null || underWay) return;
        underWay = true;
        const next = afterSending(repeating.draft);
        store.setState({ repeating: { ...repeating, draft: next, times: repeating.times + 1 } });
        const repeatEnded = await sendOne(repeating.draft, target).finally(() => {
          underWay = false;
        });
        if (repeatEnded === null) return;
        stopRepeating();
        store.setState({ repeatEnded });
      };
      timer = setInterval(() => void turn(), clamp(everyS) * 1_000);
      void turn();
    },
  };
}

const isUp = (state: string): boolean => state === 'ready' || state === 'paused';

const isSame = (one: Sent | undefined, other: Sent): boolean =>
  one !== undefined &&
  one.target === other.target &&
  JSON.stringify(one.draft) === JSON.stringify(other.draft);

const clamp = (everyS: number): number =>
  Math.min(REPEAT_LIMITS.longest, Math.max(REPEAT_LIMITS.shortest, everyS));
