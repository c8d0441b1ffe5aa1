/** What the window may ask of grading: a part of the contract in front-contract.ts. */
import { z } from 'zod';
import type { CheckListing, GradingRun } from './grading-run.ts';
import type { SubmissionResult } from './results.ts';

export const GRADING_LIMITS = {
  /** Of one run. */
  submissions: 2_000,
  checks: 500,
  jobs: 64,
  pathChars: 4_096,
  commandChars: 2_000,
  /** Of an override. */
  reasonChars: 2_000,
} as const;

export const REPORT_FORMAT_NAMES = ['html', 'json', 'junit', 'gradescope', 'csv'] as const;
export type ReportFormatName = (typeof REPORT_FORMAT_NAMES)[number];

/** What is chosen with the system's own dialogs; `class`: all that is in one folder. */
export const GRADING_CHOICES = ['files', 'folders', 'class', 'rubric', 'export'] as const;
export type GradingChoice = (typeof GRADING_CHOICES)[number];

/** What is dropped: each thing is a submission, or each folder holds submissions. */
export const DROP_MEANINGS = ['each', 'contents'] as const;
export type DropMeaning = (typeof DROP_MEANINGS)[number];

/** A rubric to choose checks from. */
export interface RubricListing {
  readonly id: string;
  readonly title: string;
  /** How a server is started unless something else is said. */
  readonly command: string;
  readonly countsBeyond: boolean;
  readonly checks: readonly CheckListing[];
}

const response = <T>(): T | undefined => undefined;
const nothing = z.object({}).strict();
const run = z.number().int().min(0);
const name = z.string().min(1).max(500);
const check = z.string().min(1).max(200);
const path = z.string().min(1).max(GRADING_LIMITS.pathChars);

export const GRADING_CONTRACT = {
  /** Ids of the built-in rubrics. */
  'grade.rubrics': { request: nothing, response: response<readonly string[]>() },
  /** A built-in rubric by its id, or a file's by its path. */
  'grade.rubric': { request: z.object({ rubric: path }).strict(), response: response<RubricListing>() },
  /**
   * Runs in a process of its own, on the submissions' own ports; what happens comes as `grading` events. One at a time.
   * It takes the place of the last run, whose results and overrides are gone then.
   */
  'grade.start': {
    request: z
      .object({
        /** Folders, program files or archives. */
        paths: z.array(path).min(1).max(GRADING_LIMITS.submissions),
        rubric: path,
        /** Default: the rubric's. */
        command: z.string().min(1).max(GRADING_LIMITS.commandChars).optional(),
        /** Default: all of the rubric. */
        only: z.array(check).min(1).max(GRADING_LIMITS.checks).optional(),
        seed: z
          .number()
          .int()
          .min(0)
          .max(2 ** 32 - 1)
          .optional(),
        jobs: z.number().int().min(1).max(GRADING_LIMITS.jobs),
        ports: z.enum(['own', 'free']),
      })
      .strict(),
    response: response<{ run: number }>(),
  },
  /**
   * Goes on with the last run as it was begun: grades what isn't graded, tries again what this machine could not run,
   * and keeps the rest with its overrides. These paths are graded as well.
   */
  'grade.goOn': {
    request: z.object({ paths: z.array(path).max(GRADING_LIMITS.submissions) }).strict(),
    response: response<{ run: number }>(),
  },
  /** The last run's results and overrides are removed. There are none: nothing happens. */
  'grade.forget': { request: nothing, response: response<null>() },
  /** Ends the run; what is graded stays. Nothing runs: nothing happens. */
  'grade.stop': { request: nothing, response: response<null>() },
  /** The run that is under way, or the last one, also of an earlier start of the app; null: there is none. What happens afterwards comes as events. */
  'grade.state': { request: nothing, response: response<GradingRun | null>() },
  /** A graded submission with its evidence, and with what a person decided. */
  'grade.read': {
    request: z.object({ run, submission: name }).strict(),
    response: response<SubmissionResult>(),
  },
  /** Puts a person's verdict in the place of the grader's; null: the grader's is in force again. */
  'grade.override': {
    request: z
      .object({
        run,
        submission: name,
        check,
        verdict: z.enum(['pass', 'fail', 'unknown']).nullable(),
        reason: z.string().max(GRADING_LIMITS.reasonChars),
      })
      .strict(),
    response: response<SubmissionResult>(),
  },
  /** Writes reports of all that is graded into a folder. */
  'grade.export': {
    request: z.object({ run, folder: path, formats: z.array(z.enum(REPORT_FORMAT_NAMES)).min(1) }).strict(),
    response: response<{ submissions: number }>(),
  },
} as const;

/** Of the desktop alone: what a person chooses there. */
export const GRADING_CHOICE_CONTRACT = {
  /** Lets a person choose; null: they didn't. */
  'grade.choose': {
    request: z.object({ what: z.enum(GRADING_CHOICES) }).strict(),
    response: response<{ paths: readonly string[] } | null>(),
  },
  /** The submissions of what was dropped onto the window. */
  'grade.dropped': {
    request: z
      .object({
        paths: z.array(path).min(1).max(GRADING_LIMITS.submissions),
        as: z.enum(DROP_MEANINGS),
      })
      .strict(),
    response: response<{ paths: readonly string[] }>(),
  },
} as const;
