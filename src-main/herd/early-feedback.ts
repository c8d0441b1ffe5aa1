/**
 * V8 begins to watch a function only when it has run for a while, and optimises what it has watched. In a server that
 * hears little each of these steps comes late, while somebody waits, in all servers of a herd at about the same time.
 * Watched from the first call on, what is hot is known and optimised before the herd has served its first thousands.
 */
import { setFlagsFromString } from 'node:v8';

/** To be called once, before servers start. Leaves Electron alone: there V8 has more to do than serve. */
export function collectFeedbackEarly(): void {
  if (process.versions.electron === undefined) setFlagsFromString('--no-lazy-feedback-allocation');
}
