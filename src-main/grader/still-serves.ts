/** Whether a server goes on serving others, whatever somebody has just done to it. */
import type { Trial } from './trial.ts';
import type { FailureDetails } from './verdict.ts';

/** @throws CheckFailure with the reason when it answers no new client, or has ended */
export async function expectServes(trial: Trial, reason: string, details?: FailureDetails): Promise<void> {
  const { text } = await trial.talk(
    trial.server,
    `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`,
  );
  trial.expectAlive(trial.server);
  trial.expect(text.startsWith('AT '), reason, details);
}
