/** What a kind of step is: its keyword, its members, what it does. One file in steps/ each; the reference is checked against them. */
import { z } from 'zod';
import type { Play } from './play.ts';
import { type Issue, issuesOf, seconds, text } from './words.ts';

/** A step of a scenario that has been read: it only needs a run to take place in. */
export interface Step {
  readonly keyword: string;
  readonly line: number;
  /** Its first line in the file. */
  readonly text: string;
  readonly note: string | undefined;
  /** Seconds that it may wait, if it says so. */
  readonly within: number | undefined;
  /** Where it stands in the file's values. */
  readonly path: readonly (string | number)[];
  readonly bound: BoundStep;
  run(play: Play): Promise<void>;
}

/** What can be checked before anything is started. */
export interface Mention {
  readonly kind: 'server' | 'link' | 'connection';
  readonly text: string;
  readonly path: readonly (string | number)[];
}

export interface BoundStep {
  run(play: Play): Promise<void>;
  readonly mentions: readonly Mention[];
  /** Names of values that the steps after it have. */
  readonly defines: readonly string[];
  /** Names of kept connections that the steps after it have. */
  readonly opens: readonly string[];
  /** Steps inside, each list with the names that it has besides. */
  readonly blocks: readonly { readonly steps: readonly Step[]; readonly names: readonly string[] }[];
}

/** The members that every step may have besides its own. */
export const COMMON_MEMBERS = {
  note: text.optional(),
  within: seconds.optional(),
};

export interface StepKind {
  readonly keyword: string;
  readonly members: readonly string[];
  /** A sentence for the reference. */
  readonly summary: string;
  /** The member that holds steps, and whether it is a list of them or a list of such lists. */
  readonly block?: { readonly member: string; readonly lists: boolean };
  bind(
    value: unknown,
  ): { readonly ok: true; readonly bound: BoundStep } | { readonly ok: false; readonly issues: Issue[] };
}

interface StepDefinition<S extends z.ZodObject> {
  readonly keyword: string;
  readonly summary: string;
  readonly schema: S;
  readonly block?: { readonly member: string; readonly lists: boolean };
  mentions?(value: z.output<S>): readonly Mention[];
  defines?(value: z.output<S>): readonly string[];
  opens?(value: z.output<S>): readonly string[];
  blocks?(value: z.output<S>): BoundStep['blocks'];
  run(value: z.output<S>, play: Play): Promise<void>;
}

/** A step's schema: its own members and the common ones, nothing else. */
export const stepSchema = <S extends z.ZodRawShape>(shape: S) => z.strictObject(shape).extend(COMMON_MEMBERS);

export function defineStep<S extends z.ZodObject>(definition: StepDefinition<S>): StepKind {
  const { keyword, summary, schema, block } = definition;
  const members = Object.keys(schema.shape);
  return {
    keyword,
    members,
    summary,
    ...(block ? { block } : {}),
    bind(input) {
      const read = schema.safeParse(input);
      if (!read.success) return { ok: false, issues: issuesOf(read.error, members, input) };
      const value = read.data;
      return {
        ok: true,
        bound: {
          run: (play) => definition.run(value, play),
          mentions: definition.mentions?.(value) ?? [],
          defines: definition.defines?.(value) ?? [],
          opens: definition.opens?.(value) ?? [],
          blocks: definition.blocks?.(value) ?? [],
        },
      };
    },
  };
}

/** A list of steps that the reader has read before: it is only passed through. */
export const steps = z.array(z.custom<Step>());

export const serverMentions = (member: string, references: readonly string[]): Mention[] =>
  references.flatMap((text, index) =>
    text === 'all' ? [] : [{ kind: 'server', text, path: [member, index] }],
  );

export const linkMentions = (member: string, references: readonly string[]): Mention[] =>
  references.flatMap((text, index) =>
    text === 'all' ? [] : [{ kind: 'link', text, path: [member, index] }],
  );
