/** A client's name: any, or one that was heard of. */
import { Autocomplete } from '@mantine/core';
import { useMemo } from 'react';
import { useView } from '../state/console-context.ts';
import { shownText } from '../ui/shown-text.ts';

const SHOWN = 50;

export function ClientField({
  value,
  problem,
  onChange,
}: {
  value: string;
  problem: string | undefined;
  onChange: (client: string) => void;
}) {
  const clients = useView('knownClients', (view) => view.clients);
  const data = useMemo(() => [...clients], [clients]);
  return (
    <Autocomplete
      label="Client"
      className="client-field"
      data={data}
      limit={SHOWN}
      value={value}
      error={problem}
      spellCheck={false}
      onChange={onChange}
      renderOption={({ option }) => <span className="foreign mono">{shownText(option.value)}</span>}
    />
  );
}
