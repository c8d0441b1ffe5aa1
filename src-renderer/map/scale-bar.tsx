/** How long things are on the map, in the units of the user's region. */
import { useMemo } from 'react';
import { useStore } from 'zustand';
import { scaleBar } from './draw/draw-graticule.ts';
import type { MapStores } from './map-stores.ts';

const WIDEST = 110;
/** Regions whose maps are in feet and miles. */
const IMPERIAL = new Set(['US', 'GB', 'LR', 'MM']);
const UNITS = { m: 'meter', km: 'kilometer', ft: 'foot', mi: 'mile' } as const;

const isImperial = (language: string): boolean => {
  try {
    return IMPERIAL.has(new Intl.Locale(language).maximize().region ?? '');
  } catch {
    return false;
  }
};

export function ScaleBar({ stores }: { stores: MapStores }) {
  const latitude = useStore(stores, (view) => view.centre.latitude);
  const size = useStore(stores, (view) => view.size);
  const language = navigator.language || 'en';
  const imperial = useMemo(() => isImperial(language), [language]);
  const { width, length, unit } = scaleBar(latitude, size, WIDEST, imperial);
  const text = new Intl.NumberFormat(language, { style: 'unit', unit: UNITS[unit] }).format(length);
  return (
    <div className="map-scale" style={{ width }}>
      {text}
    </div>
  );
}
