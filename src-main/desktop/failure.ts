/** What a person sees when the window can't even be opened. */
import { app, dialog } from 'electron';
import { describeError, toErrorData } from '../../src-shared/errors.ts';

export function setUpFailure(thrown: unknown): void {
  const text = describeError(toErrorData(thrown));
  process.stderr.write(`${text}\n`);
  // Where nobody looks (a test, a service) a box would wait for ever.
  if (process.stderr.isTTY || app.isPackaged) dialog.showErrorBox('Herd Console can’t start', text);
  app.exit(1);
}
