/**
 * The log's lines, only those in view drawn. Follows the newest until a person scrolls up or selects a line; then a
 * pill says how many have come, and goes back to following.
 */
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useLayoutEffect, useRef, useState } from 'react';
import { paneKey, stepIn } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { LogRow } from './log-row.tsx';

const ROW_PX = 24;
const OVERSCAN = 12;
/** More than are ever in view. */
const SLOTS = 512;
/** So near the end counts as being there. */
const END_PX = ROW_PX * 1.5;

interface ListProps {
  readonly opened: number | null;
  onOpen(number: number | null): void;
}

export function LogList({ opened, onOpen }: ListProps) {
  const { log } = useConsole();
  const shown = useView('log', (view) => view.shown);
  const shownDropped = useView('log', (view) => view.shownDropped);
  const needle = useView('log', (view) => view.filter.text);
  const box = useRef<HTMLDivElement>(null);
  const [following, setFollowing] = useState(true);
  /** The number of the first event that has not been seen. */
  const [unseen, setUnseen] = useState(0);
  const [selected, setSelected] = useState<number | null>(null);
  const rows = useVirtualizer({
    count: shown,
    getScrollElement: () => box.current,
    estimateSize: () => ROW_PX,
    overscan: OVERSCAN,
    // Scrolling is drawn with the next frame; at once would be drawn twice while events come.
    useFlushSync: false,
  });

  useLayoutEffect(() => {
    const element = box.current;
    if (element && following && shown > 0) element.scrollTop = shown * ROW_PX;
  }, [following, shown]);
  const before = useRef(shownDropped);
  useLayoutEffect(() => {
    // What is looked at stays where it is when the oldest go.
    const element = box.current;
    if (element && !following) element.scrollTop -= (shownDropped - before.current) * ROW_PX;
    before.current = shownDropped;
  }, [following, shownDropped]);
  const stopFollowing = (): void => {
    if (!following) return;
    setUnseen(log.next());
    setFollowing(false);
  };
  const onScroll = (): void => {
    const element = box.current;
    if (!element) return;
    const atEnd = element.scrollHeight - element.clientHeight - element.scrollTop < END_PX;
    if (!atEnd && element.scrollTop < lastTop.current) stopFollowing();
    else if (atEnd && selected === null && !following) setFollowing(true);
    lastTop.current = element.scrollTop;
  };
  const lastTop = useRef(0);
  const resume = (): void => {
    setSelected(null);
    setFollowing(true);
  };
  const select = (row: number, open: boolean): void => {
    const number = log.numberAt(row);
    if (number === undefined) return;
    stopFollowing();
    setSelected(number);
    rows.scrollToIndex(row);
    if (open || opened !== null) onOpen(number);
  };
  const onKey = (event: KeyboardEvent): void => {
    const key = paneKey('log', event);
    if (key === 'open' && selected !== null) onOpen(selected);
    if (key === 'close') {
      if (opened === null) resume();
      else onOpen(null);
    }
    const page = Math.max(1, Math.floor((box.current?.clientHeight ?? ROW_PX) / ROW_PX) - 1);
    const from = selected === null ? shown : log.rowOf(selected);
    const step = paneKey('lists', event);
    if (step === undefined) return;
    event.preventDefault();
    select(stepIn(step, { at: from, last: shown - 1, page }), false);
  };
  // Counted among those shown: another filter doesn't make old events new.
  const fresh = following ? 0 : Math.max(0, shown - log.rowOf(unseen));
  const activeRow = selected === null ? undefined : log.rowOf(selected);

  return (
    <div className="log-frame">
      <div
        ref={box}
        className="log-list mono"
        role="listbox"
        aria-label="Events"
        tabIndex={0}
        aria-activedescendant={activeRow === undefined ? undefined : `log-row-${activeRow}`}
        onScroll={onScroll}
        onKeyDown={onKey}
      >
        <div style={{ height: rows.getTotalSize(), position: 'relative' }}>
          {rows.getVirtualItems().map(({ index, start }) => {
            const number = log.numberAt(index);
            const event = number === undefined ? undefined : log.event(number);
            if (number === undefined || !event) return null;
            return (
              // biome-ignore lint/a11y/useKeyWithClickEvents: the list takes the keys
              <div
                // Elements are used again for other lines: thousands come between two looks.
                key={index % SLOTS}
                id={`log-row-${index}`}
                className="log-row"
                role="option"
                tabIndex={-1}
                aria-selected={number === selected}
                style={{ transform: `translateY(${start}px)` }}
                onClick={() => select(index, true)}
              >
                <LogRow event={event} needle={needle} />
              </div>
            );
          })}
        </div>
      </div>
      {!following && (
        <Button className="log-pill" radius="xl" leftSection={<IconArrowDown size={14} />} onClick={resume}>
          {fresh > 0 ? `${formatCount(fresh)} new` : 'Follow the newest'}
        </Button>
      )}
    </div>
  );
}
