/**
 * The log's lines, only those in view drawn. Follows the newest until a person scrolls up or selects a line; then a
 * pill says how many have come, and goes back to following.
 */
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { paneKey, stepIn } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { useFollowedList } from '../ui/use-followed-list.ts';
import { LogRow } from './log-row.tsx';

const ROW_PX = 24;
const OVERSCAN = 12;
/** More than are ever in view. */
const SLOTS = 512;

interface ListProps {
  readonly opened: number | null;
  onOpen(number: number | null): void;
}

export function LogList({ opened, onOpen }: ListProps) {
  const { log } = useConsole();
  const shown = useView('log', (view) => view.shown);
  const shownDropped = useView('log', (view) => view.shownDropped);
  const needle = useView('log', (view) => view.filter.text);
  /** The number of the first event that has not been seen. */
  const [unseen, setUnseen] = useState(0);
  const [selected, setSelected] = useState<number | null>(null);
  const { box, rows, height, following, onScroll, leave, follow } = useFollowedList({
    count: shown,
    rowPx: ROW_PX,
    overscan: OVERSCAN,
    gone: shownDropped,
    held: selected !== null,
    onLeave: () => setUnseen(log.next()),
  });
  const resume = (): void => {
    setSelected(null);
    follow();
  };
  const select = (row: number, open: boolean): void => {
    const number = log.numberAt(row);
    if (number === undefined) return;
    leave();
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
  const items = rows.getVirtualItems();
  // Only a row that is in the page can be named: the selected one may be far away, filtered out, or gone.
  const active = items.find(({ index }) => selected !== null && log.numberAt(index) === selected);

  return (
    <div className="log-frame">
      <div
        ref={box}
        className="log-list mono"
        role="listbox"
        aria-label="Events"
        tabIndex={0}
        aria-activedescendant={active && `log-row-${active.index}`}
        onScroll={onScroll}
        onKeyDown={onKey}
      >
        <div style={{ height, position: 'relative' }}>
          {items.map(({ index, start }) => {
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
                aria-setsize={shown}
                aria-posinset={index + 1}
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
