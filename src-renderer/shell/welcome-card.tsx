/** The first-run card: three things to do. */
import { Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconFolderOpen, IconPlayerPlay, IconPlus, IconReportAnalytics } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ActionId } from '../../src-shared/actions.ts';
import { runAction } from '../actions/run-action.ts';
import { useConsole, useSnapshot, useView } from '../state/console-context.ts';
import { formatCount } from '../ui/format.ts';
import './welcome-card.css';

const startText = (servers: number): string =>
  `${servers === 1 ? 'One server' : `${formatCount(servers)} servers`}, ready for telnet, nc, or the Commands pane.`;

const offersFor = (
  servers: number,
): readonly {
  readonly action: ActionId;
  readonly icon: ComponentType<{ size?: number }>;
  readonly title: string;
  readonly text: string;
}[] => [
  servers > 0
    ? { action: 'herd.startAll', icon: IconPlayerPlay, title: 'Start the herd', text: startText(servers) }
    : {
        action: 'topology.addServer',
        icon: IconPlus,
        title: 'Draw a herd',
        text: 'A first server on the empty sheet; then drag from one to another to link them.',
      },
  {
    action: 'herd.runReport',
    icon: IconReportAnalytics,
    title: 'Run the report’s test',
    text: 'Report a location, kill two servers, and see who can still know. With a verdict.',
  },
  {
    action: 'topology.open',
    icon: IconFolderOpen,
    title: 'Open a topology',
    text: 'Your own servers and links from a file, programs in any language among them.',
  },
];

export function WelcomeCard() {
  const stores = useConsole();
  const servers = useSnapshot()?.servers.filter(({ hosted }) => hosted).length ?? 0;
  const asked = useView('shell', (view) => view.dialog === 'welcome');
  const first = useView('workspace', (view) => view.loaded && !view.welcomed);
  const close = (): void => {
    stores.workspace.setWelcomed(true);
    stores.shell.close();
  };
  return (
    <Modal opened={asked || first} onClose={close} title="Welcome to Herd Console" size="lg">
      <Stack gap="sm">
        <Text size="sm" c="dimmed">
          Draw a herd, run it, break it, ask it, and see what each server believes. Three ways to begin:
        </Text>
        {offersFor(servers).map(({ action, icon: Icon, title, text }, place) => (
          <UnstyledButton
            key={action}
            className="offer"
            // What most come for: Enter is enough.
            data-autofocus={place === 0 || undefined}
            onClick={() => {
              close();
              void runAction(stores, action);
            }}
          >
            <Group wrap="nowrap" gap="md">
              <span className="offer-icon">
                <Icon size={22} />
              </span>
              <span>
                <Text fw={600} size="sm">
                  {title}
                </Text>
                <Text size="sm" c="dimmed">
                  {text}
                </Text>
              </span>
            </Group>
          </UnstyledButton>
        ))}
      </Stack>
    </Modal>
  );
}
