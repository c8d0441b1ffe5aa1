/** Google's key: entered, tested with one question, kept; never shown again. */
import { Button, Group, PasswordInput } from '@mantine/core';
import { IconCircleCheck, IconCircleX, IconKey } from '@tabler/icons-react';
import { useState } from 'react';
import type { KeyTest, SettingsView } from '../../src-shared/front-types.ts';
import { useConsole } from '../state/console-context.ts';
import type { GoogleSource } from './places-settings.tsx';
import { errorText, useChange } from './use-change.ts';

export function KeySettings({
  settings,
  source,
  onKept,
}: {
  settings: SettingsView;
  source: GoogleSource;
  onKept: () => void;
}) {
  const { client, settings: store } = useConsole();
  const change = useChange();
  const [key, setKey] = useState('');
  const [test, setTest] = useState<KeyTest | null>(null);
  const keep = async (): Promise<void> => {
    setTest(null);
    const kept = await change.run(async () => {
      const result = await client.call('settings.setKey', { key: key.trim(), source });
      setTest(result);
      if (!result.ok) return;
      setKey('');
      await store.load();
      onKept();
    });
    // One that can't be kept is used all the same: whether there is one is asked again.
    if (!kept) await change.run(() => store.load()).then(() => undefined);
  };
  const forget = (): Promise<boolean> =>
    change.run(async () => {
      store.see(await client.call('settings.forgetKey', {}));
      setTest(null);
    });
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (key.trim() !== '') void keep();
      }}
    >
      <PasswordInput
        label="Key"
        description={
          settings.keepsKey
            ? 'Tested with one question to Google, then kept encrypted by this system’s key store. It is never shown again.'
            : 'Tested with one question to Google, then kept only until the app ends: this system has no key store to encrypt it with.'
        }
        inputWrapperOrder={['label', 'description', 'input', 'error']}
        size="xs"
        placeholder={settings.hasKey ? 'A key is kept; enter another to replace it' : 'AIza…'}
        autoComplete="off"
        maxLength={500}
        error={errorText(change.error)}
        value={key}
        onChange={(event) => setKey(event.currentTarget.value)}
        visibilityToggleButtonProps={{ 'aria-label': 'Show or hide the key' }}
      />
      <Group gap="xs" mt="xs">
        <Button
          type="submit"
          loading={change.busy}
          disabled={key.trim() === ''}
          leftSection={<IconKey size={14} />}
        >
          Test and keep
        </Button>
        <Button
          variant="subtle"
          color="red"
          disabled={!settings.hasKey || change.busy}
          onClick={() => void forget()}
        >
          Forget key
        </Button>
      </Group>
      <div role="status" className="settings-help">
        {test && (
          <span className={test.ok ? 'key-good' : 'key-bad'}>
            {test.ok ? (
              <IconCircleCheck size={15} aria-hidden="true" />
            ) : (
              <IconCircleX size={15} aria-hidden="true" />
            )}
            <span className="foreign">
              {test.ok ? 'Google takes it' : 'Google does not take it, so it was not kept'} ({test.status}).{' '}
              {test.message}
            </span>
          </span>
        )}
        {!test && (settings.hasKey ? 'There is a key.' : 'There is no key.')}
      </div>
    </form>
  );
}
