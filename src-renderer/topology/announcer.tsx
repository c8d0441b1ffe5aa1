/** Tells those who hear the window what has changed on the canvas: politely, and a storm of it in one sentence. */
import { VisuallyHidden } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { useConsole } from '../state/console-context.ts';
import { linkName, linkStateWord, serverStateWord, shownLinkState } from '../ui/words.ts';
import { announce, changesOf } from './canvas-words.ts';

/** Changes that come together are told together. */
const GATHER_MS = 500;

const statesOf = ({ servers, links }: HerdSnapshot): Map<string, string> =>
  new Map([
    ...servers.map(({ name, state }) => [name, serverStateWord(state).toLowerCase()] as const),
    ...links.map(
      (link) => [linkName(link), linkStateWord(shownLinkState(link, servers)).toLowerCase()] as const,
    ),
  ]);

export function Announcer() {
  const { herd } = useConsole();
  const [said, setSaid] = useState('');
  useEffect(() => {
    const statesNow = (): Map<string, string> | undefined => {
      const { snapshot } = herd.getState();
      return snapshot ? statesOf(snapshot) : undefined;
    };
    let before = statesNow();
    let timer: ReturnType<typeof setTimeout> | undefined;
    const tell = (): void => {
      timer = undefined;
      const now = statesNow();
      // What the window opens with is no news.
      const changes = before && now ? changesOf(before, now) : new Map<string, string>();
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
