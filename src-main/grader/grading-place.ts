/** What one grading has for itself: a folder, and a mark by which its processes are known. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, realpath } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Keeper } from './keeper.ts';
import { ProcessFinder } from './marked-processes.ts';
import { removeFolder } from './remove-folder.ts';

export interface GradingPlace {
  /** Everything that is graded or made for it is in there. */
  readonly root: string;
  readonly mark: string;
  readonly processes: ProcessFinder;
}

/** Takes all away again, whatever happens, ourselves killed included. `left`: the folder that could not be removed. */
export async function inOwnPlace<T>(
  act: (place: GradingPlace) => Promise<T>,
): Promise<{ readonly result: T; readonly left: string | undefined }> {
  const root = await realpath(await mkdtemp(join(tmpdir(), 'herd-grade-')));
  const mark = randomUUID();
  const keeper = new Keeper(mark, root);
  let removed = false;
  let result: T;
  try {
    result = await act({ root, mark, processes: new ProcessFinder(mark, root) });
  } finally {
    removed = await removeFolder(root);
    if (removed) await keeper.dismiss();
    // It is the last that can.
    else keeper.abandon();
  }
  return { result, left: removed ? undefined : root };
}
