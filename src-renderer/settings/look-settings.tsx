/** The theme. */
import { Input, SegmentedControl } from '@mantine/core';
import { type SettingsView, THEMES, type Theme } from '../../src-shared/front-types.ts';
import { errorText, useChange } from './use-change.ts';

const WORDS: Readonly<Record<Theme, string>> = { system: 'As the system', light: 'Light', dark: 'Dark' };

export function LookSettings({ settings }: { settings: SettingsView }) {
  const change = useChange();
  return (
    <Input.Wrapper
      label="Theme"
      labelElement="div"
      description="Light or dark, or whatever the system says, also when it changes."
      error={errorText(change.error)}
    >
      <SegmentedControl
        aria-label="Theme"
        className="settings-control"
        data={THEMES.map((theme) => ({ value: theme, label: WORDS[theme] }))}
        value={settings.theme}
        onChange={(value) => {
          const theme = THEMES.find((each) => each === value);
          if (theme) void change.set({ theme });
        }}
      />
    </Input.Wrapper>
  );
}
