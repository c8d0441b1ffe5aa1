/** The folder of a class's reports (`--out`): what former runs left in it, and what a run goes on with. */
import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { plainLine } from '../../src-shared/grading/plain-text.ts';
import {
  changedSettings,
  FINISHED,
  type KeptRun,
  type KeptSubmission,
  type NamedOverride,
  ResultStore,
  type StoreSettings,
  type Submission,
  withOwnNames,
} from '../grader/index.ts';

const MOST_NAMES = 5;

export interface ClassInFolder {
  /** Those that are asked for, each with a name of its own: the one that it has in the folder already. */
  readonly submissions: readonly Submission[];
  /** Those whose results of former runs stay in the reports. */
  readonly others: readonly KeptSubmission[];
  /** Names of those whose results don't: nothing is left where they lay. */
  readonly gone: readonly string[];
}

/** Undefined folder: there are no reports, and so nobody else. */
export async function classIn(
  folder: string | undefined,
  asked: readonly Submission[],
): Promise<ClassInFolder> {
  const kept = folder === undefined ? [] : await ResultStore.submissionsIn(join(folder, FINISHED));
  const reals = await Promise.all(asked.map(({ path }) => realpath(path).catch(() => path)));
  const others = kept.filter(({ real }) => real !== undefined && !reals.includes(real));
  const named = new Map(kept.flatMap(({ real, name }) => (real === undefined ? [] : [[real, name]])));
  const knownName = (submission: Submission): string | undefined =>
    named.get(reals[asked.indexOf(submission)] ?? '');
  const known = asked.flatMap((submission) => {
    const name = knownName(submission);
    return name === undefined ? [] : [{ ...submission, name }];
  });
  const fresh = withOwnNames(
    asked.filter((submission) => knownName(submission) === undefined),
    [...known, ...others].map(({ name }) => name),
  );
  const all = [...known, ...fresh];
  const names = new Set(all.map(({ name }) => name));
  return {
    submissions: asked.flatMap(({ path }) => all.find((one) => one.path === path) ?? []),
    others,
    gone: kept.flatMap(({ real, name }) => (real === undefined && !names.has(name) ? [name] : [])),
  };
}

/**
 * What is in a folder's reports stays in them, or nothing is begun: results that were come by in another way would
 * make no class with these, and hours may have been spent on them.
 * @throws HerdError USAGE
 */
export function refuseLoss(folder: string, others: readonly KeptSubmission[], settings: StoreSettings): void {
  const lost = others.filter(({ made }) => changedSettings(settings, made).length > 0);
  const [first] = lost;
  if (first === undefined) return;
  const changed = changedSettings(settings, first.made).join(', ');
  throw new HerdError('USAGE', {
    problem: `“${folder}” has results of ${namesOf(lost)} that were graded otherwise, and this run’s reports would drop them. Changed: ${changed}.`,
    help: 'Name another folder with --out, grade in the same way as before, or name those submissions, too: then they are graded again.',
  });
}

/** As much of them as a line takes. */
export function namesOf(named: readonly { readonly name: string }[]): string {
  const names = named.map(({ name }) => plainLine(name));
  if (names.length <= MOST_NAMES) return names.join(', ');
  return `${names.slice(0, MOST_NAMES).join(', ')} and ${names.length - MOST_NAMES} more`;
}

/** Who else is in the reports, and who isn't any more. */
export function othersText({ others, gone }: ClassInFolder): string[] {
  const stay = `Also in the reports, as graded before: ${namesOf(others)}.`;
  const left = namesOf(gone.map((name) => ({ name })));
  const lost = `Not in the reports any more, because nothing is left where they lay: ${left}.`;
  return [...(others.length > 0 ? [stay] : []), ...(gone.length > 0 ? [lost] : [])];
}

/** The overrides that are in force: a run's own, or those of the folder. `text` says what that changes. */
export function overridesInForce(
  before: KeptRun | undefined,
  own: readonly NamedOverride[] | undefined,
): { readonly overrides: readonly NamedOverride[]; readonly text: string | undefined } {
  const kept = before?.overrides ?? [];
  if (own === undefined) {
    const text = `Still in force from a former run: ${countOf(kept)}. A run with --override puts its file in their place.`;
    return { overrides: kept, text: kept.length > 0 ? text : undefined };
  }
  const dropped = kept.filter(
    ({ submission, check }) => !own.some((one) => one.submission === submission && one.check === check),
  );
  const text = `Not in force any more, because the file of --override doesn’t have them: ${countOf(dropped)}.`;
  return { overrides: own, text: dropped.length > 0 ? text : undefined };
}

const countOf = (overrides: readonly NamedOverride[]): string => {
  const named = overrides.map(({ submission, check }) => ({ name: `${submission}: ${check}` }));
  return `${overrides.length === 1 ? 'the override' : `${overrides.length} overrides`} of ${namesOf(named)}`;
};
