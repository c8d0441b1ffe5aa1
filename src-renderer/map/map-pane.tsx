/** The map: where clients are, as a server or the whole herd knows it, and the places that were found. */
import './map.css';
import { useState } from 'react';
import { useStore } from 'zustand';
import { useConsole } from '../state/console-context.ts';
import { MapBar } from './map-bar.tsx';
import type { MapElements, MapEngine } from './map-engine.ts';
import { MapList } from './map-list.tsx';
import { MapStage } from './map-stage.tsx';
import { mapStoresOf } from './map-stores.ts';

export interface ShownMap {
  readonly engine: MapEngine;
  readonly elements: MapElements;
}

export function MapPane() {
  const stores = mapStoresOf(useConsole());
  const [shown, setShown] = useState<ShownMap | null>(null);
  const list = useStore(stores, (view) => view.list);
  return (
    <>
      <MapBar stores={stores} shown={shown} />
      <div className="map-body">
        <div className="map-split">
          <MapStage stores={stores} shown={shown} onShown={setShown} />
          {list !== 'closed' && <MapList stores={stores} list={list} />}
        </div>
      </div>
    </>
  );
}
