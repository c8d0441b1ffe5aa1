/** The herd in one line: servers up, faults, events a second, where places come from. */
import { Button } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { useConsole, useSnapshot } from '../state/console-context.ts';
import { faultsOf } from '../state/faults.ts';
import { formatCount, formatRate } from '../ui/format.ts';

const EVERY_MS = 1_000;

const weight = (event: HerdEvent): number =>
  event.type === 'summarised' ? Object.values(event.counts).reduce((sum, count) => sum + count, 0) : 1;

/** Events a second, over the last second. */
function useEventRate(): number {
  const { hub } = useConsole();
  const [rate, setRate] = useState(0);
  useEffect(() => {
    let count = 0;
    const off = hub.onBatch((batch) => {
      for (const event of batch) count += weight(event);
    });
    const timer = setInterval(() => {
      setRate((1_000 * count) / EVERY_MS);
      count = 0;
    }, EVERY_MS);
    return () => {
      off();
      clearInterval(timer);
    };
  }, [hub]);
  return rate;
}

const PLACES: Readonly<Record<string, string>> = {
  gazetteer: 'Built-in gazetteer',
  google: 'Google (Nearby Search)',
  'google-new': 'Google (Nearby Search, New)',
  off: 'Places off',
};

const cutWords = (count: number): string =>
  count === 0 ? 'No links cut' : count === 1 ? '1 link cut' : `${formatCount(count)} links cut`;

const rateWords = (rate: number): string => {
  const shown = formatRate(rate);
  return `${shown} ${shown === formatRate(1) ? 'event' : 'events'}/s`;
};

export function StatusBar() {
  const { operations } = useConsole();
  const snapshot = useSnapshot();
  const rate = useEventRate();
  const servers = snapshot?.servers ?? [];
  const up = servers.filter(({ state }) => state.kind === 'ready').length;
  const { cut, paused, down } = faultsOf(snapshot);
  const faults = cut.length + paused.length + down.length;
  return (
    <footer className="status-bar numbers">
      <span role="status">
        {up} of {servers.length} servers ready
      </span>
      {paused.length > 0 && <span>{paused.length} paused</span>}
      {down.length > 0 && <span>{down.length} down</span>}
      <span>{cutWords(cut.length)}</span>
      {faults > 0 && (
        <Button size="compact-xs" variant="subtle" onClick={() => void operations.healAll()}>
          Heal all
        </Button>
      )}
      <span className="spacer" />
      <span>{rateWords(rate)}</span>
      <span>{PLACES[snapshot?.places ?? ''] ?? snapshot?.places}</span>
    </footer>
  );
}
