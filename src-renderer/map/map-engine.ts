/**
 * The map itself: Leaflet moves it (and brings online tiles), two canvases of ours are drawn at most once a frame.
 * The one below has the basemap and changes with the view; the one above has what moves.
 */
import type { Map as LeafletMap, TileLayer } from 'leaflet';
import { parseLocation } from '../../src-shared/protocol/index.ts';
import type { Console } from '../state/console.ts';
import type { Basemap } from './basemap/basemap.ts';
import { drawBasemap } from './draw/draw-basemap.ts';
import { type DrawnClient, drawClients, FEW_CLIENTS } from './draw/draw-clients.ts';
import { type DrawnPlace, drawPin, drawPlaces, drawRadius } from './draw/draw-places.ts';
import { type Bounds, boundsOf, circlePoints, type Degrees, toUnit } from './geo.ts';
import type { Leaflet } from './leaflet.ts';
import { onThemeChange, readPalette } from './map-palette.ts';
import { type MapStores, START } from './map-stores.ts';
import type { PlacesAnswer } from './places-answer.ts';
import { type Pixel, type Viewport, viewportOf } from './viewport.ts';

export interface MapElements {
  readonly stage: HTMLElement;
  readonly leaflet: HTMLElement;
  readonly below: HTMLCanvasElement;
  readonly above: HTMLCanvasElement;
}

export interface MapEngine {
  readonly map: LeafletMap;
  zoom(steps: number): void;
  view(): Viewport;
  /** What was drawn last at a pixel: what a click there selects. */
  hit(pixel: Pixel): Hit | undefined;
  /** Moves and zooms so that all clients and places are seen. */
  fitAll(): void;
  /** As near as all places of the answer allow. */
  fitPlaces(): void;
  show(place: Degrees): void;
  setTiles(on: boolean): void;
  setBasemap(basemap: Basemap | null): void;
  /** Draws now what waits to be drawn. */
  flush(): void;
  destroy(): void;
}

export type Hit =
  | { readonly kind: 'client'; readonly id: string }
  | { readonly kind: 'place'; readonly place: DrawnPlace['place'] };

const MIN_ZOOM = 2;
const MAX_ZOOM = 18;
/** Fitting goes no nearer than this. */
const FIT_ZOOM = 12;
const PLACES_ZOOM = 15;
/** Pixels around a marker that still mean it. */
const REACH = 12;
const TILES = 'https://tile.openstreetmap.org/{z}/{x}/{y}.png';

export function createMapEngine(
  L: Leaflet,
  elements: MapElements,
  stores: MapStores,
  { selection, shell }: Pick<Console, 'selection' | 'shell'>,
): MapEngine {
  const { stage, leaflet, below, above } = elements;
  const { centre, size } = stores.getState();
  const map = L.map(leaflet, {
    center: [centre.latitude, centre.longitude],
    zoom: Math.log2(size / 256),
    minZoom: MIN_ZOOM,
    maxZoom: MAX_ZOOM,
    zoomSnap: 0.25,
    zoomDelta: 1,
    wheelPxPerZoomLevel: 90,
    zoomControl: false,
    attributionControl: false,
    zoomAnimation: false,
    fadeAnimation: false,
    markerZoomAnimation: false,
    // A double click would pick twice before it zooms.
    doubleClickZoom: false,
    boxZoom: false,
    inertia: !window.matchMedia('(prefers-reduced-motion: reduce)').matches,
    maxBounds: [
      [-85, -100_000],
      [85, 100_000],
    ],
    maxBoundsViscosity: 1,
  });

  let palette = readPalette();
  let basemap: Basemap | null = null;
  let tiles: TileLayer | undefined;
  let clients: readonly DrawnClient[] = [];
  let places: readonly DrawnPlace[] = [];
  let areClientsAbove = true;
  let frame = 0;
  let isBelowStale = true;
  /** What is to be fitted once there is room: the pane may be hidden. */
  let fitting: Bounds | undefined;
  /** A person has looked somewhere: the map stays there. It also does when it comes back after it was closed. */
  let hasMoved = size !== 256 * 2 ** START.zoom;
  let fitted = 0;

  const view = (): Viewport => {
    const { lat, lng } = map.getCenter();
    return viewportOf(
      toUnit({ latitude: lat, longitude: lng }),
      map.getZoom(),
      stage.clientWidth,
      stage.clientHeight,
    );
  };
  const drawAbove = (now: Viewport): void => {
    const ctx = contextOf(above, now);
    if (!ctx) return;
    const { server, trails, labels, hovered, answer } = stores.getState();
    const { selected } = selection.getState();
    if (answer) drawRadius(ctx, now, answer, palette);
    const shown = {
      positions: stores.positions,
      server,
      trails,
      labels,
      selected: selected.kind === 'client' ? selected.id : null,
      hovered: hovered.kind === 'client' ? hovered.id : null,
    };
    const raised = {
      selected: selected.kind === 'place' ? selected.place : null,
      hovered: hovered.kind === 'place' ? hovered.place : null,
    };
    const layers = [
      () => {
        places = drawPlaces(ctx, now, answer?.places ?? [], raised, palette);
      },
      () => {
        clients = drawClients(ctx, now, shown, palette);
      },
    ];
    // Few clients lie on the places; many would hide them.
    areClientsAbove = stores.positions.fixes(server).size <= FEW_CLIENTS;
    for (const layer of areClientsAbove ? layers : layers.reverse()) layer();
    const picked = parseLocation(shell.getState().pickedLocation ?? '');
    if (picked) drawPin(ctx, now, picked, palette);
  };
  const draw = (): void => {
    frame = 0;
    const now = view();
    if (now.width === 0 || now.height === 0) return;
    if (isBelowStale) {
      const ctx = contextOf(below, now);
      if (ctx) drawBasemap(ctx, now, basemap, palette);
      isBelowStale = false;
    }
    drawAbove(now);
  };
  const later = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };
  const all = (): void => {
    isBelowStale = true;
    later();
  };

  const lookAt = (bounds: Bounds | undefined, maxZoom = FIT_ZOOM): void => {
    if (!bounds) return;
    if (stage.clientWidth === 0 || stage.clientHeight === 0) {
      fitting = bounds;
      return;
    }
    fitting = undefined;
    map.invalidateSize({ animate: false });
    const padding = Math.min(48, stage.clientWidth / 8, stage.clientHeight / 8);
    map.fitBounds(
      [
        [bounds.south, bounds.west],
        [bounds.north, bounds.east],
      ],
      { padding: [padding, padding], maxZoom, animate: false },
    );
  };
  const clientPoints = (): Degrees[] => [...stores.positions.fixes(stores.getState().server).values()];
  const fitAll = (): void => {
    const { answer } = stores.getState();
    lookAt(boundsOf([...clientPoints(), ...(answer ? answerPoints(answer) : [])]));
  };
  const fitAnswer = (): void => {
    const { answer } = stores.getState();
    if (answer) lookAt(boundsOf(answerPoints(answer)));
  };
  const fitPlaces = (): void => {
    const { answer } = stores.getState();
    if (answer) lookAt(boundsOf([answer.centre, ...answer.places]), PLACES_ZOOM);
  };

  const moved = (): void => {
    hasMoved = true;
  };
  const look = (): void => {
    const { lat, lng } = map.getCenter();
    stores.look({ latitude: lat, longitude: lng }, 256 * 2 ** map.getZoom());
  };
  map.on('move zoom viewreset resize', all);
  map.on('moveend zoomend', look);
  map.on('dragstart', moved);
  leaflet.addEventListener('wheel', moved, { passive: true });
  leaflet.addEventListener('keydown', moved);

  const resized = new ResizeObserver(() => {
    if (stage.clientWidth === 0 || stage.clientHeight === 0) return;
    map.invalidateSize({ animate: false });
    if (fitting) lookAt(fitting);
    all();
  });
  resized.observe(stage);

  /** Until a person has looked somewhere, clients that are new are looked for. */
  const onPositions = (): void => {
    const { size: count } = stores.positions.fixes(null);
    if (!hasMoved && count > fitted) {
      fitted = count;
      fitAll();
    }
    later();
  };
  if (stores.positions.version > 0) onPositions();
  const stops = [
    stores.onPositions(onPositions),
    stores.subscribe((now, before) => {
      if (now.answer !== before.answer && now.answer) {
        hasMoved = true;
        // Once the list stands beside it.
        requestAnimationFrame(fitAnswer);
      }
      if (!isOnlyNumbers(now, before)) later();
    }),
    selection.subscribe(later),
    shell.subscribe((now, before) => {
      if (now.pickedLocation !== before.pickedLocation) later();
    }),
    onThemeChange(() => {
      palette = readPalette();
      all();
    }),
    watchPixelRatio(all),
  ];

  return {
    map,
    view,
    zoom(steps) {
      moved();
      map.setZoom(map.getZoom() + steps);
    },
    hit(pixel) {
      const client = nearest(clients, pixel);
      const place = nearest(places, pixel);
      if (client && (areClientsAbove || !place)) return { kind: 'client', id: client.client };
      return place && { kind: 'place', place: place.place };
    },
    fitAll,
    fitPlaces,
    show(place) {
      map.panInside([place.latitude, place.longitude], { padding: [40, 40], animate: false });
    },
    setTiles(on) {
      tiles?.remove();
      tiles = on ? L.tileLayer(TILES, { maxZoom: MAX_ZOOM, crossOrigin: 'anonymous' }).addTo(map) : undefined;
    },
    setBasemap(loaded) {
      basemap = loaded;
      all();
    },
    flush() {
      cancelAnimationFrame(frame);
      draw();
    },
    destroy() {
      cancelAnimationFrame(frame);
      frame = -1;
      for (const stop of stops) stop();
      resized.disconnect();
      map.remove();
    },
  };
}

function answerPoints({ centre, radiusKm, places }: PlacesAnswer): readonly Degrees[] {
  return [...circlePoints(centre, (radiusKm ?? 0) * 1_000, 16), ...places];
}

/** The one drawn last of those in reach, unless another is nearer. */
function nearest<T extends Pixel>(drawn: readonly T[], { x, y }: Pixel): T | undefined {
  let found: T | undefined;
  let best = REACH * REACH;
  for (const one of drawn) {
    const distance = (one.x - x) ** 2 + (one.y - y) ** 2;
    if (distance <= best) [found, best] = [one, distance];
  }
  return found;
}

/** A canvas as large as the view, wiped, in CSS pixels. */
function contextOf(canvas: HTMLCanvasElement, { width, height }: Viewport): CanvasRenderingContext2D | null {
  const ratio = window.devicePixelRatio || 1;
  const [wide, high] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== wide) canvas.width = wide;
  if (canvas.height !== high) canvas.height = high;
  const ctx = canvas.getContext('2d');
  ctx?.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx?.clearRect(0, 0, width, height);
  return ctx;
}

type View = ReturnType<MapStores['getState']>;

/** Whether nothing that is drawn has changed. */
const isOnlyNumbers = (now: View, before: View): boolean =>
  now.answer === before.answer &&
  now.hovered === before.hovered &&
  now.server === before.server &&
  now.trails === before.trails &&
  now.labels === before.labels;

/** Calls when the window's zoom, or the screen, changes. */
function watchPixelRatio(changed: () => void): () => void {
  const stop = new AbortController();
  const watch = (): void => {
    const again = (): void => {
      changed();
      watch();
    };
    window
      .matchMedia(`(resolution: ${window.devicePixelRatio}dppx)`)
      .addEventListener('change', again, { once: true, signal: stop.signal });
  };
  watch();
  return () => stop.abort();
}
