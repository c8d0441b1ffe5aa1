/** A rubric: which checks count, how much, and what the course says about each; and how a herd is started. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { packageFolder } from '../ground/package-folder.ts';
import { readYaml } from '../scenario/located-yaml.ts';
import { firstOf, flag, issuesOf, meant, text } from '../scenario/words.ts';
import { CHECKS } from './checks/index.ts';

export interface RubricCheck {
  readonly id: string;
  readonly weight: number;
  /** The section's title. */
  readonly section: string;
  /** What the course says, or why it is looked at although the course doesn't ask for it. */
  readonly says: string;
  /** The course doesn't ask for it: reported, without points unless the rubric counts them. */
  readonly beyond: boolean;
}

export interface Rubric {
  /** The built-in one's id, or the file's path as it was named. */
  readonly id: string;
  readonly title: string;
  /** A command template for each server; placeholders {name} {host} {port} {neighbours} {topology}. */
  readonly command: string;
  /** A built-in topology's id or a file's path. */
  readonly topology: string;
  readonly env: Readonly<Record<string, string>>;
  /** Whether checks beyond the spec give points. */
  readonly countsBeyond: boolean;
  readonly checks: readonly RubricCheck[];
}

const MOST_WEIGHT = 1_000;

const weight = z
  .string('a number of points was meant here')
  .regex(/^\d{1,4}(\.\d{1,3})?$/, 'a number of points was meant here')
  .transform(Number)
  .refine((points) => points <= MOST_WEIGHT, `at most ${MOST_WEIGHT} points were meant here`);

const CHECK = z.strictObject(
  {
    id: text,
    weight: weight.optional(),
    says: text.optional(),
    beyond: text.optional(),
  },
  meant('a check with “id” and one of “says” and “beyond”'),
);

const SECTION = z.strictObject(
  {
    title: text,
    checks: z.array(CHECK, meant('a list of checks')).min(1, meant('a list of checks')),
  },
  meant('a section with “title” and “checks”'),
);

const RUBRIC = z.strictObject(
  {
    title: text,
    command: text,
    topology: text.optional(),
    env: z.record(z.string(), z.string(meant('a text')), meant('a mapping of names to texts')).optional(),
    'count beyond': flag.optional(),
    sections: z.array(SECTION, meant('a list of sections')).min(1, meant('at least one section')),
  },
  meant('a rubric with “title”, “command” and “sections”'),
);

/** For the reference of rubrics, which is held to it: the members of a rubric, a section, a check. */
export const RUBRIC_MEMBERS = [RUBRIC, SECTION, CHECK].map(({ shape }) => Object.keys(shape));

/** What may stand in the rubric itself, in a section, in a check. */
const membersAt = (path: readonly (string | number)[]): readonly string[] =>
  Object.keys([RUBRIC, undefined, SECTION, undefined, CHECK][path.length]?.shape ?? {});

const ENDING = '.yaml';

export const rubricFolder = (from: string = import.meta.dirname): string =>
  join(packageFolder(from) ?? from, 'resources', 'rubrics');

/** Ids of the built-in rubrics, in the alphabet's order. */
export async function builtInRubrics(folder = rubricFolder()): Promise<string[]> {
  const files = await readdir(folder).catch(() => []);
  return files.flatMap((file) => (file.endsWith(ENDING) ? [basename(file, ENDING)] : [])).sort();
}

/**
 * A built-in rubric by its id, or a file by its path. A built-in id wins (write `./cs131` for a file).
 * @throws HerdError UNKNOWN_RUBRIC, FILE_UNREADABLE, RUBRIC_INVALID
 */
export async function loadRubric(idOrFile: string, folder = rubricFolder()): Promise<Rubric> {
  const known = await builtInRubrics(folder);
  const path = known.includes(idOrFile) ? join(folder, `${idOrFile}${ENDING}`) : idOrFile;
  try {
    return readRubric(await readFile(path, 'utf8'), idOrFile);
  } catch (thrown) {
    if (thrown instanceof HerdError) throw thrown;
    const { code, message } = thrown as NodeJS.ErrnoException;
    if (code !== 'ENOENT') throw new HerdError('FILE_UNREADABLE', { path, reason: message });
    const closest = closestName(idOrFile, known);
    throw new HerdError('UNKNOWN_RUBRIC', {
      ...{ id: idOrFile, known },
      ...(closest === undefined ? {} : { meant: closest }),
    });
  }
}

/** @throws HerdError RUBRIC_INVALID, naming the line */
export function readRubric(source: string, file: string): Rubric {
  const refuse: Refuse = (line, problem, advice) =>
    new HerdError('RUBRIC_INVALID', {
      where: `${file}:${line}`,
      problem,
      ...(advice === undefined ? {} : { meant: advice }),
    });
  const yaml = readYaml(source, file, (_, line, problem, advice) => refuse(line, problem, advice));
  const parsed = RUBRIC.safeParse(yaml.value);
  if (!parsed.success) {
    const issue = firstOf(issuesOf(parsed.error, membersAt, yaml.value));
    throw refuse(yaml.lineOf(issue?.path ?? []), issue?.problem ?? 'it can’t be read', issue?.meant);
  }
  const { title, command, topology = 'fall-2016', env = {}, sections } = parsed.data;
  const lines = new Map<string, number>();
  const checks = sections.flatMap((section, s) =>
    section.checks.map((entry, c) => {
      const line = yaml.lineOf(['sections', s, 'checks', c, 'id']);
      const before = lines.get(entry.id);
      if (before !== undefined)
        throw refuse(line, `the check “${entry.id}” stands in it twice`, `It stands on line ${before}, too.`);
      lines.set(entry.id, line);
      return readCheck(entry, section.title, line, refuse);
    }),
  );
  return {
    id: file,
    title,
    command,
    topology,
    env,
    countsBeyond: parsed.data['count beyond'] ?? false,
    checks,
  };
}

type Refuse = (line: number, problem: string, advice?: string) => HerdError;

function readCheck(entry: z.infer<typeof CHECK>, section: string, line: number, refuse: Refuse): RubricCheck {
  const { id, says, beyond } = entry;
  const ids = CHECKS.map((check) => check.id);
  if (!ids.includes(id)) {
    const closest = closestName(id, ids);
    throw refuse(line, `there is no check “${id}”`, closest && `Did you mean ${closest}?`);
  }
  if ((says === undefined) === (beyond === undefined)) {
    const advice = 'A check has “says” with the course’s sentence, or “beyond” with a reason to look at it.';
    throw refuse(line, `the check “${id}” needs one of “says” and “beyond”`, advice);
  }
  const sentence = says ?? beyond ?? '';
  return { id, section, weight: entry.weight ?? 1, says: sentence, beyond: beyond !== undefined };
}
