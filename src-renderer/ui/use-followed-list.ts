/**
 * A long list of which only the rows in view are in the page, and which follows its newest row until a person scrolls
 * up. Who shows it says what a row is; `FollowedRows` shows rows that are as high as they are.
 */
import { defaultRangeExtractor, type Range, useVirtualizer, type Virtualizer } from '@tanstack/react-virtual';
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';
import { afterScroll } from './follow-scroll.ts';
import { useKeptScroll } from './use-kept-scroll.ts';

export interface FollowedListOptions {
  readonly count: number;
  /** How high a row is, or is taken to be until it is measured. */
  readonly rowPx: number;
  /** Rows drawn beyond those in view. */
  readonly overscan: number;
  /** What stays the same of a row when older ones go; without it, its place. */
  readonly keyOf?: (index: number) => string | number;
  /** Rows of just `rowPx` that have gone from the top since the beginning: what is looked at stays where it is. */
  readonly gone?: number;
  /** Something is selected: the end is then no reason to follow again. */
  readonly held?: boolean;
  /** Called when it stops to follow. */
  readonly onLeave?: () => void;
}

export interface FollowedList {
  /** For the element that scrolls. */
  readonly box: RefObject<HTMLDivElement | null>;
  readonly rows: Virtualizer<HTMLDivElement, Element>;
  /** Of all rows together. */
  readonly height: number;
  readonly following: boolean;
  onScroll(): void;
  /** Stays where it is. */
  leave(): void;
  /** To the newest, and follows again. */
  follow(): void;
}

/** As many rows as are in view, but the last ones. */
const shiftedToEnd = (range: Range): Range => {
  const last = range.count - 1;
  return { ...range, startIndex: Math.max(0, last - (range.endIndex - range.startIndex)), endIndex: last };
};

export function useFollowedList(options: FollowedListOptions): FollowedList {
  const { count, rowPx, overscan, keyOf, gone = 0, held = false, onLeave } = options;
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  const lastTop = useRef(0);
  const lastGone = useRef(gone);
  const rows = useVirtualizer<HTMLDivElement, Element>({
    count,
    getScrollElement: () => box.current,
    estimateSize: () => rowPx,
    ...(keyOf === undefined ? {} : { getItemKey: keyOf }),
    overscan,
    // Drawn for the end at once: the box is scrolled there within this frame, and the rows hear of it in the next.
    rangeExtractor: (range) => defaultRangeExtractor(following ? shiftedToEnd(range) : range),
    // Scrolling is drawn with the next frame; at once would be drawn twice while rows come.
    useFlushSync: false,
  });
  const height = rows.getTotalSize();
  useKeptScroll(box, following);

  useLayoutEffect(() => {
    const element = box.current;
    // The height stands for what has been measured anew, too.
    if (element && following && height > 0) element.scrollTop = element.scrollHeight;
  }, [following, height]);
  useLayoutEffect(() => {
    const element = box.current;
    if (element && !following) element.scrollTop -= (gone - lastGone.current) * rowPx;
    lastGone.current = gone;
  }, [following, gone, rowPx]);

  const leave = (): void => {
    if (!following) return;
    onLeave?.();
    setFollowing(false);
  };
  return {
    box,
    rows,
    height,
    following,
    leave,
    follow: () => setFollowing(true),
    onScroll() {
      const element = box.current;
      if (!element) return;
      const what = afterScroll(element, lastTop.current);
      lastTop.current = element.scrollTop;
      if (what === 'leaves') leave();
      else if (what === 'arrives' && !held) setFollowing(true);
    },
  };
}
