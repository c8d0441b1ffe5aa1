/** Keys as the table of actions writes them (`CmdOrCtrl+Shift+A`): shown to people, and matched with what is typed. */
import { ACTION_IDS, type ActionId, actionSpec } from '../../src-shared/actions.ts';

const isMac = (): boolean => navigator.platform.startsWith('Mac');

const SHOWN_MAC: Readonly<Record<string, string>> = { CmdOrCtrl: '⌘', Shift: '⇧', Alt: '⌥', Enter: '↩' };

/** The keys, each as it stands on the keyboard. */
export function shownKeys(keys: string, mac = isMac()): string[] {
  return keys.split('+').map((key) => {
    if (mac) return SHOWN_MAC[key] ?? key;
    return key === 'CmdOrCtrl' ? 'Ctrl' : key;
  });
}

interface Typed {
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
  const main = mac ? typed.metaKey : typed.ctrlKey;
  if (parts.includes('CmdOrCtrl') !== main || parts.includes('Alt') !== typed.altKey) return false;
  // A bare sign such as `?` is what it is, whatever keys make it on this keyboard.
  if (parts.length === 1) return typed.key === last;
  if (parts.includes('Shift') !== typed.shiftKey) return false;
  return (
    typed.key.toLowerCase() === last.toLowerCase() ||
    typed.code === `Key${last}` ||
    typed.code === `Digit${last}`
  );
}

/** The action whose keys were typed. Bare keys count only where no text is being typed. */
export function actionFor(typed: Typed, typingText: boolean, mac = isMac()): ActionId | undefined {
  return ACTION_IDS.find((id) => {
    const { keys } = actionSpec(id);
    if (keys === undefined || (typingText && !keys.includes('+'))) return false;
    return matches(keys, typed, mac);
  });
}
