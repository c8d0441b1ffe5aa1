/** Ends the simulated clients. */
import type { Console } from '../state/console.ts';

export const stopSwarm = ({ swarm }: Console): Promise<void> => swarm.stop();
