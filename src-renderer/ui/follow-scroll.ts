/** When a list that follows its newest row stops doing so, and when it does again. */

/** What a scrolled box says of itself. */
export interface Scrolled {
  readonly scrollTop: number;
  readonly scrollHeight: number;
  readonly clientHeight: number;
}

/** So near the end counts as being there. */
export const NEAR_END_PX = 36;

/**
 * After a box was scrolled. Only a person scrolls up: rows that come make the end go away, which is no wish to stay
 * where one is. `stay`: as it was.
 *
 * @param lastTop where it stood before
 */
export function afterScroll(box: Scrolled, lastTop: number): 'leaves' | 'arrives' | 'stay' {
  const atEnd = box.scrollHeight - box.clientHeight - box.scrollTop < NEAR_END_PX;
  if (atEnd) return 'arrives';
  return box.scrollTop < lastTop ? 'leaves' : 'stay';
}
