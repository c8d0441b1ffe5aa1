/** Drafts to take up: templates, and what was sent before. */
import { Button, Group, Menu, Modal, TextInput } from '@mantine/core';
import { IconBookmark, IconHistory, IconTrash } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import { firstPaneKey, writtenKeys } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import { ALL } from './command-store.ts';
import { summaryOf } from './draft.ts';
import { BUILT_IN, draftOfTemplate, templateText } from './templates.ts';

/** As many as the workspace keeps. */
const MOST_TEMPLATES = 1_000;
const HISTORY_SHOWN = 30;

export function TemplateMenu() {
  const { commands, workspace } = useConsole();
  const templates = useView('workspace', (view) => view.templates);
  const [naming, setNaming] = useState(false);
  const own = useMemo(
    () => templates.map(({ name, text }) => ({ name, draft: draftOfTemplate(text) })),
    [templates],
  );
  return (
    <>
      <Menu width={280}>
        <Menu.Target>
          <Button
            variant="default"
            className="compactable"
            title="Templates"
            leftSection={<IconBookmark size={14} />}
          >
            Templates
          </Button>
        </Menu.Target>
        <Menu.Dropdown className="scrolling-menu">
          {BUILT_IN.map(({ name, draft }) => (
            <Menu.Item key={name} onClick={() => commands.edit(draft)}>
              {name}
            </Menu.Item>
          ))}
          <Menu.Divider />
          <Menu.Label>Your own</Menu.Label>
          {own.map(({ name, draft }) => (
            <Menu.Item
              key={name}
              disabled={draft === undefined}
              onClick={() => draft && commands.edit(draft)}
            >
              {name}
              {draft === undefined && ' (can’t be read)'}
            </Menu.Item>
          ))}
          <Menu.Item disabled={own.length >= MOST_TEMPLATES} onClick={() => setNaming(true)}>
            Keep this as a template…
          </Menu.Item>
          {own.length > 0 && (
            <Menu.Sub>
              <Menu.Sub.Target>
                <Menu.Sub.Item leftSection={<IconTrash size={14} />}>Remove</Menu.Sub.Item>
              </Menu.Sub.Target>
              <Menu.Sub.Dropdown>
                {own.map(({ name }) => (
                  <Menu.Item
                    key={name}
                    color="red"
                    onClick={() =>
                      workspace.setTemplates(templates.filter((template) => template.name !== name))
                    }
                  >
                    {name}
                  </Menu.Item>
                ))}
              </Menu.Sub.Dropdown>
            </Menu.Sub>
          )}
        </Menu.Dropdown>
      </Menu>
      <NameDialog opened={naming} onClose={() => setNaming(false)} />
    </>
  );
}

function NameDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { commands, workspace } = useConsole();
  const draft = useView('commands', (view) => view.draft);
  const [name, setName] = useState('');
  const given = name.trim();
  const templates = useView('workspace', (view) => view.templates);
  const replaces = templates.some((template) => template.name === given);
  const keep = (): void => {
    if (given === '') return;
    const text = templateText(commands.getState().draft);
    workspace.setTemplates([
      ...templates.filter((template) => template.name !== given),
      { name: given, text },
    ]);
    setName('');
    onClose();
  };
  return (
    <Modal opened={opened} onClose={onClose} title="Keep as a template" size="sm">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          keep();
        }}
      >
        <TextInput
          data-autofocus
          label="Name"
          maxLength={100}
          value={name}
          description={`${summaryOf(draft)}${replaces ? ' — replaces the one of this name' : ''}`}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Group justify="end" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" disabled={given === ''}>
            {replaces ? 'Replace' : 'Keep'}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}

export function HistoryMenu() {
  const { commands } = useConsole();
  const sent = useView('commands', (view) => view.sent);
  return (
    <Menu width={380}>
      <Menu.Target>
        <Button
          variant="default"
          className="compactable"
          title="History"
          leftSection={<IconHistory size={14} />}
          disabled={sent.length === 0}
        >
          History
        </Button>
      </Menu.Target>
      <Menu.Dropdown className="scrolling-menu">
        <Menu.Label>
          Newest first; {writtenKeys(firstPaneKey('commands', 'older'))} and{' '}
          {writtenKeys(firstPaneKey('commands', 'newer'))} step through {formatCount(sent.length)}
        </Menu.Label>
        {sent
          .slice(-HISTORY_SHOWN)
          .reverse()
          .map((each) => (
            <Menu.Item
              key={`${summaryOf(each.draft)} ${sent.lastIndexOf(each)}`}
              onClick={() => commands.recall(each)}
            >
              <span className="history-item">
                <span className="mono foreign">{summaryOf(each.draft)}</span>
                <span className="soft">{each.target === ALL ? 'all' : each.target}</span>
              </span>
            </Menu.Item>
          ))}
      </Menu.Dropdown>
    </Menu>
  );
}
