/** How one server is hosted: a drawer with a form. Nothing changes until it is applied. */
import { Button, Drawer, Group, Radio, Stack, Text, Textarea, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { useStore } from 'zustand';
import type { ServerSpec } from '../../src-shared/topology/topology.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { withSpec } from '../topology/topology-change.ts';
import { editingOf } from './server-editing.ts';
import {
  dialsItself,
  draftOf,
  draftProblems,
  HOSTING_WORDS,
  HOSTINGS,
  type Hosting,
  PLACEHOLDERS,
  type ServerDraft,
  specOf,
} from './server-form.ts';

type Change = (part: Partial<ServerDraft>) => void;

function HostingChoice({ draft, change }: { draft: ServerDraft; change: Change }) {
  return (
    <Radio.Group
      label="Hosted as"
      value={draft.hosting}
      onChange={(hosting) => change({ hosting: hosting as Hosting })}
    >
      <Stack gap={8} mt={6}>
        {HOSTINGS.map((hosting) => (
          <Radio
            key={hosting}
            size="xs"
            value={hosting}
            label={HOSTING_WORDS[hosting].label}
            description={HOSTING_WORDS[hosting].text}
          />
        ))}
      </Stack>
    </Radio.Group>
  );
}

function CommandFields({ draft, change }: { draft: ServerDraft; change: Change }) {
  const problems = draftProblems(draft);
  return (
    <Stack gap="sm">
      <Textarea
        label="Command"
        classNames={{ input: 'mono' }}
        autosize
        minRows={2}
        placeholder="python3 server.py {name} {port} {neighbours}"
        value={draft.template}
        error={draft.template === '' ? undefined : problems.template}
        onChange={(event) => change({ template: event.currentTarget.value })}
      />
      <dl className="placeholders">
        {PLACEHOLDERS.map(([placeholder, meaning]) => (
          <div key={placeholder}>
            <dt className="mono">{placeholder}</dt>
            <dd>{meaning}</dd>
          </div>
        ))}
      </dl>
      {draft.template !== '' && dialsItself(draft) && (
        <p className="editor-note">
          <IconAlertTriangle size={16} aria-hidden />
          <span>
            Without {'{neighbours}'} or {'{topology}'} it dials addresses of its own, and its links can’t be
            cut here.
          </span>
        </p>
      )}
      <TextInput
        label="Working folder"
        classNames={{ input: 'mono' }}
        placeholder="Where the console was started"
        value={draft.cwd}
        onChange={(event) => change({ cwd: event.currentTarget.value })}
      />
      <Textarea
        label="Environment"
        description="NAME=value, one a line; placeholders work here too"
        classNames={{ input: 'mono' }}
        autosize
        minRows={2}
        value={draft.env}
        error={problems.env}
        onChange={(event) => change({ env: event.currentTarget.value })}
      />
    </Stack>
  );
}

function EditorForm({ spec, close }: { spec: ServerSpec; close: () => void }) {
  const { herd, operations } = useConsole();
  const [draft, setDraft] = useState(() => draftOf(spec));
  const runs = useView('herd', (view) =>
    ['ready', 'paused'].includes(
      view.snapshot?.servers.find((server) => server.name === spec.name)?.state.kind ?? '',
    ),
  );
  const change: Change = (part) => setDraft((before) => ({ ...before, ...part }));
  const problems = draftProblems(draft);
  const apply = async (): Promise<void> => {
    const topology = herd.getState().snapshot?.topology;
    if (!topology || Object.keys(problems).length > 0) return;
    const next = withSpec(topology, specOf(spec.name, draft));
    if (await operations.applyTopology(next, `Change how ${spec.name} is hosted`)) close();
  };
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        void apply();
      }}
    >
      <Stack gap="md">
        <HostingChoice draft={draft} change={change} />
        {draft.hosting === 'command' && <CommandFields draft={draft} change={change} />}
        <Group grow align="flex-start">
          <TextInput
            label="Host"
            placeholder="127.0.0.1"
            value={draft.host}
            error={problems.host}
            onChange={(event) => change({ host: event.currentTarget.value })}
          />
          <TextInput
            label="Port"
            inputMode="numeric"
            placeholder="Chosen by the herd"
            value={draft.port}
            error={problems.port}
            onChange={(event) => change({ port: event.currentTarget.value })}
          />
        </Group>
        {runs && (
          <Text size="xs" c="dimmed">
            It is started again when this is applied, and forgets what it knows.
          </Text>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={close}>
            Cancel
          </Button>
          <Button type="submit" disabled={Object.keys(problems).length > 0}>
            Apply
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

export function ServerEditor() {
  const stores = useConsole();
  const editing = editingOf(stores);
  const name = useStore(editing, (view) => view.server);
  const spec = useView('herd', (view) =>
    view.snapshot?.topology.servers.find((server) => server.name === name),
  );
  const close = (): void => editing.setState({ server: null });
  return (
    <Drawer
      opened={spec !== undefined}
      onClose={close}
      position="left"
      size={420}
      title={`Hosting of ${name ?? ''}`}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {spec && <EditorForm key={spec.name} spec={spec} close={close} />}
    </Drawer>
  );
}
