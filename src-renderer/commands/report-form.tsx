/** IAMAT: which client, where, when. */
import { Button, TextInput } from '@mantine/core';
import { formatCount } from '../ui/format.ts';
import { ClientField } from './client-field.tsx';
import type { Forecast } from './forecast.ts';
import { PlaceField } from './place-field.tsx';
import { TargetSelect } from './target-select.tsx';
import { useDraft } from './use-draft.ts';

export function ReportForm({ problems }: Pick<Forecast, 'problems'>) {
  const [{ iamat }, change] = useDraft();
  const step = iamat.path.indexOf(iamat.location);
  return (
    <div className="fields">
      <TargetSelect />
      <ClientField
        value={iamat.client}
        problem={problems.client}
        onChange={(client) => change({ iamat: { client } })}
      />
      <TextInput
        label="Time"
        className="mono-input time-field"
        placeholder="now"
        value={iamat.time}
        error={problems.time}
        spellCheck={false}
        onChange={(event) => change({ iamat: { time: event.currentTarget.value } })}
      />
      <PlaceField
        label="Location"
        value={iamat.location}
        problem={problems.location}
        onChange={(location) => change({ iamat: { location, path: [] } })}
      />
      {iamat.path.length > 0 && (
        <p className="hint wide">
          A walk: place {formatCount(step + 1)} of {formatCount(iamat.path.length)}. Each send takes the next
          one; repeat it to see it move.
          <Button size="compact-xs" variant="subtle" onClick={() => change({ iamat: { path: [] } })}>
            Stay here
          </Button>
        </p>
      )}
    </div>
  );
}
