/**
 * Grades submissions for the window, one run at a time: in a process of its own, whose news it keeps and passes on,
 * and whose results it leaves in a folder until they are looked at, overridden or exported. The last run outlives the
 * app, and is gone on with where it ended early.
 */
import { type ErrorData, HerdError } from '../../../src-shared/errors.ts';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import type { ConsoleHandlers } from '../../../src-shared/front-contract.ts';
import {
  advanceGrading,
  carriedNews,
  type GradingEnd,
  type GradingNews,
  type GradingRun,
  type SubmissionRun,
} from '../../../src-shared/grading/grading-run.ts';
import type { GradingResult, SubmissionResult } from '../../../src-shared/grading/results.ts';
import { nowMs } from '../../herd/wall-clock.ts';
import { Gathered } from '../gathered.ts';
import { CarriedOverrides } from './carried-overrides.ts';
import { gradeArguments } from './grade-arguments.ts';
import { type GradeLine, GradeProcess } from './grade-process.ts';
import { KeptRun, type StartRequest } from './kept-run.ts';

type GoOnRequest = Parameters<ConsoleHandlers['grade.goOn']>[0];
type OverrideRequest = Parameters<ConsoleHandlers['grade.override']>[0];
type ExportRequest = Parameters<ConsoleHandlers['grade.export']>[0];

export interface GradingNeeds {
  /** The program that is `herd`, and its first arguments. */
  readonly command: readonly [string, ...string[]];
  readonly emit: (event: HerdEvent) => void;
  /** Where the last run is kept. */
  readonly folder: string;
}

/** One run. */
interface Run {
  readonly request: StartRequest;
  readonly kept: KeptRun;
  /** What a person decided. */
  readonly overrides: CarriedOverrides;
  /** Undefined: it is one of an earlier start of the app. */
  readonly process?: GradeProcess;
  /** Resolves when its end was told. */
  readonly over?: Promise<void>;
}

export class Grading {
  readonly #needs: GradingNeeds;
  #told: GradingRun | null = null;
  #run: Run | undefined;
  #restored: Promise<void> | undefined;
  #runs = 0;
  #starting = false;
  #stopped = false;
  #gathered = new Gathered<GradingNews>(() => {});

  constructor(needs: GradingNeeds) {
    this.#needs = needs;
  }

  /** The run that is under way, or the last one. */
  get state(): GradingRun | null {
    return this.#told;
  }

  /** Looks for a run of an earlier start of the app, once. Before anything else is asked of this. */
  restore(): Promise<void> {
    this.#restored ??= this.#restore();
    return this.#restored;
  }

  /** @throws HerdError GRADING_RUNNING, and what is wrong with the rubric or the paths; nothing was changed then */
  start(request: StartRequest): Promise<{ run: number }> {
    return this.#alone(async () => {
      await checkRequest(request);
      const before = this.#run?.kept;
      const beganMs = nowMs();
      const kept = await KeptRun.create(this.#needs.folder, { request, beganMs });
      const run = { request, kept, overrides: new CarriedOverrides() };
      const number = this.#begin(run, beganMs, []);
      // Only now: there is one in its place. What can't be removed is tried at the next start of the app.
      await before?.remove().catch(() => undefined);
      return { run: number };
    });
  }

  /** @throws HerdError GRADING_RUNNING, NOT_GRADED, and what is wrong with the paths; nothing was changed then */
  goOn({ paths }: GoOnRequest): Promise<{ run: number }> {
    return this.#alone(async () => {
      const [told, run] = [this.#told, this.#run];
      if (!told?.plan || !run) throw new HerdError('NOT_GRADED', { name: 'Nothing' });
      const all = new Set([...told.plan.submissions.map(({ path }) => path), ...paths]);
      const request = { ...run.request, paths: [...all], seed: told.plan.seed };
      await checkRequest(request);
      const beganMs = nowMs();
      const carried = carriedNews(told);
      await run.kept.begin({ request, beganMs }, run.overrides, carried);
      return { run: this.#begin({ ...run, request }, beganMs, carried) };
    });
  }

  /** @throws HerdError GRADING_RUNNING, FILE_UNWRITABLE; nothing was changed then */
  forget(): Promise<void> {
    return this.#alone(async () => {
      await this.#run?.kept.remove();
      this.#told = null;
      this.#run = undefined;
    });
  }

  /** Resolves when the end has been told and nothing of what ran is left. */
  async stop(): Promise<void> {
    if (this.#told === null || this.#told.end !== null) return;
    this.#stopped = true;
    await this.#run?.process?.stop();
    await this.#run?.over;
  }

  /** A submission that was graded, with what a person decided. @throws HerdError NOT_GRADED */
  async read(run: number, name: string): Promise<SubmissionResult> {
    const { told } = this.#runOf(run);
    if (submissionOf(told, name)?.state !== 'graded') throw new HerdError('NOT_GRADED', { name });
    return this.#result(name);
  }

  /** Puts a person's verdict in the place of the grader's, or (null) the grader's in force again. */
  async override({ run, submission, check, verdict, reason }: OverrideRequest): Promise<void> {
    const { told, kept, overrides } = this.#runOf(run);
    const path = submissionOf(told, submission)?.path;
    if (path === undefined) throw new HerdError('NOT_GRADED', { name: submission });
    const before = overrides.of(path, check);
    const override = verdict && { check, verdict, reason, at: new Date(nowMs()).toISOString() };
    overrides.set(path, check, override);
    try {
      const result = await this.read(run, submission);
      kept.override({ path, check, override });
      this.#tellGraded(result);
    } catch (thrown) {
      // Refused: what counted before goes on counting.
      overrides.set(path, check, before);
      throw thrown;
    }
  }

  /** Writes reports of all that is graded. @throws HerdError NOT_GRADED, FILE_UNWRITABLE */
  async export({ run, folder, formats }: ExportRequest): Promise<{ submissions: number }> {
    const { told } = this.#runOf(run);
    const { plan } = told;
    const graded = told.submissions.filter(({ state }) => state === 'graded');
    if (plan === null || graded.length === 0) throw new HerdError('NOT_GRADED', { name: 'Nothing' });
    const submissions: SubmissionResult[] = [];
    for (const { name } of graded) submissions.push(await this.read(run, name));
    const { rubric, topology, seed } = plan;
    const result: GradingResult = { schema: 1, rubric, topology, seed, submissions };
    const { writeReports } = await import('../../grader/index.ts');
    await writeReports(folder, formats, result);
    // Meanwhile another may have been graded, or a verdict overridden: that is in no report.
    if (this.#told?.told === told.told) {
      this.#tell({ kind: 'exported' });
      this.#gathered.give();
    }
    return { submissions: submissions.length };
  }

  /** Ends the run. What it has come to is there at the next start. */
  async close(): Promise<void> {
    await this.stop();
  }

  async #restore(): Promise<void> {
    const found = await KeptRun.find(this.#needs.folder);
    if (found === undefined) return;
    const { request, beganMs, kept, news, overrides } = found;
    const run = ++this.#runs;
    try {
      this.#told = advanceGrading(null, { run, beganMs, before: 0, news });
    } catch {
      // Lines of another version, or that somebody changed: there is no run to show, and a new one can be begun.
      return;
    }
    this.#run = { request, kept, overrides };
    // Whoever had it begun is gone without having said so.
    if (this.#told.end === null) this.#tell({ kind: 'ended', end: { how: 'stopped', atMs: nowMs() } });
  }

  /** One at a time begins, ends or removes a run. @throws HerdError GRADING_RUNNING */
  async #alone<T>(act: () => Promise<T>): Promise<T> {
    await this.restore();
    if (this.#starting || (this.#told !== null && this.#told.end === null))
      throw new HerdError('GRADING_RUNNING', {});
    this.#starting = true;
    try {
      return await act();
    } finally {
      this.#starting = false;
    }
  }

  #begin(begun: Run, beganMs: number, carried: readonly GradingNews[]): number {
    const run = ++this.#runs;
    let before = 0;
    this.#stopped = false;
    const gathered = new Gathered<GradingNews>((news) => {
      const batch = { run, beganMs, before, news };
      before += news.length;
      this.#needs.emit({ type: 'grading', time: nowMs(), server: '-', batch });
    });
    this.#gathered = gathered;
    this.#told = advanceGrading(null, { run, beganMs, before: 0, news: carried });
    for (const news of carried) gathered.add(news);
    let error: ErrorData | undefined;
    /** Whether the engine itself has said so: what is carried is no sign that it ran. */
    let planned = false;
    const overriding: Promise<void>[] = [];
    const onLine = (line: GradeLine): void => {
      if ('type' in line) {
        error = line;
        return;
      }
      planned ||= line.kind === 'planned';
      if (line.kind === 'graded' && this.#isOverridden(line.name))
        overriding.push(this.#tellOverridden(line));
      else this.#tell(line);
    };
    const args = gradeArguments(begun.request, begun.kept.folder, carried.length > 0);
    const process = new GradeProcess(this.#needs.command, args, onLine);
    const over = process.ended.then(async ({ how, said }) => {
      await Promise.all(overriding);
      const lost = new HerdError('GRADING_ENDED', { how, said });
      this.#tell({ kind: 'ended', end: this.#endOf(planned, error, lost) });
      gathered.give();
    });
    this.#run = { ...begun, process, over };
    return run;
  }

  #isOverridden(name: string): boolean {
    const path = this.#told && submissionOf(this.#told, name)?.path;
    return typeof path === 'string' && this.#run?.overrides.has(path) === true;
  }

  /** The engine knows nothing of what a person decided before the run was gone on with. */
  async #tellOverridden(news: GradingNews & { readonly kind: 'graded' }): Promise<void> {
    try {
      this.#tellGraded(await this.#result(news.name));
    } catch {
      this.#tell(news);
    }
  }

  /** @throws HerdError NOT_GRADED */
  async #result(name: string): Promise<SubmissionResult> {
    const [told, run] = [this.#told, this.#run];
    const { readResult } = await import('../../grader/index.ts');
    const result = run && (await readResult(run.kept.folder, name));
    if (!told?.plan || !run || !result) throw new HerdError('NOT_GRADED', { name });
    return run.overrides.apply(told.plan.rubric, submissionOf(told, name)?.path ?? result.path, result);
  }

  #endOf(planned: boolean, error: ErrorData | undefined, lost: HerdError): GradingEnd {
    const atMs = nowMs();
    if (error !== undefined) return { how: 'failed', atMs, error };
    if (this.#stopped) return { how: 'stopped', atMs };
    const all = planned && this.#told?.submissions.every(({ state }) => state === 'graded');
    return all ? { how: 'done', atMs } : { how: 'failed', atMs, error: lost.toData() };
  }

  #tell(news: GradingNews): void {
    const told = this.#told;
    if (told === null) return;
    const { run, beganMs, told: before } = told;
    this.#told = advanceGrading(told, { run, beganMs, before, news: [news] });
    this.#run?.kept.tell(news);
    this.#gathered.add(news);
  }

  #tellGraded(result: SubmissionResult): void {
    const { name, earned, possible, undecided, problem = null, checks, overrides = [] } = result;
    this.#tell({
      kind: 'graded',
      name,
      points: { earned, possible, undecided },
      problem,
      verdicts: Object.fromEntries(checks.map(({ id, verdict }) => [id, verdict])),
      overridden: overrides.map(({ check }) => check),
    });
    this.#gathered.give();
  }

  /** @throws HerdError NOT_GRADED: there is another run by now */
  #runOf(run: number): Run & { readonly told: GradingRun } {
    if (this.#told?.run !== run || this.#run === undefined)
      throw new HerdError('NOT_GRADED', { name: 'This' });
    return { ...this.#run, told: this.#told };
  }
}

/** @throws HerdError UNKNOWN_RUBRIC, RUBRIC_INVALID, FILE_UNREADABLE */
async function checkRequest({ rubric, paths }: StartRequest): Promise<void> {
  // Loaded now: the window opens sooner without the checks.
  const { findSubmission, loadRubric } = await import('../../grader/index.ts');
  await loadRubric(rubric);
  await Promise.all(paths.map(findSubmission));
}

const submissionOf = (run: GradingRun, name: string): SubmissionRun | undefined =>
  run.submissions.find((one) => one.name === name);
