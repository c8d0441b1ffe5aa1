/** Scenarios: the built-in ones, opened files and recordings as texts; and the run that is under way or was last. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { FRONT_LIMITS } from '../../src-shared/front-contract.ts';
import type {
  KeptScenario,
  ScenarioListing,
  ScenarioNews,
  ScenarioPace,
} from '../../src-shared/front-types.ts';
import { advanceRun, type ScenarioRun } from '../../src-shared/scenario-run.ts';
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

export interface ScenarioView {
  /** Null until they have been asked for. */
  readonly listings: readonly ScenarioListing[] | null;
  readonly texts: readonly ScenarioText[];
  /** The key of the text that is shown. */
  readonly shown: string | null;
  readonly run: ScenarioRun | null;
  /** How quickly the next run is played, or the one that is under way. */
  readonly pace: ScenarioPace;
  /** Waiting for the host: a run that begins or ends. */
  readonly busy: boolean;
  /** Why a run could not begin, or why nothing can be listed. */
  readonly error: ErrorData | null;
}

export interface ScenarioStore extends StoreApi<ScenarioView> {
  /** Lists texts of an earlier start, but shows none. */
  takeBack(texts: readonly KeptScenario[]): void;
  /** Takes up the run that is under way, or was last, before this page was there. @throws CallError */
  restore(): Promise<void>;
  load(): Promise<void>;
  /** Resolves to whether it is shown; if not, `error` says why. */
  showBuiltIn(id: string): Promise<boolean>;
  /** A text from elsewhere, shown at once. */
  add(text: Pick<ScenarioText, 'name' | 'title' | 'origin' | 'text'>): void;
  show(key: string): void;
  edit(text: string): void;
  /** The shown text has been saved under this name. */
  saved(name: string): void;
  /** Runs the shown text. Failures are in `error`. */
  start(): Promise<void>;
  stop(): Promise<void>;
  /** Also of the run that is under way. */
  setPace(pace: ScenarioPace): Promise<void>;
  /** Does the step that waits to be asked for. */
  next(): Promise<void>;
  shownText(): ScenarioText | undefined;
}

export const TEXTS_KEPT = FRONT_LIMITS.keptScenarios;

/** What of the texts the workspace keeps: those of one's own, the newest of them, as many as there is room for. */
export function keptScenarios(texts: readonly ScenarioText[]): KeptScenario[] {
  let room: number = FRONT_LIMITS.keptScenarioChars;
  const kept: KeptScenario[] = [];
  for (const { name, title, origin, text, kept: saved } of [...texts].reverse()) {
    room -= text.length + saved.length;
    if (room < 0) break;
    if (origin !== 'built-in') kept.unshift({ name, title, origin, text, kept: saved });
  }
  return kept;
}

const leftOutNews = (event: HerdEvent): boolean =>
  event.type === 'summarised' && (event.counts['scenario'] ?? 0) > 0;

export function createScenarioStore(client: Client, hub: EventHub): ScenarioStore {
  const store = createStore<ScenarioView>(() => ({
    listings: null,
    texts: [],
    shown: null,
    run: null,
    pace: 'fast',
    busy: false,
    error: null,
  }));
  let added = 0;
  const advance = (news: readonly ScenarioNews[]): void => {
    const before = store.getState().run;
    const run = news.reduce<ScenarioRun | null>(advanceRun, before);
    if (run === null || run === before) return;
    // Only where its pace is news: else what was just chosen here would be taken back until the host has heard of it.
    const told = run.result === null && !(before?.run === run.run && before.pace === run.pace);
    store.setState(told ? { run, pace: run.pace } : { run });
  };
  /** What comes before it is known what came before that; undefined afterwards. */
  let early: ScenarioNews[] | undefined = [];
  let asking = 0;
  /** The run as the host knows it. @throws CallError */
  const takeUp = async (): Promise<void> => {
    early ??= [];
    asking += 1;
    try {
      const run = await client.call('scenario.state', {});
      if (run !== null) store.setState(run.result === null ? { run, pace: run.pace } : { run });
    } finally {
      asking -= 1;
      // News fit to the last answer, whichever of them came first.
      if (asking === 0) {
        const news = early ?? [];
        early = undefined;
        advance(news);
      }
    }
  };
  hub.onBatch((batch) => {
    const news = batch.flatMap((event) => (event.type === 'scenario' ? [event.step] : []));
    if (early) early.push(...news);
    else advance(news);
    // Entries that this page was too slow for. Nobody asked: where the host can't say, there is what came.
    if (batch.some(leftOutNews)) takeUp().catch(() => undefined);
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
  const list = async (): Promise<readonly ScenarioListing[]> => {
    const listings = await client.call('scenario.list', {});
    store.setState({ listings });
    return listings;
  };
  /** What is run is what a person sees, unless there is something else. */
  const showRun = async ({ name, title, text }: ScenarioRun): Promise<void> => {
    const listing = (await list()).find(({ id }) => `${id}.yaml` === name);
    const builtIn = listing && (await client.call('scenario.read', { id: listing.id })).text;
    const { shown, texts } = store.getState();
    if (shown !== null) return;
    const known = texts.find((one) => one.name === name && one.text === text);
    if (known) store.setState({ shown: known.key });
    else if (listing && builtIn === text) {
      put({
        key: `built-in ${listing.id}`,
        name,
        title: listing.title,
        origin: 'built-in',
        text,
        kept: text,
      });
    } else put({ key: `file ${++added}`, name, title, origin: 'file', text, kept: text });
  };
  return {
    ...store,
    shownText,
    takeBack(texts) {
      if (texts.length === 0) return;
      const back = texts.map((text): ScenarioText => ({ ...text, key: `${text.origin} ${++added}` }));
      store.setState((view) => ({ texts: [...back, ...view.texts].slice(-TEXTS_KEPT) }));
    },
    async restore() {
      await takeUp();
      const { run } = store.getState();
      if (run !== null && run.text !== '') await showRun(run);
    },
    load: () => attempt(list),
    async showBuiltIn(id) {
      const key = `built-in ${id}`;
      if (store.getState().texts.some((text) => text.key === key)) {
        store.setState({ shown: key });
        return true;
      }
      await attempt(async () => {
        const { text } = await client.call('scenario.read', { id });
        const title = store.getState().listings?.find((listing) => listing.id === id)?.title ?? id;
        put({ key, name: `${id}.yaml`, title, origin: 'built-in', text, kept: text });
      });
      return store.getState().shown === key;
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
        if (!text) return;
        const { pace } = store.getState();
        await client.call('scenario.run', { name: text.name, text: text.text, pace });
      }),
    stop: () => attempt(() => client.call('scenario.stop', {})),
    async setPace(pace) {
      store.setState({ pace });
      if (isRunning(store.getState())) await client.call('scenario.pace', { pace });
    },
    async next() {
      await client.call('scenario.next', {});
    },
  };
}

export const isRunning = ({ run }: Pick<ScenarioView, 'run'>): boolean => run !== null && run.result === null;
