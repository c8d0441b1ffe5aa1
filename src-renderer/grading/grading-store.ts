/** Grading: what is to be graded and how, the run that is under way or was last, and the submission that is looked at. */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { ErrorData } from '../../src-shared/errors.ts';
import type { FrontBridge } from '../../src-shared/front-bridge.ts';
import type {
  DropMeaning,
  ReportFormatName,
  RubricListing,
} from '../../src-shared/grading/grading-contract.ts';
import { advanceGrading, type GradingBatch, type GradingRun } from '../../src-shared/grading/grading-run.ts';
import type { SubmissionResult } from '../../src-shared/grading/results.ts';
import type { Verdict } from '../../src-shared/grading/verdict.ts';
import { type Client, errorDataOf } from '../state/client.ts';
import type { EventHub } from '../state/event-hub.ts';

/** How the next run is graded. */
export interface GradingSetup {
  readonly paths: readonly string[];
  /** Null: all of the rubric's. */
  readonly only: readonly string[] | null;
  /** Empty: the rubric's. */
  readonly command: string;
  readonly jobs: number;
  readonly ports: 'own' | 'free';
  /** Null: another each time. */
  readonly seed: number | null;
}

export interface GradingView extends GradingSetup {
  /** Ids of the built-in rubrics, and paths of files that were opened; null until they have been asked for. */
  readonly rubrics: readonly string[] | null;
  /** The chosen one; null until it has been read. */
  readonly rubric: RubricListing | null;
  readonly run: GradingRun | null;
  /** The path of the submission that is looked at. */
  readonly selected: string | null;
  /** Its result, once it is graded and has been read. */
  readonly result: SubmissionResult | null;
  /** Waiting for the host: a run that begins or ends, an export. */
  readonly busy: boolean;
  /** What went wrong last. */
  readonly error: ErrorData | null;
}

export interface GradingStore extends StoreApi<GradingView> {
  /** Takes up the run that is under way, or was last, before this page was there. @throws CallError */
  restore(): Promise<void>;
  /** Asks for the rubrics. */
  load(): Promise<void>;
  chooseRubric(idOrPath: string): Promise<void>;
  openRubric(): Promise<void>;
  /** Lets a person choose submissions and adds them. */
  add(what: 'files' | 'folders' | 'class'): Promise<void>;
  /** Adds what was dropped onto the pane: each by itself, or all that is in the folders. */
  drop(files: readonly File[], as: DropMeaning): Promise<void>;
  remove(paths: readonly string[]): void;
  setUp(part: Partial<Omit<GradingSetup, 'paths'>>): void;
  select(path: string | null): void;
  /** In the place of the last run. */
  start(): Promise<void>;
  /** With the last run, and with what has been added to the list since. */
  goOn(): Promise<void>;
  stop(): Promise<void>;
  /** Empties the list, with the last run's results. */
  forget(): Promise<void>;
  /** Of the submission that is looked at; null: the grader's verdict counts again. True: it is done. */
  override(check: string, verdict: Verdict | null, reason: string): Promise<boolean>;
  /** Lets a person choose a folder; the number of submissions that were written, undefined: none. */
  exportReports(formats: readonly ReportFormatName[]): Promise<number | undefined>;
}

export function createGradingStore(
  client: Client,
  hub: EventHub,
  pathOf: FrontBridge['pathOf'],
): GradingStore {
  const store = createStore<GradingView>(() => ({
    paths: [],
    only: null,
    command: '',
    jobs: 1,
    ports: 'own',
    seed: null,
    rubrics: null,
    rubric: null,
    run: null,
    selected: null,
    result: null,
    busy: false,
    error: null,
  }));
  const { getState, setState } = store;

  const attempt = async <T>(act: () => Promise<T>): Promise<T | undefined> => {
    setState({ busy: true, error: null });
    try {
      return await act();
    } catch (thrown) {
      setState({ error: errorDataOf(thrown) });
      return undefined;
    } finally {
      setState({ busy: false });
    }
  };

  /** Counted, so that of two answers the one that was asked for later stays. */
  let reads = 0;
  /** The result of the submission that is looked at, if there is one. */
  const read = async (): Promise<void> => {
    const number = ++reads;
    const { run, selected } = getState();
    const one = run?.submissions.find(({ path }) => path === selected);
    if (!run || one?.state !== 'graded') return setState({ result: null });
    try {
      const result = await client.call('grade.read', { run: run.run, submission: one.name });
      if (number === reads) setState({ result });
    } catch (thrown) {
      if (number === reads) setState({ result: null, error: errorDataOf(thrown) });
    }
  };

  const take = (run: GradingRun | null): void => {
    const before = getState().run;
    if (run === before) return;
    setState({ run });
    const { selected } = getState();
    const of = (it: GradingRun | null) => it?.submissions.find(({ path }) => path === selected);
    const [was, now] = [of(before), of(run)];
    // An override is told like a first result: by other points and verdicts.
    if (run?.run !== before?.run || was?.state !== now?.state || was?.overridden !== now?.overridden)
      void read();
  };
  const refetch = async (): Promise<void> => {
    try {
      take(await client.call('grade.state', {}));
    } catch (thrown) {
      setState({ error: errorDataOf(thrown) });
    }
  };
  const advance = (batches: readonly GradingBatch[]): void => {
    const run = batches.reduce<GradingRun | null>(advanceGrading, getState().run);
    if (run?.gap) void refetch();
    else take(run);
  };
  /** What comes before it is known what came before that; undefined afterwards. */
  let early: GradingBatch[] | undefined = [];
  hub.onBatch((events) => {
    const batches = events.flatMap((event) => (event.type === 'grading' ? [event.batch] : []));
    const missed = events.some((event) => event.type === 'summarised' && 'grading' in event.counts);
    if (early) early.push(...batches);
    else if (missed) void refetch();
    else if (batches.length > 0) advance(batches);
  });

  const chooseRubric = async (idOrPath: string): Promise<void> => {
    const rubric = await client.call('grade.rubric', { rubric: idOrPath });
    const { rubrics, only } = getState();
    const ids = new Set(rubric.checks.map(({ id }) => id));
    const kept = only?.filter((id) => ids.has(id)) ?? [];
    setState({
      rubric,
      rubrics: rubrics?.includes(rubric.id) ? rubrics : [...(rubrics ?? []), rubric.id],
      only: kept.length === 0 ? null : kept,
    });
  };
  const load = async (): Promise<void> => {
    if (getState().rubrics !== null) return;
    const rubrics = await client.call('grade.rubrics', {});
    setState({ rubrics });
    const [first] = rubrics;
    const used = getState().run?.plan?.rubric.id ?? first;
    if (used !== undefined && getState().rubric === null) await chooseRubric(used);
  };

  const addPaths = (more: readonly string[]): void => {
    const paths = [...new Set([...getState().paths, ...more])];
    setState({ paths });
    if (getState().selected === null) setState({ selected: paths[0] ?? null });
  };

  return {
    ...store,
    async restore() {
      try {
        const run = await client.call('grade.state', {});
        if (run !== null) {
          const paths = run.submissions.map(({ path }) => path);
          setState({ run, paths, selected: paths[0] ?? null });
        }
      } finally {
        // News fit to the answer whichever of them came first.
        const batches = early ?? [];
        early = undefined;
        advance(batches);
      }
      await read();
    },
    load: async () => {
      await attempt(load);
    },
    chooseRubric: async (idOrPath) => {
      await attempt(() => chooseRubric(idOrPath));
    },
    openRubric: async () => {
      await attempt(async () => {
        const chosen = await client.call('grade.choose', { what: 'rubric' });
        const [path] = chosen?.paths ?? [];
        if (path !== undefined) await chooseRubric(path);
      });
    },
    add: async (what) => {
      await attempt(async () => {
        const chosen = await client.call('grade.choose', { what });
        if (chosen !== null) addPaths(chosen.paths);
      });
    },
    drop: async (files, as) => {
      await attempt(async () => {
        // What is dragged out of another program's window may be no file on a disk.
        const paths = files.map(pathOf).filter((path) => path !== '');
        if (paths.length > 0) addPaths((await client.call('grade.dropped', { paths, as })).paths);
      });
    },
    remove(gone) {
      const { paths, selected } = getState();
      const left = paths.filter((path) => !gone.includes(path));
      setState({ paths: left });
      if (selected !== null && gone.includes(selected)) {
        setState({ selected: left[0] ?? null });
        void read();
      }
    },
    setUp: (part) => setState(part),
    select(selected) {
      if (selected === getState().selected) return;
      setState({ selected, result: null });
      void read();
    },
    start: async () => {
      await attempt(async () => {
        const { paths, rubric, only, command, jobs, ports, seed } = getState();
        if (rubric === null || paths.length === 0) return;
        await client.call('grade.start', {
          ...{ paths: [...paths], rubric: rubric.id, jobs, ports },
          ...(command.trim() === '' ? {} : { command: command.trim() }),
          ...(only === null ? {} : { only: [...only] }),
          ...(seed === null ? {} : { seed }),
        });
      });
    },
    goOn: async () => {
      await attempt(() => client.call('grade.goOn', { paths: [...getState().paths] }));
    },
    forget: async () => {
      await attempt(async () => {
        await client.call('grade.forget', {});
        // What is being read belongs to nothing any more.
        reads += 1;
        setState({ run: null, paths: [], selected: null, result: null });
      });
    },
    stop: async () => {
      await attempt(() => client.call('grade.stop', {}));
    },
    async override(check, verdict, reason) {
      const { run, result } = getState();
      if (run === null || result === null) return false;
      const request = { run: run.run, submission: result.name, check, verdict, reason };
      const changed = await attempt(() => client.call('grade.override', request));
      if (changed !== undefined && getState().result?.path === changed.path) setState({ result: changed });
      return changed !== undefined;
    },
    exportReports: (formats) =>
      attempt(async () => {
        const { run } = getState();
        const chosen = await client.call('grade.choose', { what: 'export' });
        const [folder] = chosen?.paths ?? [];
        if (run === null || folder === undefined) return undefined;
        const request = { run: run.run, folder, formats: [...formats] };
        return (await client.call('grade.export', request)).submissions;
      }),
  };
}

export const isGrading = ({ run }: Pick<GradingView, 'run'>): boolean => run !== null && run.end === null;
