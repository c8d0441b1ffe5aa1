/** The places of the last answer, nearest first, numbered as on the map. One place in the tab order; arrows move. */
import { CloseButton } from '@mantine/core';
import { type KeyboardEvent, useRef, useState } from 'react';
import { useStore } from 'zustand';
import { paneKey, stepIn } from '../actions/shortcut.ts';
import { useConsole, useView } from '../state/console-context.ts';
import type { ShownPlace } from '../state/selection.ts';
import { Empty } from '../ui/empty.tsx';
import { formatCount, formatDistance } from '../ui/format.ts';
import { shownText } from '../ui/shown-text.ts';
import { type MapStores, NOTHING_HOVERED } from './map-stores.ts';
import type { PlacesAnswer } from './places-answer.ts';

/** Rows that a page key goes over. */
const PAGE = 5;

export function PlacesList({ stores }: { stores: MapStores }) {
  const answer = useStore(stores, (view) => view.answer);
  if (!answer) {
    return (
      <Empty title="No places yet">
        <span>
          Ask a server what is near a client (WHATSAT) in the Commands pane: what it finds is listed here.
        </span>
      </Empty>
    );
  }
  return (
    <>
      <AnswerHead stores={stores} answer={answer} />
      <PlaceRows key={`${answer.client} ${answer.places.length}`} stores={stores} places={answer.places} />
    </>
  );
}

function AnswerHead({ stores, answer }: { stores: MapStores; answer: PlacesAnswer }) {
  const { client, server, radiusKm, places, status, problem } = answer;
  const count = places.length === 1 ? '1 place' : `${formatCount(places.length)} places`;
  return (
    <div className="map-answer" role="status">
      <span>
        <strong>{count}</strong>
        {radiusKm !== null && ` within ${formatDistance(radiusKm * 1_000)}`} of{' '}
        <span className="foreign">{shownText(client.slice(0, 60))}</span>, said {server}
        {status !== '' && status !== 'OK' && (
          <>
            {' '}
            (<span className="foreign">{shownText(status.slice(0, 60))}</span>)
          </>
        )}
        {problem !== null && <span className="map-problem">{problem}</span>}
      </span>
      <CloseButton size="sm" aria-label="Clear the places" onClick={() => stores.clearPlaces()} />
    </div>
  );
}

function PlaceRows({ stores, places }: { stores: MapStores; places: readonly ShownPlace[] }) {
  const list = useRef<HTMLOListElement>(null);
  const [current, setCurrent] = useState(0);
  const onKeyDown = (event: KeyboardEvent): void => {
    const key = paneKey('lists', event);
    if (key === undefined) return;
    const next = stepIn(key, { at: current, last: places.length - 1, page: PAGE });
    event.preventDefault();
    setCurrent(next);
    list.current?.querySelectorAll<HTMLButtonElement>('.map-place')[next]?.focus();
  };
  return (
    <ol className="map-places" aria-label="Places, nearest first" ref={list} onKeyDown={onKeyDown}>
      {places.map((place, i) => (
        <PlaceRow
          // biome-ignore lint/suspicious/noArrayIndexKey: a stranger's ids may be missing or twice
          key={i}
          stores={stores}
          place={place}
          number={i + 1}
          isCurrent={i === current}
          onFocus={() => setCurrent(i)}
        />
      ))}
    </ol>
  );
}

interface RowProps {
  readonly stores: MapStores;
  readonly place: ShownPlace;
  readonly number: number;
  readonly isCurrent: boolean;
  readonly onFocus: () => void;
}

function PlaceRow({ stores, place, number, isCurrent, onFocus }: RowProps) {
  const { selection } = useConsole();
  const isSelected = useView(
    'selection',
    ({ selected }) => selected.kind === 'place' && selected.place === place,
  );
  const isHovered = useStore(stores, ({ hovered }) => hovered.kind === 'place' && hovered.place === place);
  const hover = (): void => stores.hover({ kind: 'place', place });
  const leave = (): void => stores.hover(NOTHING_HOVERED);
  const types = place.types.map((type) => type.replaceAll('_', ' '));
  return (
    <li>
      <button
        type="button"
        className="map-place"
        aria-pressed={isSelected}
        data-hovered={isHovered}
        tabIndex={isCurrent ? 0 : -1}
        onClick={() => selection.select({ kind: 'place', place })}
        onMouseEnter={hover}
        onMouseLeave={leave}
        onFocus={() => {
          onFocus();
          hover();
        }}
        onBlur={leave}
      >
        <span className="map-place-number">{number}</span>
        <span className="map-place-text">
          <span className="map-place-name foreign">{shownText(place.name) || 'Without a name'}</span>
          {types.length > 0 && (
            <span className="foreign map-place-soft">
              {shownText((isSelected ? types : types.slice(0, 3)).join(', '))}
              {!isSelected && types.length > 3 && '…'}
            </span>
          )}
          {place.vicinity !== '' && (
            <span className="foreign map-place-soft">{shownText(place.vicinity)}</span>
          )}
        </span>
        <span className="map-place-distance numbers">{formatDistance(place.distance)}</span>
      </button>
    </li>
  );
}
