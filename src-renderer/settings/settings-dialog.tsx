/** Settings: each takes effect when it is changed, and says in a sentence what it does. */
import { Loader, Modal, Tabs } from '@mantine/core';
import { IconMap2, IconPalette, IconServer2, IconWorldSearch } from '@tabler/icons-react';
import { useConsole, useView } from '../state/console-context.ts';
import { HerdSettings } from './herd-settings.tsx';
import { LookSettings } from './look-settings.tsx';
import { MapSettings } from './map-settings.tsx';
import { PlacesSettings } from './places-settings.tsx';
import './settings.css';

const SECTIONS = [
  { id: 'look', label: 'Look', icon: IconPalette, component: LookSettings },
  { id: 'places', label: 'Places', icon: IconWorldSearch, component: PlacesSettings },
  { id: 'herd', label: 'Herd', icon: IconServer2, component: HerdSettings },
  { id: 'map', label: 'Map', icon: IconMap2, component: MapSettings },
] as const;

export function SettingsDialog() {
  const { shell } = useConsole();
  const open = useView('shell', (view) => view.dialog === 'settings');
  const settings = useView('settings', (view) => view.settings);
  return (
    <Modal
      opened={open}
      onClose={() => shell.close()}
      title="Settings"
      size="lg"
      classNames={{ content: 'settings-dialog' }}
    >
      {settings === null ? (
        <Loader size="sm" aria-label="Loading the settings" />
      ) : (
        <Tabs defaultValue="look" keepMounted={false}>
          <Tabs.List>
            {SECTIONS.map(({ id, label, icon: Icon }) => (
              <Tabs.Tab
                key={id}
                value={id}
                leftSection={<Icon size={15} />}
                data-autofocus={id === 'look' || undefined}
              >
                {label}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          {SECTIONS.map(({ id, component: Section }) => (
            <Tabs.Panel key={id} value={id} className="settings-section">
              <Section settings={settings} />
            </Tabs.Panel>
          ))}
        </Tabs>
      )}
    </Modal>
  );
}
