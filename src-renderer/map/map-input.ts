/** What a person does on the map with mouse and keys: points at things, selects them, picks a place. */
import type { LeafletMouseEvent } from 'leaflet';
import { formatLocation } from '../../src-shared/protocol/index.ts';
import { paneKey } from '../actions/shortcut.ts';
import type { Console } from '../state/console.ts';
import type { MapEngine } from './map-engine.ts';
import { type MapStores, NOTHING_HOVERED } from './map-stores.ts';
import { degreesAt, type Pixel } from './viewport.ts';

/** Returns how to stop. */
export function followInput(
  engine: MapEngine,
  element: HTMLElement,
  stores: MapStores,
  { selection, shell }: Pick<Console, 'selection' | 'shell'>,
): () => void {
  const act = (pixel: Pixel): void => {
    const hit = shell.getState().asksForPlace ? undefined : engine.hit(pixel);
    if (hit) selection.select(hit);
    else shell.pickLocation(formatLocation(degreesAt(engine.view(), pixel)));
  };
  const onClick = ({ containerPoint }: LeafletMouseEvent): void => act(containerPoint);
  const onMove = ({ containerPoint }: LeafletMouseEvent): void => {
    const hit = engine.hit(containerPoint);
    stores.hover(hit ?? NOTHING_HOVERED);
    element.dataset['over'] = hit?.kind ?? 'ground';
  };
  const onOut = (): void => stores.hover(NOTHING_HOVERED);
  const onKey = (event: KeyboardEvent): void => {
    if (event.target !== element) return;
    const key = paneKey('map', event);
    if (key === undefined) return;
    event.preventDefault();
    const { width, height } = engine.view();
    if (key === 'leave') shell.leavePlace();
    else act({ x: width / 2, y: height / 2 });
  };
  engine.map.on('click', onClick);
  engine.map.on('mousemove', onMove);
  engine.map.on('mouseout', onOut);
  element.addEventListener('keydown', onKey);
  // What is selected elsewhere is brought into view.
  const stop = selection.subscribe(({ selected }, before) => {
    if (selected === before.selected) return;
    if (selected.kind === 'place') engine.show(selected.place);
    if (selected.kind !== 'client') return;
    const fix = stores.positions.fixes(stores.getState().server).get(selected.id);
    if (fix) engine.show(fix);
  });
  return () => {
    stop();
    element.removeEventListener('keydown', onKey);
    engine.map.off('click', onClick);
    engine.map.off('mousemove', onMove);
    engine.map.off('mouseout', onOut);
  };
}
