/** Ends the simulated clients. */
import type { Console } from '../state/console.ts';

export async function stopSwarm({ client }: Console): Promise<void> {
  await client.call('swarm.stop', {});
}
