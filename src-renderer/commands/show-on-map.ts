/** The places that an exchange brought, on the map: also those of an older one, and after they were cleared there. */
import { mapStoresOf } from '../map/map-stores.ts';
import type { Console } from '../state/console.ts';
import type { ExchangeRecord } from '../state/exchanges.ts';

export function showOnMap(stores: Console, record: ExchangeRecord): void {
  stores.selection.select({ kind: 'exchange', id: record.id });
  mapStoresOf(stores).showPlacesOf(record);
  stores.shell.showPane('map');
}
