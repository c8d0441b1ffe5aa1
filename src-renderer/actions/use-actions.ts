/** Listens for keys and for the application's menu. */
import { useEffect } from 'react';
import type { FrontBridge } from '../../src-shared/front-bridge.ts';
import type { Console } from '../state/console.ts';
import { runAction } from './run-action.ts';
import { actionFor } from './shortcut.ts';

/** Where keys are text, or choose. A switch, say, takes none but the space bar and the arrows. */
const TYPING =
  'input:not([type="radio"], [type="checkbox"], [type="range"]), textarea, select, [contenteditable="true"]';

/** A dialog is about something else than the herd behind it: bare keys and undo are not for that meanwhile. */
const isTyping = (target: EventTarget | null): boolean =>
  (target instanceof Element && target.closest(TYPING) !== null) ||
  document.querySelector('[aria-modal="true"]') !== null;

export function useActions(stores: Console, bridge: Pick<FrontBridge, 'onAction'>): void {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      if (event.defaultPrevented || event.isComposing) return;
      const action = actionFor(event, isTyping(event.target));
      if (!action) return;
      // The application's menu has the same keys: what is handled here is not to happen there as well.
      event.preventDefault();
      // A key that is held says it once: deeds are not taken back by the dozen.
      if (event.repeat) return;
      void runAction(stores, action);
    };
    window.addEventListener('keydown', onKey);
    const offMenu = bridge.onAction((action) => void runAction(stores, action));
    return () => {
      window.removeEventListener('keydown', onKey);
      offMenu();
    };
  }, [stores, bridge]);
}
