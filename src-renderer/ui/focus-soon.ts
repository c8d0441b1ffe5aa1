/** Gives the focus to what is about to be there. */

/** Frames; about a second. */
const TRIES = 60;

/** There is one focus: who asks for it later gets it. */
let endFormer = (): void => undefined;

/**
 * Tries at once and at each frame, for what is new is hidden until it has been measured, and what is hidden takes no
 * focus. Where it never can, `otherwise` is asked once. A person who goes elsewhere meanwhile stays there.
 * @returns ends the trying
 */
export function focusSoon(
  find: () => HTMLElement | null | undefined,
  otherwise: () => HTMLElement | null | undefined = () => undefined,
): () => void {
  endFormer();
  const ended = new AbortController();
  let tries = 0;
  let frame = 0;
  const end = (): void => {
    cancelAnimationFrame(frame);
    ended.abort();
  };
  const take = (): void => {
    const element = find();
    element?.focus({ preventScroll: true });
    tries += 1;
    if (element && document.activeElement === element) end();
    else if (tries < TRIES) frame = requestAnimationFrame(take);
    else {
      end();
      otherwise()?.focus({ preventScroll: true });
    }
  };
  const until = { capture: true, signal: ended.signal };
  window.addEventListener('pointerdown', end, until);
  window.addEventListener('keydown', ({ key }) => key === 'Tab' && end(), until);
  endFormer = end;
  take();
  return end;
}
