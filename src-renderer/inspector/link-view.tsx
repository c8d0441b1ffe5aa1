/** A link: its state, its two servers, and what can be done to it. */
import { Button, Group } from '@mantine/core';
import { useConsole, useSnapshot } from '../state/console-context.ts';
import { Mark } from '../ui/mark.tsx';
import { LINK_STATE_WORDS, linkName, serverStateWord } from '../ui/words.ts';
import { Gone } from './fields.tsx';

const MEANING = {
  up: 'Updates are flooded over it.',
  connecting: 'One of its servers is dialling the other.',
  broken: 'One of its servers can’t be reached; it is dialled again by itself.',
  cut: 'It was cut on purpose; nothing passes before it is healed.',
} as const;

export function LinkView({ id }: { id: string }) {
  const { operations, selection } = useConsole();
  const snapshot = useSnapshot();
  const link = snapshot?.links.find((one) => one.id === id);
  if (!snapshot || !link) return <Gone what={`The link ${id}`} />;
  const operation = link.state === 'cut' ? 'heal' : 'cut';
  return (
    <>
      <h2>
        {linkName(link)} <Mark kind={link.state} word={LINK_STATE_WORDS[link.state]} />
      </h2>
      <Group gap={6}>
        <Button
          size="compact-xs"
          variant="default"
          tt="capitalize"
          onClick={() => void operations.links(operation, [id])}
        >
          {operation}
        </Button>
      </Group>
      <p className="inspector-note">{MEANING[link.state]}</p>
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
    </>
  );
}
