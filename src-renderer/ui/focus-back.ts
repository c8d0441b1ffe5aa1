/**
 * Where a person was before a menu or a dialog. The component library gives the focus back to what had it when a dialog
 * opened; was that an item of a menu, it is gone by then, and the focus would be nowhere.
 */

const PASSING = '[role="menu"], [role="dialog"]';

let place: HTMLElement | null = null;

/** Begins to remember. */
export function rememberFocus(): void {
  document.addEventListener('focusin', ({ target }) => {
    if (target instanceof HTMLElement && target.closest(PASSING) === null) place = target;
  });
}

/** Where nothing has the focus, gives it back to who had it before. */
export function focusBack(): void {
  const { activeElement } = document;
  if (activeElement === null || activeElement === document.body) place?.focus({ preventScroll: true });
}
