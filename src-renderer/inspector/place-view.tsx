/** A place of an answer to WHATSAT, with all that came of it. */
import { Group } from '@mantine/core';
import type { ShownPlace } from '../state/selection.ts';
import { CopyButton } from '../ui/copy-button.tsx';
import { formatDistance } from '../ui/format.ts';
import { shownLines, shownText } from '../ui/shown-text.ts';
import { Fields } from './fields.tsx';

/** Characters of its JSON that are shown. */
const MOST = 20_000;

export function PlaceView({ place }: { place: ShownPlace }) {
  return (
    <>
      <Group justify="space-between">
        <h2 className="foreign">{shownText(place.name) || 'A place without a name'}</h2>
        <CopyButton label="Copy as JSON" text={() => place.json} />
      </Group>
      <Fields
        rows={[
          ['Address', place.vicinity],
          ['Types', place.types.join(', ')],
          ['Distance', Number.isFinite(place.distance) ? formatDistance(place.distance) : undefined],
          ['Location', <span key="at" className="mono">{`${place.latitude}, ${place.longitude}`}</span>],
          [
            'Place id',
            <span key="id" className="mono">
              {place.id}
            </span>,
          ],
        ]}
      />
      <h3>As it came</h3>
      <pre className="mono foreign inspector-bytes">{shownLines(place.json.slice(0, MOST))}</pre>
    </>
  );
}
