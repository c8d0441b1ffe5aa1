/** Beside the map, the same in words: the places found, and the clients. */
import { SegmentedControl } from '@mantine/core';
import { ClientsTable } from './clients-table.tsx';
import type { MapStores, MapView } from './map-stores.ts';
import { PlacesList } from './places-list.tsx';

type List = Exclude<MapView['list'], 'closed'>;

const LISTS: { value: List; label: string }[] = [
  { value: 'places', label: 'Places' },
  { value: 'clients', label: 'Clients' },
];

export function MapList({ stores, list }: { stores: MapStores; list: List }) {
  return (
    <aside className="map-list" aria-label="On the map">
      <div className="map-list-head">
        <SegmentedControl<List>
          aria-label="List of"
          fullWidth
          data={LISTS}
          value={list}
          onChange={(value) => stores.show({ list: value })}
        />
      </div>
      {list === 'places' ? <PlacesList stores={stores} /> : <ClientsTable stores={stores} />}
    </aside>
  );
}
