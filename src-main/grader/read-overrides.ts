/** A file of verdicts that a person decided otherwise than the grader, or the results of a run in which some were. */
import { readFile } from 'node:fs/promises';
import { z } from 'zod';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { LONGEST_REASON } from '../../src-shared/grading/override.ts';
import type { Override } from '../../src-shared/grading/results.ts';
import { readYaml } from '../scenario/located-yaml.ts';
import { firstOf, issuesOf, text } from '../scenario/words.ts';
import type { Rubric } from './rubric.ts';

export interface NamedOverride extends Override {
  readonly submission: string;
}

const OVERRIDE = z.strictObject({
  submission: text,
  check: text,
  verdict: z.enum(['pass', 'fail', 'unknown'], 'pass, fail or unknown was meant here'),
  reason: text.refine(
    (reason) => reason.length <= LONGEST_REASON,
    `at most ${LONGEST_REASON} characters were meant here`,
  ),
  by: text.optional(),
  at: text.optional(),
});

const FILE = z.strictObject({ overrides: z.array(OVERRIDE, 'a list of overrides was meant here') });

/** What may stand in the file itself, and in an override. */
const membersAt = (path: readonly (string | number)[]): readonly string[] =>
  Object.keys([FILE, undefined, OVERRIDE][path.length]?.shape ?? {});

/** As much of a results file as is needed here. */
const RESULTS = z.object({
  submissions: z.array(
    z.object({
      name: z.string(),
      overrides: z.array(OVERRIDE.omit({ submission: true }).extend({ was: z.string() })).optional(),
    }),
  ),
});

/** @throws HerdError FILE_UNREADABLE, OVERRIDE_INVALID */
export async function loadOverrides(path: string, rubric: Pick<Rubric, 'checks'>): Promise<NamedOverride[]> {
  const source = await readFile(path, 'utf8').catch((error: Error) => {
    throw new HerdError('FILE_UNREADABLE', { path, reason: error.message });
  });
  return readOverrides(source, path, rubric);
}

/** @throws HerdError OVERRIDE_INVALID, naming the line */
export function readOverrides(source: string, file: string, rubric: Pick<Rubric, 'checks'>): NamedOverride[] {
  const fromResults = readResults(source);
  if (fromResults !== undefined) return fromResults;
  const refuse = (line: number, problem: string, meant?: string): HerdError =>
    new HerdError('OVERRIDE_INVALID', {
      where: `${file}:${line}`,
      problem,
      ...(meant === undefined ? {} : { meant }),
    });
  const yaml = readYaml(source, file, (_, line, problem, meant) => refuse(line, problem, meant));
  const parsed = FILE.safeParse(yaml.value);
  if (!parsed.success) {
    const issue = firstOf(issuesOf(parsed.error, membersAt, yaml.value));
    throw refuse(yaml.lineOf(issue?.path ?? []), issue?.problem ?? 'it can’t be read', issue?.meant);
  }
  const ids = rubric.checks.map(({ id }) => id);
  return parsed.data.overrides.map((entry, i) => {
    if (!ids.includes(entry.check)) {
      const meant = closestName(entry.check, ids);
      const line = yaml.lineOf(['overrides', i, 'check']);
      throw refuse(line, `the rubric has no check “${entry.check}”`, meant && `Did you mean ${meant}?`);
    }
    return withoutUndefined(entry);
  });
}

/** Undefined: the text is no results file. */
function readResults(source: string): NamedOverride[] | undefined {
  if (!source.startsWith('{')) return undefined;
  try {
    const parsed = RESULTS.safeParse(JSON.parse(source));
    return parsed.data?.submissions.flatMap(({ name, overrides = [] }) =>
      overrides.map(({ was: _, ...override }) => withoutUndefined({ ...override, submission: name })),
    );
  } catch {
    // Then it is read as YAML, whose reader says what is wrong with it.
    return undefined;
  }
}

/** Overrides as a run has kept them; what is in another form counts as none. */
export function readKeptOverrides(value: unknown): NamedOverride[] {
  return (z.array(OVERRIDE).safeParse(value).data ?? []).map(withoutUndefined);
}

function withoutUndefined({ by, at, ...entry }: z.infer<typeof OVERRIDE>): NamedOverride {
  return { ...entry, ...(by === undefined ? {} : { by }), ...(at === undefined ? {} : { at }) };
}
