/**
 * A run in a folder of its own, so that it outlives the app: the engine's finished results, and beside them what was
 * asked for, what was told and what a person decided, a JSON line each. A line that was cut off counts as not written.
 */
import { appendFileSync, type Dirent } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { HerdError } from '../../../src-shared/errors.ts';
import type { ConsoleHandlers } from '../../../src-shared/front-contract.ts';
import { GRADING_CONTRACT } from '../../../src-shared/grading/grading-contract.ts';
import type { GradingNews } from '../../../src-shared/grading/grading-run.ts';
import type { Override } from '../../../src-shared/grading/results.ts';
import { CarriedOverrides } from './carried-overrides.ts';

export type StartRequest = Parameters<ConsoleHandlers['grade.start']>[0];

const PREFIX = 'run-';
const LINES = 'window.jsonl';

/** What happens too often to be kept is told anew when the submission is graded again. */
const KEPT: readonly GradingNews['kind'][] = ['planned', 'submission', 'graded', 'exported', 'ended'];

const headSchema = z.object({ request: GRADING_CONTRACT['grade.start'].request, beganMs: z.number() });
const overrideSchema = z.object({
  path: z.string(),
  check: z.string(),
  /** Null: the grader's verdict counts again. */
  override: z
    .object({
      check: z.string(),
      verdict: z.enum(['pass', 'fail', 'unknown']),
      reason: z.string(),
      at: z.string(),
    })
    .nullable(),
});
const newsSchema = z.object({ kind: z.enum(['planned', 'submission', 'graded', 'exported', 'ended']) });

type Head = z.output<typeof headSchema>;
type OverrideLine = { readonly path: string; readonly check: string; readonly override: Override | null };

/** What is found of a run when the app starts. */
export interface FoundRun extends Head {
  readonly kept: KeptRun;
  readonly news: readonly GradingNews[];
  readonly overrides: CarriedOverrides;
}

export class KeptRun {
  readonly folder: string;

  constructor(folder: string) {
    this.folder = folder;
  }

  /** In a new folder below `base`. @throws HerdError FILE_UNWRITABLE */
  static async create(base: string, head: Head): Promise<KeptRun> {
    const folder = await orUnwritable(base, async () => {
      await mkdir(base, { recursive: true });
      return mkdtemp(join(base, PREFIX));
    });
    const kept = new KeptRun(folder);
    await kept.begin(head, new CarriedOverrides(), []);
    return kept;
  }

  /** The run that was begun last; whichever an earlier app left beside it is removed. Undefined: there is none. */
  static async find(base: string): Promise<FoundRun | undefined> {
    const names = await readdir(base, { withFileTypes: true }).catch((): Dirent[] => []);
    const folders = names.filter((one) => one.isDirectory() && one.name.startsWith(PREFIX));
    const all = await Promise.all(folders.map(({ name }) => new KeptRun(join(base, name)).#read()));
    // What can't be read stays where it is: it may be of a later version.
    const [last, ...before] = all.flatMap((one) => one ?? []).sort((a, b) => b.beganMs - a.beganMs);
    // One that can't be removed is in nobody's way.
    await Promise.allSettled(before.map(({ kept }) => kept.remove()));
    return last;
  }

  /** Begins its lines anew, whole or not at all. @throws HerdError FILE_UNWRITABLE */
  async begin(head: Head, overrides: CarriedOverrides, news: readonly GradingNews[]): Promise<void> {
    const lines = [head, ...overrides.all().map(lineOf), ...news.map((one) => ({ news: one }))];
    const path = join(this.folder, LINES);
    await orUnwritable(path, async () => {
      await writeFile(`${path}.part`, lines.map((line) => JSON.stringify(line)).join('\n'));
      await rename(`${path}.part`, path);
    });
  }

  /** A disk that takes no line takes no result either, and of that the engine tells. */
  tell(news: GradingNews): void {
    if (!KEPT.includes(news.kind)) return;
    try {
      this.#add({ news });
    } catch {}
  }

  /** @throws HerdError FILE_UNWRITABLE */
  override(line: OverrideLine): void {
    try {
      this.#add({ override: line });
    } catch (thrown) {
      throw unwritable(join(this.folder, LINES), thrown);
    }
  }

  /** Without its lines it is no run, whatever else can't be removed. @throws HerdError FILE_UNWRITABLE */
  async remove(): Promise<void> {
    const path = join(this.folder, LINES);
    await orUnwritable(path, () => rm(path, { force: true }));
    await rm(this.folder, { recursive: true, force: true }).catch(() => undefined);
  }

  #add(line: unknown): void {
    // The end of a line comes before the next one: one that was cut off spoils no other.
    appendFileSync(join(this.folder, LINES), `\n${JSON.stringify(line)}`);
  }

  async #read(): Promise<FoundRun | undefined> {
    const text = await readFile(join(this.folder, LINES), 'utf8').catch(() => '');
    const [first, ...lines] = text.split('\n').map(parse);
    const head = headSchema.safeParse(first);
    if (!head.success) return undefined;
    const overrides = new CarriedOverrides();
    const news: GradingNews[] = [];
    for (const line of lines) {
      const override = overrideSchema.safeParse(line?.override);
      if (override.success) overrides.set(override.data.path, override.data.check, override.data.override);
      // Our own, told by our own engine: their kind says the rest.
      if (newsSchema.safeParse(line?.news).success) news.push(line?.news as GradingNews);
    }
    return { ...head.data, kept: this, news, overrides };
  }
}

const lineOf = (override: OverrideLine): Line => ({ override });

/** Not looked at yet. */
interface Line {
  readonly override?: unknown;
  readonly news?: unknown;
}

function parse(text: string): Line | undefined {
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === 'object' && parsed !== null ? parsed : undefined;
  } catch {
    return undefined;
  }
}

const unwritable = (path: string, thrown: unknown): HerdError =>
  new HerdError('FILE_UNWRITABLE', { path, reason: (thrown as Error).message });

async function orUnwritable<T>(path: string, act: () => Promise<T>): Promise<T> {
  try {
    return await act();
  } catch (thrown) {
    throw unwritable(path, thrown);
  }
}
