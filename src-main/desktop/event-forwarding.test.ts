import { expect, it } from 'vitest';
import type { HerdEvent } from '../../src-shared/events/events.ts';
import { forwardEvents } from './event-forwarding.ts';

it('subscribes once a page, and gives a page that has gone nothing', () => {
  const listeners = new Set<(batch: readonly HerdEvent[]) => void>();
  const sent: unknown[] = [];
  const batch: readonly HerdEvent[] = [{ type: 'topology', time: 0, server: '-', title: 'x' }];
  const forwarding = forwardEvents(
    {
      subscribe(listener) {
        listeners.add(listener);
        return () => {
          listeners.delete(listener);
          listener(batch);
        };
      },
    },
    (one) => sent.push(one),
  );
  const happen = () => {
    for (const listener of listeners) listener(batch);
  };
  forwarding.end();
  expect(listeners.size).toBe(0);
  forwarding.begin();
  forwarding.begin();
  happen();
  expect([listeners.size, sent.length]).toEqual([1, 1]);
  forwarding.end();
  expect([listeners.size, sent.length]).toEqual([0, 1]);
  forwarding.begin();
  happen();
  expect(sent.length).toBe(2);
});
