/** The commands for files that a person chooses. */
import { existsSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { basename, extname } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import type { FileKind } from '../../src-shared/front-types.ts';
import type { FileQuestion } from './dialogs.ts';
import { FILE_KIND_SPECS } from './file-kinds.ts';
import { reasonOf, writeWhole } from './whole-file.ts';

export interface FileDialogs {
  readonly chooseFile: (question: FileQuestion) => Promise<string | undefined>;
  /** Asks by itself before what is chosen replaces a file. */
  readonly choosePlace: (question: FileQuestion, name: string) => Promise<string | undefined>;
  readonly askToReplace: (path: string) => Promise<boolean>;
}

/** A person's own file, for others to read. */
const FILE_MODE = 0o644;

export function fileHandlers(dialogs: FileDialogs): Pick<DesktopHandlers, 'file.open' | 'file.save'> {
  return {
    'file.open': async ({ kind }) => {
      const path = await dialogs.chooseFile(questionOf(kind, 'Open'));
      if (path === undefined) return null;
      return { name: basename(path), path, text: await readText(path, FILE_KIND_SPECS[kind].openLimit) };
    },
    'file.save': async ({ kind, name, bytes }) => {
      const chosen = await dialogs.choosePlace(questionOf(kind, 'Save'), withEnding(name, kind));
      if (chosen === undefined) return null;
      const path = withEnding(chosen, kind);
      // The system has asked about the name as it was typed, not about this one.
      if (path !== chosen && existsSync(path) && !(await dialogs.askToReplace(path))) return null;
      try {
        writeWhole(path, bytes, FILE_MODE);
      } catch (thrown) {
        throw new HerdError('FILE_UNWRITABLE', { path, reason: reasonOf(thrown) });
      }
      return { path };
    },
  };
}

function questionOf(kind: FileKind, verb: 'Open' | 'Save'): FileQuestion {
  const { label, extensions } = FILE_KIND_SPECS[kind];
  const all = verb === 'Open' ? [{ name: 'All files', extensions: ['*'] }] : [];
  return { title: `${verb} · ${label}`, filters: [{ name: label, extensions: [...extensions] }, ...all] };
}

const withEnding = (name: string, kind: FileKind): string =>
  extname(name) === '' ? `${name}.${FILE_KIND_SPECS[kind].extensions[0]}` : name;

/** @throws HerdError FILE_UNREADABLE, also for what is too large, isn't a file, or isn't text */
async function readText(path: string, limit: number): Promise<string> {
  const refuse = (reason: string) => new HerdError('FILE_UNREADABLE', { path, reason });
  try {
    const file = await open(path, 'r');
    try {
      const stat = await file.stat();
      // A pipe or a device may never end.
      if (!stat.isFile()) throw refuse('It is not a file.');
      if (stat.size > limit) throw refuse(`It is larger than ${limit} bytes.`);
      return new TextDecoder('utf-8', { fatal: true }).decode(await file.readFile());
    } finally {
      await file.close();
    }
  } catch (thrown) {
    if (thrown instanceof HerdError) throw thrown;
    throw refuse(thrown instanceof TypeError ? 'It is not text in UTF-8.' : reasonOf(thrown));
  }
}
