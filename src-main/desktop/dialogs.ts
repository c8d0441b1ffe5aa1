/** The one owner of `dialog`: every box and every question of the system's own. */
import { basename, dirname } from 'node:path';
import { BrowserWindow, dialog, type FileFilter } from 'electron';
import type { Running } from './lifecycle.ts';

export interface FileQuestion {
  readonly title: string;
  readonly filters: FileFilter[];
}

/** A box belongs to the window, if there is one: then it can't be lost behind it. */
const owner = (): BrowserWindow[] => BrowserWindow.getAllWindows().slice(0, 1);

async function ask(options: Electron.MessageBoxOptions): Promise<number> {
  const [window] = owner();
  const answer = window ? dialog.showMessageBox(window, options) : dialog.showMessageBox(options);
  return (await answer).response;
}

export async function askToQuit({ servers, grading }: Running): Promise<boolean> {
  const herd = servers === 1 ? '1 server' : `${servers} servers`;
  const both = servers > 0 && grading;
  const response = await ask({
    type: 'question',
    message: both
      ? `Stop ${herd} and the grading, and quit?`
      : `Stop ${grading ? 'grading' : herd} and quit?`,
    detail: [
      ...(servers === 0 ? [] : ['What the servers know is in memory alone, and is gone with them.']),
      ...(grading ? ['What is graded is kept, and the rest can be gone on with at the next start.'] : []),
    ].join('\n'),
    buttons: ['Stop and Quit', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

export async function askAfterCrashes(): Promise<'reload' | 'quit'> {
  const response = await ask({
    type: 'error',
    message: 'The window keeps crashing.',
    detail: 'The herd still runs. Reload the window once more, or stop the herd and quit.',
    buttons: ['Reload', 'Stop and Quit'],
    defaultId: 0,
    cancelId: 0,
    noLink: true,
  });
  return response === 0 ? 'reload' : 'quit';
}

/** The system's own question, where it couldn't ask it: about a name that was completed after it was chosen. */
export async function askToReplace(path: string): Promise<boolean> {
  const response = await ask({
    type: 'question',
    message: `Replace “${basename(path)}”?`,
    detail: `There is a file of that name in “${dirname(path)}”. What is in it will be gone.`,
    buttons: ['Replace', 'Cancel'],
    defaultId: 1,
    cancelId: 1,
    noLink: true,
  });
  return response === 0;
}

export function tellOfError(title: string, text: string): void {
  dialog.showErrorBox(title, text);
}

/** None: they didn't choose. */
async function choose(options: Electron.OpenDialogOptions): Promise<readonly string[]> {
  const [window] = owner();
  const { canceled, filePaths } = await (window
    ? dialog.showOpenDialog(window, options)
    : dialog.showOpenDialog(options));
  return canceled ? [] : filePaths;
}

export async function chooseFolder(title: string): Promise<string | undefined> {
  return (await choose({ title, properties: ['openDirectory', 'createDirectory'] }))[0];
}

export const chooseFolders = (title: string): Promise<readonly string[]> =>
  choose({ title, properties: ['openDirectory', 'multiSelections'] });

export async function chooseFile(question: FileQuestion): Promise<string | undefined> {
  return (await choose({ ...question, properties: ['openFile'] }))[0];
}

export const chooseFiles = (question: FileQuestion): Promise<readonly string[]> =>
  choose({ ...question, properties: ['openFile', 'multiSelections'] });

export async function choosePlace(question: FileQuestion, name: string): Promise<string | undefined> {
  const options: Electron.SaveDialogOptions = { ...question, defaultPath: name };
  const [window] = owner();
  const { canceled, filePath } = await (window
    ? dialog.showSaveDialog(window, options)
    : dialog.showSaveDialog(options));
  return canceled || filePath === '' ? undefined : filePath;
}
