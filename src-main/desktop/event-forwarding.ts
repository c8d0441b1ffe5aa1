/**
 * Events to the page: only while there is one, so that nothing is built or kept for nobody. A page that is loaded
 * again begins with what happens from its first call on.
 */
import type { Host } from '../../src-shared/console-contract.ts';
import type { HerdEvent } from '../../src-shared/events/events.ts';

export interface EventForwarding {
  /** A page is there. Said again, nothing changes. */
  begin(): void;
  /** It has gone; what had gathered for it is dropped. */
  end(): void;
}

export function forwardEvents(
  host: Pick<Host, 'subscribe'>,
  send: (batch: readonly HerdEvent[]) => void,
): EventForwarding {
  let stop: (() => void) | undefined;
  return {
    begin() {
      stop ??= subscribe();
    },
    end() {
      stop?.();
      stop = undefined;
    },
  };

  function subscribe(): () => void {
    let wanted = true;
    const unsubscribe = host.subscribe((batch) => {
      if (wanted) send(batch);
    });
    return () => {
      // First: ending a subscription gives what has gathered, and there is nobody for it.
      wanted = false;
      unsubscribe();
    };
  }
}
