/** A server's own log: the file that holds what that server was told, wherever it is and whatever its form. */
import { PATIENCE } from './patience.ts';
import type { Trial } from './trial.ts';

export interface OwnLog {
  readonly path: string;
  readonly bytes: number;
  /** Its last part. */
  readonly text: string;
}

const NO_LOG_HINT =
  'What is printed is in no file, and what is not flushed is lost when the server is killed.';

/** Expects a file with `text` in it. */
export function logWith(trial: Trial, server: string, text: string, what: string): Promise<OwnLog> {
  return trial.until(
    `no file that the herd wrote has ${what} of ${server} in it`,
    async () => (await trial.writtenFiles()).find((file) => file.text.includes(text)),
    PATIENCE.answer,
    { hint: NO_LOG_HINT },
  );
}

/** Expects that a log has been added to for which `isThere` holds of what is new. */
export function logGrown(
  trial: Trial,
  before: OwnLog,
  what: string,
  isThere: (added: string) => boolean,
  hint?: string,
): Promise<OwnLog> {
  return trial.until(
    `${before.path} does not tell ${what}`,
    async () => {
      const now = (await trial.writtenFiles()).find(({ path }) => path === before.path);
      return now && isThere(addedTo(before, now)) ? now : undefined;
    },
    PATIENCE.answer,
    { hint },
  );
}

/** What was added since; all that is left of it in a log that is longer than is read. */
export function addedTo(before: OwnLog, now: OwnLog): string {
  const bytes = Buffer.from(now.text);
  return bytes.subarray(Math.max(0, bytes.length - (now.bytes - before.bytes))).toString('utf8');
}
