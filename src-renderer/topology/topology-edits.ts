/** To come: edits of the topology that actions name. */
import type { Console } from '../state/console.ts';

export type Arrangement = 'ring' | 'grid' | 'force';

export async function addServer(_stores: Console): Promise<void> {}
export async function newTopology(_stores: Console): Promise<void> {}
export function arrange(_stores: Console, _how: Arrangement): void {}
