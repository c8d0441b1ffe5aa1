/** Where servers listen, and where their logs go. */
import { Button, Group, Input, NumberInput, Stack } from '@mantine/core';
import { IconFolder } from '@tabler/icons-react';
import { useState } from 'react';
import type { SettingsView } from '../../src-shared/front-types.ts';
import { paneKey } from '../actions/shortcut.ts';
import { useConsole } from '../state/console-context.ts';
import { errorText, saidInstead, useChange } from './use-change.ts';

const LARGEST_PORT = 65_535;

export function HerdSettings({ settings }: { settings: SettingsView }) {
  return (
    <Stack gap="lg">
      <BasePort settings={settings} />
      <LogFolder settings={settings} />
    </Stack>
  );
}

function BasePort({ settings }: { settings: SettingsView }) {
  const { herd, settings: store } = useConsole();
  const change = useChange();
  const { said } = settings;
  const inForce = said.basePort ?? settings.basePort;
  const [typed, setTyped] = useState<number | string>(inForce);
  const port = typeof typed === 'number' ? typed : Number.NaN;
  const valid = Number.isInteger(port) && port >= 0 && port <= LARGEST_PORT;
  const keep = (): void => {
    if (!valid || port === inForce) return;
    void change.run(async () => {
      await store.change({ basePort: port });
      // Where the servers are to listen is seen at once.
      await herd.refresh();
    });
  };
  return (
    <NumberInput
      label="Base port"
      description={
        'The first server listens here, the next on the port after it. 0 takes free ports. ' +
        'It counts at once when no server runs, else when all have ended.' +
        (said.basePort === undefined ? '' : saidInstead('--base-port', String(settings.basePort)))
      }
      inputWrapperOrder={['label', 'description', 'input', 'error']}
      className="settings-short"
      error={valid ? errorText(change.error) : `A port is a whole number, 0 to ${LARGEST_PORT}.`}
      allowDecimal={false}
      allowNegative={false}
      value={typed}
      onChange={setTyped}
      onBlur={keep}
      onKeyDown={(event) => paneKey('fields', event) === 'take' && keep()}
    />
  );
}

function LogFolder({ settings }: { settings: SettingsView }) {
  const { client } = useConsole();
  const change = useChange();
  const { said } = settings;
  const inForce = said.logDir === undefined ? settings.logDir : said.logDir;
  const choose = async (): Promise<void> => {
    let chosen: { readonly path: string } | null = null;
    await change.run(async () => {
      chosen = await client.call('settings.chooseLogDir', {});
    });
    const folder = chosen as { readonly path: string } | null;
    if (folder !== null) await change.set({ logDir: folder.path });
  };
  return (
    <Input.Wrapper
      label="Log folder"
      labelElement="div"
      description={
        'Each server writes NAME.log here, from its next start on. Without a folder no logs are written.' +
        (said.logDir === undefined ? '' : saidInstead('--log-dir', settings.logDir ?? 'No logs'))
      }
      error={errorText(change.error)}
    >
      <Group gap="xs" className="settings-control">
        <span className="mono settings-path">{inForce ?? 'No logs'}</span>
        <Button
          variant="default"
          loading={change.busy}
          leftSection={<IconFolder size={14} />}
          onClick={() => void choose()}
        >
          Choose…
        </Button>
        <Button
          variant="subtle"
          color="gray"
          disabled={inForce === null || change.busy}
          onClick={() => void change.set({ logDir: null })}
        >
          No logs
        </Button>
      </Group>
    </Input.Wrapper>
  );
}
