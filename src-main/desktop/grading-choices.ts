/** What a person chooses for grading, in dialogs or by dropping it: submissions, a rubric, and where reports go. */
import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import { type DropMeaning, GRADING_LIMITS } from '../../src-shared/grading/grading-contract.ts';
import type { FileQuestion } from './dialogs.ts';
import { reasonOf } from './whole-file.ts';

export interface GradingDialogs {
  readonly chooseFile: (question: FileQuestion) => Promise<string | undefined>;
  readonly chooseFiles: (question: FileQuestion) => Promise<readonly string[]>;
  readonly chooseFolder: (title: string) => Promise<string | undefined>;
  readonly chooseFolders: (title: string) => Promise<readonly string[]>;
}

const ALL = { name: 'All files', extensions: ['*'] };
const SUBMISSIONS: FileQuestion = {
  title: 'Add · Submissions',
  filters: [
    { name: 'Programs and archives', extensions: ['py', 'zip', 'tgz', 'gz', 'tar', 'js', 'mjs'] },
    ALL,
  ],
};
const RUBRIC: FileQuestion = {
  title: 'Open · Rubrics',
  filters: [{ name: 'Rubrics', extensions: ['yaml', 'yml'] }, ALL],
};

type Choices = Pick<DesktopHandlers, 'grade.choose' | 'grade.dropped'>;

export function gradingChoices(dialogs: GradingDialogs): Choices {
  const one = (path: string | undefined): readonly string[] => (path === undefined ? [] : [path]);
  return {
    'grade.choose': async ({ what }) => {
      const paths = await {
        files: () => dialogs.chooseFiles(SUBMISSIONS),
        folders: () => dialogs.chooseFolders('Add · Submissions, a folder each'),
        class: async () => {
          const folder = await dialogs.chooseFolder('Add · A folder with all submissions');
          return folder === undefined ? [] : entriesOf(folder);
        },
        rubric: async () => one(await dialogs.chooseFile(RUBRIC)),
        export: async () => one(await dialogs.chooseFolder('Export · Reports')),
      }[what]();
      return paths.length === 0 ? null : { paths };
    },
    'grade.dropped': async ({ paths, as }) => {
      const each = await Promise.all(paths.map((path) => droppedAt(path, as)));
      return { paths: each.flat().slice(0, GRADING_LIMITS.submissions) };
    },
  };
}

/** @throws HerdError FILE_UNREADABLE */
async function droppedAt(path: string, as: DropMeaning): Promise<readonly string[]> {
  // A page names files as the system did when they were dropped, and that is never from some folder of ours.
  if (!isAbsolute(path))
    throw new HerdError('FILE_UNREADABLE', { path, reason: 'It doesn’t say in which folder.' });
  try {
    return as === 'contents' && (await stat(path)).isDirectory() ? await entriesOf(path) : [path];
  } catch (thrown) {
    if (thrown instanceof HerdError) throw thrown;
    throw new HerdError('FILE_UNREADABLE', { path, reason: reasonOf(thrown) });
  }
}

/** What was handed in, in the order of names. @throws HerdError FILE_UNREADABLE */
async function entriesOf(folder: string): Promise<readonly string[]> {
  try {
    const names = (await readdir(folder)).filter((name) => !name.startsWith('.')).sort();
    return names.slice(0, GRADING_LIMITS.submissions).map((name) => join(folder, name));
  } catch (thrown) {
    throw new HerdError('FILE_UNREADABLE', { path: folder, reason: reasonOf(thrown) });
  }
}
