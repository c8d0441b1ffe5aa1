/** A server that is down by itself: how it ended, its last words, and what can be done now. */
import { Button, Group } from '@mantine/core';
import { IconFileText, IconPlayerPlay, IconPlugConnected } from '@tabler/icons-react';
import { useState } from 'react';
import type { ErrorData } from '../../src-shared/errors.ts';
import { freePortFor } from '../shell/free-port.ts';
import { useConsole } from '../state/console-context.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { shownLines } from '../ui/shown-text.ts';
import { crashFacts } from './crash-facts.ts';

export function CrashCard({ name, error }: { name: string; error: ErrorData }) {
  const stores = useConsole();
  const [moving, setMoving] = useState(false);
  const { how, output, why, portTaken } = crashFacts(error);
  const openLog = (): void => {
    stores.client.call('app.openLog', { server: name }).catch(stores.notices.tell);
  };
  const move = async (): Promise<void> => {
    setMoving(true);
    await freePortFor(stores, name, error);
    setMoving(false);
  };
  return (
    <section className="crash-card" aria-label={`Why ${name} is down`}>
      <Group justify="space-between" wrap="nowrap" align="flex-start" gap="xs">
        <p className="crash-what foreign">{how ? `Ended by itself: ${how}` : error.what}</p>
        <CopyButton
          label={`Copy what happened to ${name}`}
          text={() => [error.what, error.why, error.next].join('\n')}
        />
      </Group>
      {output.length > 0 && (
        // Long output scrolls, by keyboard too.
        // biome-ignore lint/a11y/noNoninteractiveTabindex: see above
        <pre className="crash-output mono foreign" tabIndex={0}>
          {shownLines(output.join('\n'))}
        </pre>
      )}
      {why !== '' && <p className="crash-why foreign">{shownLines(why)}</p>}
      <Group gap={6}>
        <Button
          leftSection={<IconPlayerPlay size={14} />}
          variant={portTaken ? 'default' : 'filled'}
          onClick={() => void stores.operations.servers('start', [name])}
        >
          Start again
        </Button>
        {portTaken && (
          <Button leftSection={<IconPlugConnected size={14} />} loading={moving} onClick={() => void move()}>
            Give it a free port
          </Button>
        )}
        <Button variant="default" leftSection={<IconFileText size={14} />} onClick={openLog}>
          Open log
        </Button>
      </Group>
    </section>
  );
}
