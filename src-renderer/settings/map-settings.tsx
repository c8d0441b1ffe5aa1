/** Online map tiles. */
import { Switch } from '@mantine/core';
import type { SettingsView } from '../../src-shared/front-types.ts';
import { useConsole } from '../state/console-context.ts';
import { errorText, useChange } from './use-change.ts';

export function MapSettings({ settings }: { settings: SettingsView }) {
  const { client, workspace } = useConsole();
  const change = useChange();
  const choose = async (onlineTiles: boolean): Promise<void> => {
    if (!onlineTiles) {
      await change.set({ onlineTiles });
      return;
    }
    // A page keeps the policy that it was loaded with, which lets no picture in from elsewhere.
    const kept = await change.run(() => client.call('settings.set', { onlineTiles }));
    if (!kept) return;
    await workspace.flush();
    window.location.reload();
  };
  return (
    <Switch
      label="Online map tiles"
      description={
        'Off: the map is drawn from what is built in, and nothing leaves this machine. On: the map asks ' +
        'tile.openstreetmap.org for pictures of the area that is shown, so that server learns your address ' +
        'on the network and where you look; clients’ names and places are never sent. Switching it on loads ' +
        'the window anew: the herd runs on, the transcript is cleared.'
      }
      error={errorText(change.error)}
      disabled={change.busy}
      checked={settings.onlineTiles}
      onChange={(event) => void choose(event.currentTarget.checked)}
    />
  );
}
