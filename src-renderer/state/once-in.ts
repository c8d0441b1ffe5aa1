/** Many wishes, one deed: for what is asked for more often than it needs to be done. */

/**
 * Does it once, so many milliseconds after the first of several calls. While it is under way further calls wait for
 * its end, and are one call then. What is done never rejects.
 */
export function onceIn(ms: number, act: () => void | Promise<void>): () => void {
  let state: 'idle' | 'waiting' | 'acting' = 'idle';
  let again = false;
  const begin = (): void => {
    state = 'waiting';
    setTimeout(() => void run(), ms);
  };
  const run = async (): Promise<void> => {
    state = 'acting';
    await act();
    state = 'idle';
    if (!again) return;
    again = false;
    begin();
  };
  return () => {
    if (state === 'acting') again = true;
    else if (state === 'idle') begin();
  };
}
