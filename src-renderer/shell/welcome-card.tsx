/** The first-run card: three things to do. */
import { Group, Modal, Stack, Text, UnstyledButton } from '@mantine/core';
import { IconFolderOpen, IconPlayerPlay, IconReportAnalytics } from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { ActionId } from '../../src-shared/actions.ts';
import { runAction } from '../actions/run-action.ts';
import { useConsole, useView } from '../state/console-context.ts';
import './welcome-card.css';

const OFFERS: readonly {
  readonly action: ActionId;
  readonly icon: ComponentType<{ size?: number }>;
  readonly title: string;
  readonly text: string;
}[] = [
  {
    action: 'herd.startAll',
    icon: IconPlayerPlay,
    title: 'Start the herd',
    text: 'Five servers on this machine’s ports, ready for telnet, nc, or the Commands pane.',
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
        {OFFERS.map(({ action, icon: Icon, title, text }) => (
          <UnstyledButton
            key={action}
            className="offer"
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
