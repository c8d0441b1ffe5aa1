/**
 * Grades submissions for the window, one run at a time: in a process of its own, whose news it keeps and passes on,
 * and whose results it leaves in a folder until they are looked at, overridden or exported.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type ErrorData, HerdError } from '../../../src-shared/errors.ts';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import type { ConsoleHandlers } from '../../../src-shared/front-contract.ts';
import {
  advanceGrading,
  type GradingEnd,
  type GradingNews,
  type GradingRun,
  type SubmissionRun,
} from '../../../src-shared/grading/grading-run.ts';
import { overrideCheck } from '../../../src-shared/grading/override.ts';
import type { GradingResult, Override, SubmissionResult } from '../../../src-shared/grading/results.ts';
import { nowMs } from '../../herd/wall-clock.ts';
import { Gathered } from '../gathered.ts';
import { gradeArguments } from './grade-arguments.ts';
import { type GradeLine, GradeProcess } from './grade-process.ts';

type StartRequest = Parameters<ConsoleHandlers['grade.start']>[0];
type OverrideRequest = Parameters<ConsoleHandlers['grade.override']>[0];
type ExportRequest = Parameters<ConsoleHandlers['grade.export']>[0];

export interface GradingNeeds {
  /** The program that is `herd`, and its first arguments. */
  readonly command: readonly [string, ...string[]];
  readonly emit: (event: HerdEvent) => void;
}

/** One run. */
interface Run {
  readonly folder: string;
  readonly process: GradeProcess;
  /** Of each submission, by check: what a person decided. */
  readonly overrides: Map<string, Map<string, Override>>;
}

export class Grading {
  readonly #needs: GradingNeeds;
  #told: GradingRun | null = null;
  #run: Run | undefined;
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

  /** @throws HerdError GRADING_RUNNING, and what is wrong with the rubric or the paths; nothing was changed then */
  async start(request: StartRequest): Promise<{ run: number }> {
    if (this.#starting || (this.#told !== null && this.#told.end === null))
      throw new HerdError('GRADING_RUNNING', {});
    this.#starting = true;
    try {
      // Loaded now: the window opens sooner without the checks.
      const { findSubmission, loadRubric } = await import('../../grader/index.ts');
      await loadRubric(request.rubric);
      await Promise.all(request.paths.map(findSubmission));
      const folder = await mkdtemp(join(tmpdir(), 'herd-grading-'));
      const before = this.#run?.folder;
      if (before !== undefined) await rm(before, { recursive: true, force: true });
      return { run: this.#begin(request, folder) };
    } finally {
      this.#starting = false;
    }
  }

  /** Resolves when the end has been told and nothing of what ran is left. */
  async stop(): Promise<void> {
    if (this.#told === null || this.#told.end !== null) return;
    this.#stopped = true;
    await this.#run?.process.stop();
  }

  /** A submission that was graded, with what a person decided. @throws HerdError NOT_GRADED */
  async read(run: number, name: string): Promise<SubmissionResult> {
    const { told, folder, overrides } = this.#runOf(run);
    if (told.plan === null || submissionOf(told, name)?.state !== 'graded')
      throw new HerdError('NOT_GRADED', { name });
    const { readResult } = await import('../../grader/index.ts');
    const result = await readResult(folder, name);
    if (result === undefined) throw new HerdError('NOT_GRADED', { name });
    const { rubric } = told.plan;
    const mine = overrides.get(name)?.values() ?? [];
    return [...mine].reduce((one, override) => overrideCheck(rubric, one, override), result);
  }

  /** Puts a person's verdict in the place of the grader's, or (null) the grader's in force again. */
  async override({ run, submission, check, verdict, reason }: OverrideRequest): Promise<void> {
    const { overrides } = this.#runOf(run);
    const before = overrides.get(submission) ?? new Map<string, Override>();
    const mine = new Map(before);
    if (verdict === null) mine.delete(check);
    else mine.set(check, { check, verdict, reason, at: new Date(nowMs()).toISOString() });
    overrides.set(submission, mine);
    try {
      this.#tellGraded(await this.read(run, submission));
    } catch (thrown) {
      // Refused: what counted before goes on counting.
      overrides.set(submission, before);
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
    return { submissions: submissions.length };
  }

  /** Ends the run and forgets its results. */
  async close(): Promise<void> {
    await this.stop();
    if (this.#run) await rm(this.#run.folder, { recursive: true, force: true });
  }

  #begin(request: StartRequest, folder: string): number {
    const run = (this.#told?.run ?? 0) + 1;
    const beganMs = nowMs();
    let before = 0;
    this.#stopped = false;
    const gathered = new Gathered<GradingNews>((news) => {
      const batch = { run, beganMs, before, news };
      before += news.length;
      this.#needs.emit({ type: 'grading', time: nowMs(), server: '-', batch });
    });
    this.#gathered = gathered;
    this.#told = advanceGrading(this.#told, { run, beganMs, before: 0, news: [] });
    let error: ErrorData | undefined;
    const onLine = (line: GradeLine): void => {
      if ('type' in line) error = line;
      else this.#tell(line);
    };
    const process = new GradeProcess(this.#needs.command, gradeArguments(request, folder), onLine);
    this.#run = { folder, process, overrides: new Map() };
    void process.ended.then(({ how, said }) => {
      const lost = new HerdError('GRADING_ENDED', { how, said });
      this.#tell({ kind: 'ended', end: this.#endOf(error, lost) });
      gathered.give();
    });
    return run;
  }

  #endOf(error: ErrorData | undefined, lost: HerdError): GradingEnd {
    const atMs = nowMs();
    if (error !== undefined) return { how: 'failed', atMs, error };
    if (this.#stopped) return { how: 'stopped', atMs };
    const all = this.#told?.plan && this.#told.submissions.every(({ state }) => state === 'graded');
    return all ? { how: 'done', atMs } : { how: 'failed', atMs, error: lost.toData() };
  }

  #tell(news: GradingNews): void {
    const told = this.#told;
    if (told === null) return;
    const { run, beganMs, told: before } = told;
    this.#told = advanceGrading(told, { run, beganMs, before, news: [news] });
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
  #runOf(run: number): Pick<Run, 'folder' | 'overrides'> & { readonly told: GradingRun } {
    if (this.#told?.run !== run || this.#run === undefined)
      throw new HerdError('NOT_GRADED', { name: 'This' });
    return { ...this.#run, told: this.#told };
  }
}

const submissionOf = (run: GradingRun, name: string): SubmissionRun | undefined =>
  run.submissions.find((one) => one.name === name);
