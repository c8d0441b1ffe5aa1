/** Every text of the window, in one place. */
import type { LinkState, ServerState } from '../src-shared/events/events.ts';

/** A server's state as one word, or two. */
export function serverStateWord(state: ServerState): string {
  if (state.kind !== 'stopped') return state.kind;
  return state.how === 'never-started' ? 'not started' : state.how;
}

export const LINK_STATE_WORDS: Readonly<Record<LinkState, string>> = {
  up: 'up',
  connecting: 'connecting',
  broken: 'broken',
  cut: 'cut',
};

export const STRINGS = {
  appName: 'Herd Console',
  loading: 'Asking the herd …',
  readyCount: (ready: number, all: number) => `${ready} of ${all} servers ready`,
  places: (source: string) => `Places: ${source}`,
  servers: 'Servers',
  links: 'Links',
  columns: {
    server: 'Server',
    link: 'Link',
    state: 'State',
    address: 'Address',
    clients: 'Clients known',
    actions: 'Actions',
  },
  noAddress: '–',
  noCount: '–',
  start: 'Start',
  kill: 'Kill',
  cut: 'Cut',
  heal: 'Heal',
  startAll: 'Start all',
  killAll: 'Kill all',
  healAll: 'Heal all',
  /** A button's full name, where its short text stands in a row of its own. */
  of: (action: string, name: string) => `${action} ${name}`,
  dismiss: 'Dismiss',
} as const;
