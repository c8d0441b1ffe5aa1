/** What a person sees when the window can't even be opened, and what becomes of errors that nobody caught. */
import { app } from 'electron';
import { describeError, toErrorData } from '../../src-shared/errors.ts';
import { exitCodeOf } from '../cli/exit-codes.ts';
import { tellOfError } from './dialogs.ts';

/** Where nobody looks (a test, a service) a box would wait for ever. */
const somebodyLooks = () => process.stderr.isTTY || app.isPackaged;

export function setUpFailure(thrown: unknown): void {
  const error = toErrorData(thrown);
  const text = describeError(error);
  process.stderr.write(`${text}\n`);
  if (somebodyLooks() && app.isReady()) tellOfError('Herd Console can’t start', text);
  app.exit(exitCodeOf(error.code));
}

/**
 * A fault of ours is no reason to take a class's herd down, and Electron's own box would stand in front of it: it
 * is told where developers look, and the app goes on.
 */
export function outliveFaults(): void {
  const tell = (thrown: unknown) => {
    const stack = thrown instanceof Error ? thrown.stack : String(thrown);
    process.stderr.write(`A fault of Herd Console; please report it: ${stack}\n`);
  };
  process.on('uncaughtException', tell);
  process.on('unhandledRejection', tell);
}
