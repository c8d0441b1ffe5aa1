/** What the herd is called: in the window's head, in its file, in reports. */
import { Button, Group, Modal, TextInput } from '@mantine/core';
import { useState } from 'react';
import { useConsole, useView } from '../state/console-context.ts';
import { titleProblem } from './topology-change.ts';
import { renameHerd } from './topology-edits.ts';

function TitleForm({ title, onEnd }: { title: string; onEnd: () => void }) {
  const stores = useConsole();
  const [text, setText] = useState(title);
  const problem = titleProblem(text);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (problem !== undefined) return;
        onEnd();
        void renameHerd(stores, text.trim());
      }}
    >
      <TextInput
        data-autofocus
        label="Name"
        value={text}
        error={problem}
        onFocus={(event) => event.currentTarget.select()}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Group justify="end" mt="md">
        <Button variant="default" onClick={onEnd}>
          Cancel
        </Button>
        <Button type="submit" disabled={problem !== undefined}>
          Rename
        </Button>
      </Group>
    </form>
  );
}

export function RenameHerdDialog() {
  const { shell } = useConsole();
  const open = useView('shell', (view) => view.dialog === 'rename-herd');
  const title = useView('herd', (view) => view.snapshot?.topology.title ?? '');
  return (
    <Modal opened={open} onClose={() => shell.close()} title="Rename the herd" size="sm">
      <TitleForm key={title} title={title} onEnd={() => shell.close()} />
    </Modal>
  );
}
