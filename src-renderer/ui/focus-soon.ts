/** Gives the focus to what is about to be there. */

/** Frames; about a second. */
const TRIES = 60;

/**
 * Tries at each frame, for what is new is hidden until it has been measured, and what is hidden takes no focus. Where
 * it never can, `otherwise` is asked once.
 * @returns ends the trying
 */
export function focusSoon(
  find: () => HTMLElement | null | undefined,
  otherwise: () => HTMLElement | null | undefined = () => undefined,
): () => void {
  let tries = 0;
  const take = (): void => {
    const element = find();
    element?.focus({ preventScroll: true });
    if (element && document.activeElement === element) return;
    tries += 1;
    if (tries < TRIES) frame = requestAnimationFrame(take);
    else otherwise()?.focus({ preventScroll: true });
  };
  let frame = requestAnimationFrame(take);
  return () => cancelAnimationFrame(frame);
}
