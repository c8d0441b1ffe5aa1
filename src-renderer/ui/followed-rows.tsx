/** The rows of a followed list, each as high as what stands in it, and the way back to the newest. */
import { Button } from '@mantine/core';
import { IconArrowDown } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { FollowedList } from './use-followed-list.ts';

interface RowsProps {
  readonly list: FollowedList;
  readonly label: string;
  readonly count: number;
  /** What stands in a row; null: there is no such row any more. */
  row(index: number): ReactNode;
}

export function FollowedRows({ list, label, count, row }: RowsProps) {
  return (
    <ul className="rows" style={{ height: list.height }} aria-label={label}>
      {list.rows.getVirtualItems().map(({ index, key, start }) => {
        const shown = row(index);
        if (shown === null) return null;
        return (
          <li
            key={key}
            ref={list.rows.measureElement}
            data-index={index}
            aria-setsize={count}
            aria-posinset={index + 1}
            style={{ transform: `translateY(${start}px)` }}
          >
            {shown}
          </li>
        );
      })}
    </ul>
  );
}

/** Shown while a list doesn't follow. */
export function ToNewest({ list }: { list: FollowedList }) {
  if (list.following) return null;
  return (
    <Button
      className="to-newest"
      size="compact-xs"
      leftSection={<IconArrowDown size={13} />}
      onClick={list.follow}
    >
      Newest
    </Button>
  );
}
