/** Words that several panes use, so that one thing has one name. */
import type { LinkState, ServerState } from '../../src-shared/events/events.ts';
import type { ScenarioPace } from '../../src-shared/front-types.ts';

const SERVER_WORDS: Readonly<Record<ServerState['kind'], string>> = {
  stopped: 'Stopped',
  starting: 'Starting',
  ready: 'Ready',
  paused: 'Paused',
  crashed: 'Crashed',
};

export function serverStateWord(state: ServerState): string {
  if (state.kind !== 'stopped') return SERVER_WORDS[state.kind];
  return { 'never-started': 'Not started', stopped: 'Stopped', killed: 'Killed' }[state.how];
}

export const LINK_STATE_WORDS: Readonly<Record<LinkState, string>> = {
  up: 'Up',
  connecting: 'Connecting',
  broken: 'Broken',
  cut: 'Cut',
};

/** `Alford-Welsh`, as people read it. */
export const linkName = (link: { readonly a: string; readonly b: string }): string => `${link.a}–${link.b}`;

export const SCENARIO_PACE_WORDS: Readonly<Record<ScenarioPace, string>> = {
  fast: 'As fast as it goes',
  slow: 'Slow',
  steps: 'Step by step',
};
