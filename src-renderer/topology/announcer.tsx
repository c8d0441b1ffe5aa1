/** Tells those who hear the window what has changed on the canvas: politely, and a storm of it in one sentence. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { useConsole } from '../state/console-context.ts';
import { linkName, linkStateWord, serverStateWord, shownLinkState } from '../ui/words.ts';
import { announce } from './canvas-words.ts';

/** Changes that come together are told together. */
const GATHER_MS = 500;

const statesOf = (snapshot: HerdSnapshot | null): Map<string, string> =>
  new Map([
    ...(snapshot?.servers ?? []).map(
      ({ name, state }) => [name, serverStateWord(state).toLowerCase()] as const,
    ),
    ...(snapshot?.links ?? []).map(
      (link) =>
        [linkName(link), linkStateWord(shownLinkState(link, snapshot?.servers ?? [])).toLowerCase()] as const,
    ),
  ]);

export function Announcer() {
  const { herd } = useConsole();
  const [said, setSaid] = useState('');
  useEffect(() => {
    let before = statesOf(herd.getState().snapshot);
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const now = statesOf(herd.getState().snapshot);
      const changes = new Map(
        [...now].filter(([what, state]) => before.has(what) && before.get(what) !== state),
      );
      before = now;
      if (changes.size > 0) setSaid(announce(changes));
    };
    const off = herd.subscribe(() => {
      timer ??= setTimeout(tell, GATHER_MS);
    });
    return () => {
      off();
      clearTimeout(timer);
    };
  }, [herd]);
  return (
    <VisuallyHidden>
      <span aria-live="polite">{said}</span>
    </VisuallyHidden>
  );
}
