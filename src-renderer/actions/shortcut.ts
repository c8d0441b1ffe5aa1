/**
 * Keys as the tables write them (`CmdOrCtrl+Shift+A`): shown to people, and matched with what is typed. Nothing else
 * looks at a key that was typed.
 */
import { ACTION_IDS, type ActionId, actionSpec } from '../../src-shared/actions.ts';
import { type KeyPlace, type PaneKey, paneKeySpecs } from '../../src-shared/pane-keys.ts';

const isMac = (): boolean => navigator.platform.startsWith('Mac');

const SHOWN_MAC: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' };
const SHOWN: Readonly<Record<string, string>> = {
  CmdOrCtrl: 'Ctrl',
  ArrowUp: '↑',
  ArrowDown: '↓',
  ArrowLeft: '←',
  ArrowRight: '→',
  PageUp: 'Page Up',
  PageDown: 'Page Down',
  Escape: 'Esc',
  ContextMenu: 'Menu',
  Plus: '+',
};

/** The keys, each as it stands on the keyboard. */
export function shownKeys(keys: string, mac = isMac()): string[] {
  return keys.split('+').map((key) => (mac ? SHOWN_MAC[key] : undefined) ?? SHOWN[key] ?? key);
}

/** The keys as they are written in a sentence. */
export const writtenKeys = (keys: string, mac = isMac()): string => shownKeys(keys, mac).join(mac ? '' : '+');

export interface Typed {
  readonly key: string;
  readonly code: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly shiftKey: boolean;
  readonly altKey: boolean;
}

function matches(keys: string, typed: Typed, mac: boolean): boolean {
  const parts = keys.split('+');
  const last = parts.at(-1) ?? '';
  const [main, other] = mac ? [typed.metaKey, typed.ctrlKey] : [typed.ctrlKey, typed.metaKey];
  // The system's own, or of nobody: the letter beside it isn't meant.
  if (other) return false;
  if (parts.includes('CmdOrCtrl') !== main || parts.includes('Alt') !== typed.altKey) return false;
  // A bare sign such as `?` is what it is, whatever keys make it on this keyboard.
  if (parts.length === 1 && last.length === 1) return typed.key.toLowerCase() === last.toLowerCase();
  if (last === 'Plus') return typed.key === '+';
  if (parts.includes('Shift') !== typed.shiftKey) return false;
  return (
    typed.key.toLowerCase() === last.toLowerCase() ||
    typed.code === `Key${last}` ||
    typed.code === `Digit${last}`
  );
}

/** All keys of an action, those first that its menu shows. */
export function actionKeys(id: ActionId): string[] {
  const { keys, keysOutsideText = [] } = actionSpec(id);
  return keys === undefined ? [...keysOutsideText] : [keys, ...keysOutsideText];
}

/** The action whose keys were typed. Bare keys, and those that text has itself, count only where none is being typed. */
export function actionFor(typed: Typed, typingText: boolean, mac = isMac()): ActionId | undefined {
  return ACTION_IDS.find((id) => {
    const { keys } = actionSpec(id);
    const counting = typingText ? [keys ?? ''].filter((one) => one.includes('+')) : actionKeys(id);
    return counting.some((one) => matches(one, typed, mac));
  });
}

/** What the key that was typed does in this place of the table; undefined: nothing. */
export function paneKey<P extends KeyPlace>(place: P, typed: Typed, mac = isMac()): PaneKey<P> | undefined {
  const found = Object.entries(paneKeySpecs(place)).find(
    ([, { keys, byLibrary }]) => !byLibrary && keys.some((one) => matches(one, typed, mac)),
  );
  return found?.[0] as PaneKey<P> | undefined;
}

/** The first key of a row, for menus and tooltips. */
export const firstPaneKey = <P extends KeyPlace>(place: P, does: PaneKey<P> & string): string =>
  paneKeySpecs(place)[does]?.keys[0] ?? '';

/** Where a key of lists leads, from the row where one is. */
export function stepIn(
  key: PaneKey<'lists'>,
  { at, last, page }: { readonly at: number; readonly last: number; readonly page: number },
): number {
  switch (key) {
    case 'up':
      return Math.max(0, at - 1);
    case 'down':
      return Math.min(last, at + 1);
    case 'pageUp':
      return Math.max(0, at - page);
    case 'pageDown':
      return Math.min(last, at + page);
    case 'first':
      return 0;
    case 'last':
      return last;
  }
}
