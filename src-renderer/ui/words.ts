/** Words that several panes use, so that one thing has one name. */
import type { ServerSnapshot } from '../../src-shared/console-contract.ts';
import type { LinkSnapshot, LinkState, ServerState } from '../../src-shared/events/events.ts';
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

/**
 * A link whose end was not started, or politely stopped, is down as it should be: nothing is broken there. Nor is one
 * between two that don't run: nobody dials.
 */
export type ShownLinkState = LinkState | 'down';

/** A link's state as every pane shows it. */
export function shownLinkState(link: LinkSnapshot, servers: readonly ServerSnapshot[]): ShownLinkState {
  if (link.state !== 'broken' && link.state !== 'connecting') return link.state;
  const ends = servers.filter(({ name }) => name === link.a || name === link.b).map(({ state }) => state);
  const resting = ends.some(
    (state) => state.kind === 'starting' || (state.kind === 'stopped' && state.how !== 'killed'),
  );
  const dialled = ends.some(({ kind }) => kind === 'ready' || kind === 'paused');
  return resting || !dialled ? 'down' : link.state;
}

const LINK_WORDS: Readonly<Record<ShownLinkState, string>> = {
  up: 'Up',
  connecting: 'Connecting',
  broken: 'Broken',
  cut: 'Cut',
  down: 'Down',
};

export const linkStateWord = (state: ShownLinkState): string => LINK_WORDS[state];

/** `Alford-Welsh`, as people read it. */
export const linkName = (link: { readonly a: string; readonly b: string }): string => `${link.a}–${link.b}`;

export const SCENARIO_PACE_WORDS: Readonly<Record<ScenarioPace, string>> = {
  fast: 'As fast as it goes',
  slow: 'Slow',
  steps: 'Step by step',
};
