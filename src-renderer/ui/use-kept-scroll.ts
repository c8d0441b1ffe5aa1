/**
 * Keeps where a box stands while its pane is hidden. A pane behind another tab is taken out of the page: a box that
 * comes back stands at its top, unnoticed by the rows, which are then drawn somewhere out of sight.
 */
import { type RefObject, useLayoutEffect, useRef } from 'react';

/**
 * @param box an element that is there as long as who calls this
 * @param toEnd it follows its end, also when it has got another height
 */
export function useKeptScroll(box: RefObject<HTMLElement | null>, toEnd = false): void {
  const end = useRef(toEnd);
  useLayoutEffect(() => {
    end.current = toEnd;
  }, [toEnd]);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    let top = element.scrollTop;
    const keep = (): void => {
      // A box without a size is hidden; that it stands at its top then is nobody's wish.
      if (element.clientHeight > 0) top = element.scrollTop;
    };
    let shown = element.clientHeight > 0;
    const sizes = new ResizeObserver(() => {
      const was = shown;
      shown = element.clientHeight > 0;
      if (!shown) return;
      if (end.current) element.scrollTop = element.scrollHeight;
      else if (!was) element.scrollTop = top;
    });
    element.addEventListener('scroll', keep);
    sizes.observe(element);
    return () => {
      element.removeEventListener('scroll', keep);
      sizes.disconnect();
    };
  }, [box]);
}
