/** WHATSAT: about which client, how far around it, how many places. */
import { TextInput } from '@mantine/core';
import { ClientField } from './client-field.tsx';
import type { Forecast } from './forecast.ts';
import { TargetSelect } from './target-select.tsx';
import { useDraft } from './use-draft.ts';

export function AskForm({ problems }: Pick<Forecast, 'problems'>) {
  const [{ whatsat }, change] = useDraft();
  return (
    <div className="fields">
      <TargetSelect />
      <ClientField
        value={whatsat.client}
        problem={problems.client}
        onChange={(client) => change({ whatsat: { client } })}
      />
      <TextInput
        label="Radius, km"
        placeholder="0 to 50"
        className="short-field"
        inputMode="decimal"
        value={whatsat.radius}
        error={problems.radius}
        onChange={(event) => change({ whatsat: { radius: event.currentTarget.value } })}
      />
      <TextInput
        label="Places at most"
        placeholder="0 to 20"
        className="short-field"
        inputMode="numeric"
        value={whatsat.bound}
        error={problems.bound}
        onChange={(event) => change({ whatsat: { bound: event.currentTarget.value } })}
      />
    </div>
  );
}
