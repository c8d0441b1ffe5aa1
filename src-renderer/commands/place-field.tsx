/** Where something is, in degrees: typed, or picked on the map. */
import { Button, TextInput } from '@mantine/core';
import { IconMapPin } from '@tabler/icons-react';
import { useConsole } from '../state/console-context.ts';

export function PlaceField({
  label,
  value,
  problem,
  onChange,
}: {
  label: string;
  value: string;
  problem: string | undefined;
  onChange: (value: string) => void;
}) {
  const { shell } = useConsole();
  return (
    <div className="beside whole">
      <TextInput
        label={label}
        className="mono-input grow"
        value={value}
        error={problem}
        spellCheck={false}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      <Button
        variant="default"
        className="after-label compactable"
        aria-label="Pick on map"
        title="Pick on map"
        leftSection={<IconMapPin size={14} />}
        onClick={() => shell.askForPlace()}
      >
        Pick on map
      </Button>
    </div>
  );
}
