/** Online map tiles. */
import { Switch } from '@mantine/core';
import type { SettingsView } from '../../src-shared/front-types.ts';
import { errorText, useChange } from './use-change.ts';

export function MapSettings({ settings }: { settings: SettingsView }) {
  const change = useChange();
  return (
    <Switch
      label="Online map tiles"
      description={
        'Off: the map is drawn from what is built in, and nothing leaves this machine. On: the map asks ' +
        'tile.openstreetmap.org for pictures of the area that is shown, so that server learns your address ' +
        'on the network and where you look; clients’ names and places are never sent.'
      }
      error={errorText(change.error)}
      disabled={change.busy}
      checked={settings.onlineTiles}
      onChange={(event) => void change.set({ onlineTiles: event.currentTarget.checked })}
    />
  );
}
