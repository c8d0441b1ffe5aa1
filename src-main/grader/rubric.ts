/** A rubric: which checks count, how much, and what the course says about each; and how a herd is started. */
import { readdir, readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { z } from 'zod';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { packageFolder } from '../ground/package-folder.ts';
import { type LocatedYaml, readYaml } from '../scenario/located-yaml.ts';
import { firstOf, flag, issuesOf, text } from '../scenario/words.ts';
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

const CHECK = z.strictObject({
  id: text,
  weight: weight.optional(),
  says: text.optional(),
  beyond: text.optional(),
});

const SECTION = z.strictObject({
  title: text,
  checks: z.array(CHECK, 'a list of checks was meant here').min(1),
});

const RUBRIC = z.strictObject({
  title: text,
  command: text,
  topology: text.optional(),
  env: z.record(z.string(), z.string(), { error: 'names with a text each were meant here' }).optional(),
  'count beyond': flag.optional(),
  sections: z.array(SECTION).min(1, 'at least one section was meant here'),
});

/** What may stand in the rubric itself, in a section, in a check. */
const membersAt = (path: readonly (string | number)[]): readonly string[] =>
  Object.keys([RUBRIC, undefined, SECTION, undefined, CHECK][path.length]?.shape ?? {});

const ENDING = '.yaml';

const rubricFolder = (from: string = import.meta.dirname): string =>
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
    const meant = closestName(idOrFile, known);
    throw new HerdError('UNKNOWN_RUBRIC', { id: idOrFile, known, ...(meant === undefined ? {} : { meant }) });
  }
}

/** @throws HerdError RUBRIC_INVALID, naming the line */
export function readRubric(source: string, file: string): Rubric {
  const refuse: Refuse = (line, problem, meant) =>
    new HerdError('RUBRIC_INVALID', {
      where: `${file}:${line}`,
      problem,
      ...(meant === undefined ? {} : { meant }),
    });
  const yaml = readYaml(source, file, (_, line, problem, meant) => refuse(line, problem, meant));
  const parsed = RUBRIC.safeParse(yaml.value);
  if (!parsed.success) {
    const issue = firstOf(issuesOf(parsed.error, membersAt, yaml.value));
    throw refuse(yaml.lineOf(issue?.path ?? []), issue?.problem ?? 'it can’t be read', issue?.meant);
  }
  const { title, command, topology = 'fall-2016', env = {}, sections } = parsed.data;
  const checks = sections.flatMap((section, s) =>
    section.checks.map((entry, c) =>
      readCheck(entry, section.title, ['sections', s, 'checks', c], yaml, refuse),
    ),
  );
  const twice = checks.findIndex(({ id }, at) => checks.findIndex((other) => other.id === id) !== at);
  if (twice !== -1) throw refuse(1, `the check “${checks[twice]?.id}” stands in it twice`);
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

type Refuse = (line: number, problem: string, meant?: string) => HerdError;

function readCheck(
  entry: z.infer<typeof CHECK>,
  section: string,
  at: readonly (string | number)[],
  yaml: LocatedYaml,
  refuse: Refuse,
): RubricCheck {
  const { id, says, beyond } = entry;
  const line = yaml.lineOf([...at, 'id']);
  const ids = CHECKS.map((check) => check.id);
  if (!ids.includes(id)) {
    const meant = closestName(id, ids);
    throw refuse(line, `there is no check “${id}”`, meant && `Did you mean ${meant}?`);
  }
  if ((says === undefined) === (beyond === undefined)) {
    const meant = 'A check has “says” with the course’s sentence, or “beyond” with a reason to look at it.';
    throw refuse(line, `the check “${id}” needs one of “says” and “beyond”`, meant);
  }
  const sentence = says ?? beyond ?? '';
  return { id, section, weight: entry.weight ?? 1, says: sentence, beyond: beyond !== undefined };
}
