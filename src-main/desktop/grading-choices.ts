/** The dialogs of grading: submissions, a rubric, and where reports go. */
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import type { DesktopHandlers } from '../../src-shared/front-contract.ts';
import { GRADING_LIMITS } from '../../src-shared/grading/grading-contract.ts';
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

export function gradingChoices(dialogs: GradingDialogs): Pick<DesktopHandlers, 'grade.choose'> {
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
  };
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
