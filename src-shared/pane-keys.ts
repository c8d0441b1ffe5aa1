/**
 * The keys that mean something in one pane, while it has the focus: one table beside that of the actions. What handles
 * keys asks it, and the sheet of keys is made from it. Several keys of one row do the same.
 */

export interface PaneKeySpec {
  readonly label: string;
  /** As in the table of actions; `Plus` is the sign `+`. A bare letter or sign counts in either case. */
  readonly keys: readonly string[];
  /** Done by a library of the pane, and here only to be told. */
  readonly byLibrary?: true;
}

interface PaneKeyGroup {
  readonly title: string;
  readonly keys: Readonly<Record<string, PaneKeySpec>>;
}

const ARROWS = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight'] as const;

export const PANE_KEYS = {
  topology: {
    title: 'Topology',
    keys: {
      inspect: { label: 'Select; once more: inspect', keys: ['Enter'] },
      move: { label: 'Move the selected servers', keys: ARROWS, byLibrary: true },
      link: { label: 'Link the server to another', keys: ['L'] },
      cut: { label: 'Cut or heal the link', keys: ['X'] },
      rename: { label: 'Rename the server', keys: ['F2'] },
      duplicate: { label: 'Duplicate the server', keys: ['CmdOrCtrl+D'] },
      remove: { label: 'Delete', keys: ['Delete', 'Backspace'] },
      menu: { label: 'Menu of the server or link', keys: ['ContextMenu', 'Shift+F10'] },
      zoomIn: { label: 'Zoom in', keys: ['Plus', '='] },
      zoomOut: { label: 'Zoom out', keys: ['-'] },
      fit: { label: 'Fit', keys: ['0'] },
    },
  },
  commands: {
    title: 'Commands',
    keys: {
      send: { label: 'Send', keys: ['Alt+Enter'] },
      older: { label: 'What was sent before', keys: ['Alt+ArrowUp'] },
      newer: { label: 'What was sent after it', keys: ['Alt+ArrowDown'] },
    },
  },
  map: {
    title: 'Map',
    keys: {
      act: { label: 'Select what is in the middle, or pick that place', keys: ['Enter'] },
      leave: { label: 'Pick no place, back to Commands', keys: ['Escape'] },
      pan: { label: 'Move the map', keys: ARROWS, byLibrary: true },
      zoomIn: { label: 'Zoom in', keys: ['Plus'], byLibrary: true },
      zoomOut: { label: 'Zoom out', keys: ['-'], byLibrary: true },
    },
  },
  log: {
    title: 'Log',
    keys: {
      find: { label: 'Find text', keys: ['/', 'CmdOrCtrl+F'] },
      open: { label: 'Open the line', keys: ['Enter'] },
      close: { label: 'Close it; once more: follow the newest', keys: ['Escape'] },
    },
  },
  lists: {
    title: 'Lists',
    keys: {
      up: { label: 'One up', keys: ['ArrowUp'] },
      down: { label: 'One down', keys: ['ArrowDown'] },
      pageUp: { label: 'A page up', keys: ['PageUp'] },
      pageDown: { label: 'A page down', keys: ['PageDown'] },
      first: { label: 'The first', keys: ['Home'] },
      last: { label: 'The last', keys: ['End'] },
    },
  },
  fields: {
    title: 'Fields',
    keys: {
      take: { label: 'Take what was typed', keys: ['Enter'] },
      leave: { label: 'Leave it as it was', keys: ['Escape'] },
    },
  },
} as const satisfies Readonly<Record<string, PaneKeyGroup>>;

export type KeyPlace = keyof typeof PANE_KEYS;
/** What a key of this place does; without what a library does by itself. */
export type PaneKey<P extends KeyPlace> = {
  [K in keyof (typeof PANE_KEYS)[P]['keys']]: (typeof PANE_KEYS)[P]['keys'][K] extends { byLibrary: true }
    ? never
    : K;
}[keyof (typeof PANE_KEYS)[P]['keys']];

export const KEY_PLACES = Object.keys(PANE_KEYS) as readonly KeyPlace[];

/** The rows of one place, by what they do. */
export const paneKeySpecs = (place: KeyPlace): Readonly<Record<string, PaneKeySpec>> => PANE_KEYS[place].keys;
