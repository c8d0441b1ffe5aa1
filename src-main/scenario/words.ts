/** The words that scenario files are written in, as schemas. YAML gives only texts, lists and mappings here. */
import { z } from 'zod';
import { didYouMean } from '../../src-shared/closest-name.ts';

/** A mistake, at a place inside the value that was read. */
export interface Issue {
  readonly path: readonly (string | number)[];
  readonly problem: string;
  readonly meant?: string;
}

const kindOf = (value: unknown): string => {
  if (value === undefined) return 'nothing';
  if (typeof value === 'string') return value === '' ? 'nothing' : `“${value}”`;
  return Array.isArray(value) ? 'a list' : 'a mapping';
};

/** The error of a schema: what it was that was expected, in words. */
export const meant = (what: string) => ({
  error: ({ input }: { input?: unknown }) => `${what} was meant here, not ${kindOf(input)}`,
});

export const text = z.string(meant('a text')).min(1, meant('a text'));
export const flag = z.enum(['true', 'false'], meant('true or false')).transform((value) => value === 'true');
export const count = z
  .string(meant('a whole number'))
  .regex(/^\d{1,9}$/, meant('a whole number'))
  .transform(Number);
export const seconds = z
  .string(meant('a number of seconds'))
  .regex(/^\d{1,4}(\.\d+)?$/, meant('a number of seconds'))
  .transform(Number)
  .refine((value) => value > 0, 'a number of seconds above 0 was meant here');

const asList = (value: unknown): unknown => (Array.isArray(value) || value === undefined ? value : [value]);

/** One text, or a list of them. */
export const texts = z.preprocess(
  asList,
  z.array(text, meant('a text or a list')).min(1, meant('at least one')),
);

export const oneOfWords = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.enum(words, {
    error: ({ input }) => {
      const close = typeof input === 'string' ? didYouMean(input, words) : undefined;
      return `one of ${words.map((word) => `“${word}”`).join(', ')} was meant here, not ${kindOf(input)}${close ? `. ${close}` : ''}`;
    },
  });

/** Where the advice begins in a message of these schemas. */
const HINT = /\. (?=Did you mean|Known )/;

/** The members that a mapping may have: of the whole value, or of the one at a place in it. */
export type Members = readonly string[] | ((path: readonly (string | number)[]) => readonly string[]);

/** Zod's issues in our words; an unknown member is told with the known one that is closest. */
export function issuesOf(error: z.ZodError, members: Members, value: unknown): Issue[] {
  const membersAt = typeof members === 'function' ? members : topMembers(members);
  return error.issues.flatMap((issue): Issue[] => {
    const path = issue.path.filter((part) => typeof part !== 'symbol');
    if (issue.code === 'unrecognized_keys') {
      return issue.keys.map((key) => {
        const known = membersAt(path);
        const hint =
          didYouMean(key, known) ?? (known.length > 0 ? `Known here: ${known.join(', ')}.` : undefined);
        return {
          path: [...path, key],
          problem: `“${key}” is unknown here`,
          ...(hint ? { meant: hint } : {}),
        };
      });
    }
    const input = valueAt(value, path);
    if (issue.code === 'invalid_key') {
      return [{ path, problem: issue.issues[0]?.message ?? issue.message }];
    }
    if (input === undefined && typeof path.at(-1) === 'string') {
      return [{ path: path.slice(0, -1), problem: `“${path.at(-1)}” is missing` }];
    }
    const [problem = '', told] = issue.message.split(HINT);
    const hint = isUnquotedBraces(input)
      ? 'A text that begins with a brace must be in quotes: "{name}".'
      : told;
    return [{ path, problem: problem.replace(/\.$/, ''), ...(hint ? { meant: hint } : {}) }];
  });
}

const topMembers =
  (members: readonly string[]) =>
  (path: readonly (string | number)[]): readonly string[] =>
    path.length === 0 ? members : [];

/** The mistake to tell of, if only one is: a misspelt member is also a missing one, and says more. */
export const firstOf = (issues: readonly Issue[]): Issue | undefined =>
  issues.find(({ meant }) => meant?.startsWith('Did you mean')) ?? issues[0];

function valueAt(value: unknown, path: readonly (string | number)[]): unknown {
  let at = value;
  for (const part of path) {
    // One thing in place of a list was taken for a list of it.
    if (part === 0 && !Array.isArray(at)) continue;
    at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  }
  return at;
}

/** `to: {name}` is a mapping to YAML. */
function isUnquotedBraces(value: unknown): boolean {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false;
  const entries = Object.entries(value);
  return entries.length === 1 && entries[0]?.[1] === '';
}
