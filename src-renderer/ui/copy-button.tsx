/** Copies a text, made when it is asked for. The page has no clipboard of its own: the host's does it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useState } from 'react';
import { useConsole } from '../state/console-context.ts';

const SHOWN_MS = 1_500;

export function CopyButton({ label, text }: { label: string; text: () => string }) {
  const { client, notices } = useConsole();
  const [copied, setCopied] = useState(false);
  const copy = async (): Promise<void> => {
    try {
      await client.call('app.copy', { text: text() });
      setCopied(true);
      setTimeout(() => setCopied(false), SHOWN_MS);
    } catch (thrown) {
      notices.tell(thrown);
    }
  };
  const said = copied ? 'Copied' : label;
  return (
    <Tooltip label={said}>
      <ActionIcon aria-label={said} onClick={() => void copy()}>
        {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
      </ActionIcon>
    </Tooltip>
  );
}
