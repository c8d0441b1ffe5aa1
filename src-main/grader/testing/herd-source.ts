/** The herds that the grader is graded by: right ones as they lie in `herds`, wrong ones as one small edit of a right one. */
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageFolder } from '../../ground/package-folder.ts';

/** A text that stands in a file exactly once, and what is put in its place. */
export interface Edit {
  readonly find: string;
  readonly replace: string;
}

export interface RightHerd {
  readonly id: string;
  /** The folder in `herds`. */
  readonly base: string;
  /** For a variant in style. */
  readonly edits?: readonly Edit[];
  /** What it stands for. */
  readonly style: string;
  /** How a server is started. */
  readonly command: string;
  /** A Python module that it needs beyond Python's own. */
  readonly needs?: string;
  /** It is to pass what goes beyond the spec as well. */
  readonly beyondToo?: boolean;
}

export interface WrongHerd {
  readonly id: string;
  readonly base: string;
  readonly edits: readonly Edit[];
  /** What is wrong, in the course's words. */
  readonly fault: string;
  /** The check that is meant to catch it. Others may as well. */
  readonly caughtBy: string;
  /** For what the grader itself stops: how the report names it. */
  readonly named?: RegExp;
}

const herdsFolder = (): string =>
  join(packageFolder(import.meta.dirname) ?? '.', 'src-main', 'grader', 'testing', 'herds');

/** The file that a herd's servers are started from. */
const MAIN_FILES: Readonly<Record<string, string>> = { node: 'server.mjs', own: 'server.mjs' };
/** The ports in the tables of the herds; each herd has a row of five of its own, with the last digit from 0 to 4. */
const PORT = /\b12[0-9]0[0-4]\b/g;

export const mainFileOf = ({ base }: { readonly base: string }): string => MAIN_FILES[base] ?? 'server.py';

/**
 * Copies a herd into `folder`, with its edits made, and with these five ports in its table instead of its own: so that
 * several can be graded at a time.
 * @throws Error when a text that is to be replaced isn't there exactly once: the base has changed under the edit.
 */
export async function writeHerd(
  herd: { readonly id: string; readonly base: string; readonly edits?: readonly Edit[] },
  folder: string,
  ports?: readonly number[],
): Promise<void> {
  await cp(join(herdsFolder(), herd.base), folder, { recursive: true });
  const main = join(folder, mainFileOf(herd));
  const source = edited(herd.id, await readFile(main, 'utf8'), herd.edits ?? []);
  await writeFile(main, ports ? source.replaceAll(PORT, (own) => String(ports[Number(own.at(-1))])) : source);
}

function edited(id: string, source: string, edits: readonly Edit[]): string {
  return edits.reduce((text, { find, replace }) => {
    const parts = text.split(find);
    if (parts.length !== 2)
      throw new Error(`${id}: ${JSON.stringify(find)} is there ${parts.length - 1} times`);
    return parts.join(replace);
  }, source);
}
