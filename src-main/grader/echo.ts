/** Whether an AT line gives back what the client wrote, byte for byte. */
import type { Trial } from './trial.ts';

/** Reports with this text after IAMAT; who heard it and the time difference are other checks' business. */
export async function expectEcho(trial: Trial, fields: string, reason: string, hint: string): Promise<void> {
  const { text } = await trial.talk(trial.server, `IAMAT ${fields}`);
  const line = text.split('\n', 1)[0] ?? '';
  const [, origin = trial.server, diff = '+0.5'] = line.split(' ');
  trial.expectEqual(line.replace(/\r$/, ''), `AT ${origin} ${diff} ${fields}`, reason, hint);
}
