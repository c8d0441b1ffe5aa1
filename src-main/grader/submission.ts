/** A submission as it was handed in, and the copy of it that is graded. */
import { cp, lstat, mkdir, readdir, readFile, realpath, stat } from 'node:fs/promises';
import { basename, extname, join, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { quoteWord } from '../nodes/command-template.ts';
import { isClutter } from './clutter.ts';
import { commandHint } from './command-hint.ts';
import { bytesOf, lookInto, readFolder } from './folder-watch.ts';
import { GRADING_LIMITS } from './limits.ts';
import { archiveKind, openArchive, whyClosed } from './open-archive.ts';
import type { SourceText } from './ports.ts';
import { isAboutFiles, SubmissionProblem } from './submission-problem.ts';

export interface Submission {
  /** Its file's or folder's name, without an ending. */
  readonly name: string;
  /** What was handed in. */
  readonly path: string;
}

/** A copy that may be changed by the program that runs in it. */
export interface Copy {
  readonly folder: string;
  /** The command template, with the name of the program's file as it is in this submission. */
  readonly command: string;
}

const MOST_SOURCE_BYTES = 1024 * 1024;
const MOST_SOURCES = 200;

/** @throws HerdError FILE_UNREADABLE when there is nothing at the path */
export async function findSubmission(path: string): Promise<Submission> {
  const whole = resolve(path);
  try {
    const found = await stat(whole);
    const ending = found.isDirectory() ? '' : /(\.tar)?\.[^.]+$/.exec(whole)?.[0];
    return { name: basename(whole, ending), path: whole };
  } catch (error) {
    throw new HerdError('FILE_UNREADABLE', { path, reason: (error as Error).message });
  }
}

/** Each once, whatever way leads to it: the first of those that are the same file or folder. */
export async function eachOnce(submissions: readonly Submission[]): Promise<Submission[]> {
  const found = await Promise.all(submissions.map(({ path }) => realpath(path).catch(() => path)));
  return submissions.filter((_, i) => found.indexOf(found[i] ?? '') === i);
}

/**
 * Copies a submission into `folder`, which is new.
 * @throws SubmissionProblem
 */
export async function copySubmission(submission: Submission, folder: string, command: string): Promise<Copy> {
  try {
    return await copyOf(submission, folder, command);
  } catch (error) {
    if (error instanceof SubmissionProblem || !isAboutFiles(error)) throw error;
    // A file that we may not read, most of all: one such submission doesn't end a class's run.
    throw new SubmissionProblem(`it can’t be copied: ${(error as Error).message}`, 'unknown');
  }
}

async function copyOf({ path }: Submission, folder: string, command: string): Promise<Copy> {
  await mkdir(folder, { recursive: true });
  // What was handed in may be a link: no link is copied, and what it leads to is.
  const source = await realpath(path);
  const found = await stat(source);
  if (found.isDirectory()) {
    await checkSize(source);
    await cp(source, folder, {
      recursive: true,
      filter: async (from) => from === source || (!isClutter(basename(from)) && (await isPlain(from))),
    });
  } else if (archiveKind(path) !== undefined) {
    await openArchive(path, folder);
  } else {
    const closed = whyClosed(path);
    if (closed !== undefined) throw new SubmissionProblem(closed);
    refuseLargerThanAllowed(found.size);
    await cp(source, join(folder, basename(path)));
  }
  const inner = await innerFolder(folder);
  return { folder: inner, command: await fitCommand(command, inner) };
}

/** A link may lead anywhere, and what is written through it would be written there; pipes and sockets hold nothing. */
async function isPlain(path: string): Promise<boolean> {
  const found = await lstat(path);
  return found.isFile() || found.isDirectory();
}

async function checkSize(path: string): Promise<void> {
  const { files } = GRADING_LIMITS;
  const { files: state, entries } = await lookInto(path, { most: files + 1, skips: isClutter });
  if (entries > files) throw new SubmissionProblem(`it has more than ${files} files`);
  refuseLargerThanAllowed(bytesOf(state));
}

function refuseLargerThanAllowed(bytes: number): void {
  const { diskBytes } = GRADING_LIMITS;
  if (bytes > diskBytes) throw new SubmissionProblem(`it is larger than ${diskBytes / 1024 / 1024} MiB`);
}

/** An archive often holds one folder with everything in it. */
async function innerFolder(folder: string): Promise<string> {
  const [only, ...others] = await readdir(folder, { withFileTypes: true });
  return others.length === 0 && only?.isDirectory() ? innerFolder(join(folder, only.name)) : folder;
}

/**
 * The template's program file is taken by its ending where it has another name: `python3 server.py {name}` starts
 * `herd.py` when that is the submission's only Python file.
 */
async function fitCommand(command: string, folder: string): Promise<string> {
  const file = programFile(command);
  if (file === undefined) return command;
  const names = (await readdir(folder)).sort();
  if (names.includes(file)) return command;
  const candidates = names.filter((name) => extname(name) === extname(file));
  const [only] = candidates;
  if (only !== undefined && candidates.length === 1) return withProgram(command, file, quoteWord(only));
  const missing = `there is no ${file}, which “${command}” starts`;
  if (candidates.length > 0) {
    const which = `--command "${withProgram(command, file, candidates[0] ?? file)}"`;
    throw new SubmissionProblem(
      `${missing}, and more than one other ${extname(file)} file: it has ${candidates.join(', ')}. Say which one is started, as in ${which}`,
    );
  }
  const [closed] = names.flatMap((name) => whyClosed(name) ?? []);
  const hint = commandHint([...(await readFolder(folder)).keys()].sort(), file) ?? closed;
  throw new SubmissionProblem(
    `${missing}, and no other ${extname(file)} file${hint === undefined ? '' : `. ${hint}`}`,
  );
}

/** Dollars in a file's name are nothing but that. */
const withProgram = (command: string, file: string, other: string): string =>
  command.replace(file, () => other);

/** The first word of a template that looks like a file of the submission's. */
const programFile = (command: string): string | undefined =>
  command.split(/\s+/).find((word) => /^[\w-]+\.(?:py|js|mjs|ts|rb|pl|sh|jar)$/.test(word));

/** The submission's texts in the order in which ports are looked for: the program's file, then the others. */
export async function readSources({ folder, command }: Copy): Promise<SourceText[]> {
  const files = [...(await readFolder(folder))].filter(
    ([path, { bytes }]) =>
      bytes <= MOST_SOURCE_BYTES && !/(^|\/)\.|\.(?:log|pyc|zip|gz|tgz|pdf|png|jpe?g)$/i.test(path),
  );
  const first = (path: string): number => (command.includes(path) ? 0 : 1);
  const paths = files
    .map(([path]) => path)
    .sort((a, b) => first(a) - first(b) || (a < b ? -1 : 1))
    .slice(0, MOST_SOURCES);
  return Promise.all(paths.map(async (path) => ({ path, text: await readFile(join(folder, path), 'utf8') })));
}
