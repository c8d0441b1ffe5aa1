/** Scenarios: the built-in ones, opened files and recordings as texts; and the run that is under way or was last. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../src-shared/errors.ts';
import type {
  ScenarioEntry,
  ScenarioListing,
  ScenarioNews,
  ScenarioResult,
} from '../../src-shared/front-types.ts';
import { type Client, errorDataOf } from '../state/client.ts';
import type { EventHub } from '../state/event-hub.ts';

export interface ScenarioText {
  readonly key: string;
  /** A file's name. */
  readonly name: string;
  readonly title: string;
  readonly origin: 'built-in' | 'file' | 'recorded';
  readonly text: string;
  /** As it was opened or saved last. */
  readonly kept: string;
}

export interface ScenarioRun {
  readonly run: number;
  readonly title: string;
  /** The text that is run, for telling whether it is the one that is shown. */
  readonly text: string;
  readonly entries: readonly ScenarioEntry[];
  /** Older entries that are no longer kept. */
  readonly dropped: number;
  /** The line of the step that was begun last. */
  readonly line: number | null;
  readonly result: ScenarioResult | null;
}

export interface ScenarioView {
  /** Null until they have been asked for. */
  readonly listings: readonly ScenarioListing[] | null;
  readonly texts: readonly ScenarioText[];
  /** The key of the text that is shown. */
  readonly shown: string | null;
  readonly run: ScenarioRun | null;
  /** Waiting for the host: a run that begins or ends. */
  readonly busy: boolean;
  /** Why a run could not begin, or why nothing can be listed. */
  readonly error: ErrorData | null;
}

export interface ScenarioStore extends StoreApi<ScenarioView> {
  load(): Promise<void>;
  showBuiltIn(id: string): Promise<void>;
  /** A text from elsewhere, shown at once. */
  add(text: Pick<ScenarioText, 'name' | 'title' | 'origin' | 'text'>): void;
  show(key: string): void;
  edit(text: string): void;
  /** The shown text has been saved under this name. */
  saved(name: string): void;
  /** Runs the shown text. Failures are in `error`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  shownText(): ScenarioText | undefined;
}

/** As many as a transcript of the host has. */
export const ENTRIES_KEPT = 20_000;
export const TEXTS_KEPT = 40;

export function createScenarioStore(client: Client, hub: EventHub): ScenarioStore {
  const store = createStore<ScenarioView>(() => ({
    listings: null,
    texts: [],
    shown: null,
    run: null,
    busy: false,
    error: null,
  }));
  let added = 0;
  hub.onBatch((batch) => {
    let { run } = store.getState();
    const before = run;
    for (const event of batch) if (event.type === 'scenario') run = advance(run, event.step);
    if (run !== before) store.setState({ run });
  });
  const shownText = (): ScenarioText | undefined => {
    const { texts, shown } = store.getState();
    return texts.find(({ key }) => key === shown);
  };
  const put = (text: ScenarioText): void =>
    store.setState(({ texts }) => ({
      texts: [...texts.filter(({ key }) => key !== text.key), text].slice(-TEXTS_KEPT),
      shown: text.key,
      error: null,
    }));
  const change = (part: Partial<ScenarioText>): void =>
    store.setState(({ texts, shown }) => ({
      texts: texts.map((text) => (text.key === shown ? { ...text, ...part } : text)),
    }));
  const attempt = async (act: () => Promise<unknown>): Promise<void> => {
    store.setState({ busy: true, error: null });
    try {
      await act();
    } catch (thrown) {
      store.setState({ error: errorDataOf(thrown) });
    } finally {
      store.setState({ busy: false });
    }
  };
  return {
    ...store,
    shownText,
    load: () =>
      attempt(async () => {
        const listings = await client.call('scenario.list', {});
        store.setState({ listings });
      }),
    async showBuiltIn(id) {
      const key = `built-in ${id}`;
      if (store.getState().texts.some((text) => text.key === key)) return store.setState({ shown: key });
      await attempt(async () => {
        const { text } = await client.call('scenario.read', { id });
        const title = store.getState().listings?.find((listing) => listing.id === id)?.title ?? id;
        put({ key, name: `${id}.yaml`, title, origin: 'built-in', text, kept: text });
      });
    },
    add: (text) => put({ ...text, key: `${text.origin} ${++added}`, kept: text.text }),
    show: (shown) => store.setState({ shown, error: null }),
    edit(text) {
      const now = shownText();
      if (now === undefined || now.text === text) return;
      // What is built in stays as it is: from the first change on it is a text of one's own.
      if (now.origin === 'built-in') {
        const name = now.name.replace(/\.yaml$/, '-edited.yaml');
        put({ ...now, key: `file ${++added}`, name, title: `${now.title} (edited)`, origin: 'file', text });
      } else change({ text });
      store.setState({ error: null });
    },
    saved: (name) => {
      const text = shownText();
      if (text) change({ name, kept: text.text, title: name });
    },
    start: () =>
      attempt(async () => {
        const text = shownText();
        if (text) await client.call('scenario.run', { name: text.name, text: text.text });
      }),
    stop: () => attempt(() => client.call('scenario.stop', {})),
  };
}

/** A run after one piece of news. News of a run that this page has not seen begin (it was loaded again) begin it. */
export function advance(run: ScenarioRun | null, news: ScenarioNews): ScenarioRun {
  const fresh = (title: string, text: string): ScenarioRun => ({
    run: news.run,
    title,
    text,
    entries: [],
    dropped: 0,
    line: null,
    result: null,
  });
  if (news.kind === 'began') return fresh(news.title, news.text);
  const now = run?.run === news.run ? run : fresh('A scenario', '');
  if (news.kind === 'ended') return { ...now, title: news.result.title, result: news.result };
  const all = [...now.entries, ...news.entries];
  const over = Math.max(0, all.length - ENTRIES_KEPT);
  const step = news.entries.findLast((entry) => entry.kind === 'step');
  return {
    ...now,
    entries: over > 0 ? all.slice(over) : all,
    dropped: now.dropped + over,
    line: step?.line ?? now.line,
  };
}

export const isRunning = ({ run }: Pick<ScenarioView, 'run'>): boolean => run !== null && run.result === null;
