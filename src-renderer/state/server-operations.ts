/** What can be done to a server: its word, and the states in which it changes anything. */
import type { ServerState } from '../../src-shared/events/events.ts';

export type ServerOperation = 'start' | 'stop' | 'kill' | 'pause' | 'resume' | 'restart';

interface OperationSpec {
  readonly word: string;
  readonly states: readonly ServerState['kind'][];
}

export const SERVER_OPERATIONS: Readonly<Record<ServerOperation, OperationSpec>> = {
  start: { word: 'Start', states: ['stopped', 'crashed'] },
  stop: { word: 'Stop', states: ['ready', 'paused', 'starting'] },
  kill: { word: 'Kill', states: ['ready', 'paused', 'starting'] },
  pause: { word: 'Pause', states: ['ready'] },
  resume: { word: 'Resume', states: ['paused'] },
  restart: { word: 'Restart', states: ['stopped', 'crashed', 'ready', 'paused', 'starting'] },
};

/** In the order in which bars and menus have them. */
export const OPERATION_NAMES = Object.keys(SERVER_OPERATIONS) as readonly ServerOperation[];

export const canDo = (operation: ServerOperation, state: ServerState): boolean =>
  SERVER_OPERATIONS[operation].states.includes(state.kind);
