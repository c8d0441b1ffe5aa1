/** A link: its state, its two servers, and what can be done to it. */
import { Button, Group } from '@mantine/core';
import type { LinkEndState, LinkSnapshot } from '../../src-shared/events/events.ts';
import { useConsole, useSnapshot } from '../state/console-context.ts';
import { formatDuration } from '../ui/format.ts';
import { Mark } from '../ui/mark.tsx';
import { useNow } from '../ui/use-now.ts';
import {
  linkName,
  linkStateWord,
  type ShownLinkState,
  serverStateWord,
  shownLinkState,
} from '../ui/words.ts';
import { Fields, Gone } from './fields.tsx';
import { RecentEvents } from './recent-events.tsx';

const ENDS_MS = 500;
const END_WORDS = { idle: 'Idle', connecting: 'Connecting', up: 'Up', cut: 'Cut' } as const;
const MEANING: Readonly<Record<ShownLinkState, string>> = {
  up: 'Updates are flooded over it.',
  connecting: 'One of its servers is dialling the other.',
  broken: 'One of its servers can’t be reached; it is dialled again by itself.',
  cut: 'It was cut on purpose; nothing passes before it is healed.',
  down: 'One of its servers isn’t running; it comes up when both are.',
};

export function LinkView({ id }: { id: string }) {
  const { operations, selection } = useConsole();
  const snapshot = useSnapshot();
  const link = snapshot?.links.find((one) => one.id === id);
  if (!snapshot || !link) return <Gone what={`The link ${id}`} />;
  const shown = shownLinkState(link, snapshot.servers);
  const running = new Set(
    snapshot.servers
      .filter(({ state }) => state.kind === 'ready' || state.kind === 'paused')
      .map(({ name }) => name),
  );
  const operation = link.state === 'cut' ? 'heal' : 'cut';
  return (
    <>
      <h2>
        {linkName(link)} <Mark kind={shown} word={linkStateWord(shown)} />
      </h2>
      <Group gap={6}>
        <Button size="compact-xs" variant="default" onClick={() => void operations.links(operation, [id])}>
          {operation === 'cut' ? 'Cut' : 'Heal'}
        </Button>
      </Group>
      <p className="inspector-note">{MEANING[shown]}</p>
      <ul className="inspector-links">
        {[link.a, link.b].map((name) => {
          const state = snapshot.servers.find((server) => server.name === name)?.state;
          return (
            <li key={name}>
              <Button
                size="compact-xs"
                variant="subtle"
                onClick={() => selection.select({ kind: 'server', name })}
              >
                {name}
              </Button>
              {state && <Mark kind={state.kind} word={serverStateWord(state)} />}
            </li>
          );
        })}
      </ul>
      <LinkEnds a={link.a} b={link.b} running={running} />
      <RecentEvents
        title="Recent AT lines over it"
        subject={id}
        wanted={(event) =>
          event.type === 'line' && event.direction === 'out' && joins(event.server, event.peer, link)
        }
      />
    </>
  );
}

const joins = (server: string, neighbour: string, { a, b }: LinkSnapshot): boolean =>
  (server === a && neighbour === b) || (server === b && neighbour === a);

/** What each end's own connection was last told to be doing; a link that has been quiet for long has none, nor has a server that doesn't run. */
function LinkEnds({ a, b, running }: { a: string; b: string; running: ReadonlySet<string> }) {
  const { log } = useConsole();
  useNow(ENDS_MS);
  const ends = [
    [a, b],
    [b, a],
  ] as const;
  return (
    <Fields
      rows={ends.map(([server, neighbour]) => {
        const [last] = log.recent(
          (event) => event.type === 'link' && event.server === server && event.neighbour === neighbour,
          1,
        );
        return [
          `${server} to ${neighbour}`,
          last?.type === 'link' && running.has(server) ? endText(last.state) : undefined,
        ];
      })}
    />
  );
}

function endText(state: LinkEndState): string {
  if (state.kind !== 'broken') return END_WORDS[state.kind];
  return `Not reached: ${state.reason}; dialled again after ${formatDuration(state.retryInMs)}`;
}
