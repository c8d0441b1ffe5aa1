/** To come: topologies from and to files. */
import type { Console } from '../state/console.ts';

export async function openTopology(_stores: Console): Promise<void> {}
export async function saveTopology(_stores: Console): Promise<void> {}
