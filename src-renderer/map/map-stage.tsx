/** Where the map is drawn, and what lies over it. */
import { ActionIcon, Tooltip } from '@mantine/core';
import { IconFocusCentered, IconMapPins, IconMinus, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useEffect, useRef } from 'react';
import { useStore } from 'zustand';
import { useConsole, useView } from '../state/console-context.ts';
import { loadBasemap } from './basemap/basemap.ts';
import { loadLeaflet } from './leaflet.ts';
import { MapCredit } from './map-credit.tsx';
import { createMapEngine, type MapElements, type MapEngine } from './map-engine.ts';
import { MapHint } from './map-hint.tsx';
import { followInput } from './map-input.ts';
import type { ShownMap } from './map-pane.tsx';
import type { MapStores } from './map-stores.ts';
import { ScaleBar } from './scale-bar.tsx';

interface Props {
  readonly stores: MapStores;
  readonly shown: ShownMap | null;
  readonly onShown: (shown: ShownMap | null) => void;
}

const SAID =
  'Map. Arrow keys move it, plus and minus zoom, Enter selects what is at the cross in the middle, or picks that place for the next report.';

export function MapStage({ stores, shown, onShown }: Props) {
  const root = useConsole();
  const tiles = useView('settings', (view) => view.settings?.onlineTiles ?? false);
  const stage = useRef<HTMLDivElement>(null);
  const leaflet = useRef<HTMLDivElement>(null);
  const below = useRef<HTMLCanvasElement>(null);
  const above = useRef<HTMLCanvasElement>(null);

  useEffect(() => {
    if (!stage.current || !leaflet.current || !below.current || !above.current) return;
    const elements: MapElements = {
      stage: stage.current,
      leaflet: leaflet.current,
      below: below.current,
      above: above.current,
    };
    let gone = false;
    let end = (): void => undefined;
    const begin = async (): Promise<void> => {
      const L = await loadLeaflet();
      if (gone) return;
      const engine = createMapEngine(L, elements, stores, root);
      const stop = followInput(engine, elements.leaflet, stores, root);
      end = () => {
        stop();
        engine.destroy();
      };
      onShown({ engine, elements });
      const basemap = await loadBasemap();
      if (!gone) engine.setBasemap(basemap);
    };
    begin().catch((thrown: unknown) => root.notices.tell(thrown));
    return () => {
      gone = true;
      onShown(null);
      end();
    };
  }, [root, stores, onShown]);

  useEffect(() => shown?.engine.setTiles(tiles), [shown, tiles]);

  return (
    <div className="map-stage" ref={stage}>
      <canvas ref={below} className="map-canvas" />
      <div ref={leaflet} className="map-leaflet" role="application" aria-label={SAID} data-takes-focus />
      <canvas ref={above} className="map-canvas map-above" />
      <div className="map-cross" aria-hidden="true" />
      <ZoomButtons stores={stores} engine={shown?.engine ?? null} />
      <MapHint stores={stores} />
      <ScaleBar stores={stores} />
      <MapCredit tiles={tiles} />
    </div>
  );
}

function ZoomButtons({ stores, engine }: { stores: MapStores; engine: MapEngine | null }) {
  const hasPlaces = useStore(stores, (view) => view.answer !== null);
  const hasAny = useStore(stores, (view) => view.clients > 0 || view.answer !== null);
  const button = (label: string, icon: ReactNode, act: () => void, enabled = true): ReactNode => (
    <Tooltip label={label}>
      <ActionIcon variant="default" aria-label={label} disabled={!engine || !enabled} onClick={act}>
        {icon}
      </ActionIcon>
    </Tooltip>
  );
  return (
    <div className="map-zoom">
      {button('Zoom in', <IconPlus size={16} />, () => engine?.zoom(1))}
      {button('Zoom out', <IconMinus size={16} />, () => engine?.zoom(-1))}
      {button('Show all', <IconFocusCentered size={16} />, () => engine?.fitAll(), hasAny)}
      {hasPlaces && button('Show the places', <IconMapPins size={16} />, () => engine?.fitPlaces())}
    </div>
  );
}
