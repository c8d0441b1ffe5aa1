/** The map as files: the canvases put together as PNG, what they show as GeoJSON. */
import { encodeText } from '../../src-shared/protocol/index.ts';
import { toGeoJson } from './geojson.ts';
import type { MapElements, MapEngine } from './map-engine.ts';
import { readPalette } from './map-palette.ts';
import type { MapStores } from './map-stores.ts';

/** Bytes as the bridge takes them. */
export type MadeBytes = Uint8Array<ArrayBuffer>;

/** @throws if the browser can't make it of this size, or a tile may not be read */
export async function mapPng(engine: MapEngine, elements: MapElements, credit: string): Promise<MadeBytes> {
  engine.flush();
  const { stage, leaflet, below, above } = elements;
  const canvas = document.createElement('canvas');
  [canvas.width, canvas.height] = [below.width, below.height];
  const ctx = canvas.getContext('2d');
  if (!ctx) throw new Error('there is no canvas to draw on');
  const ratio = below.width / Math.max(1, stage.clientWidth);
  ctx.drawImage(below, 0, 0);
  const origin = stage.getBoundingClientRect();
  for (const tile of leaflet.querySelectorAll<HTMLImageElement>('img.leaflet-tile-loaded')) {
    const { left, top, width, height } = tile.getBoundingClientRect();
    const [x, y] = [(left - origin.left) * ratio, (top - origin.top) * ratio];
    ctx.drawImage(tile, x, y, width * ratio, height * ratio);
  }
  ctx.drawImage(above, 0, 0);
  writeCredit(ctx, credit, ratio);
  const blob = await new Promise<Blob | null>((made) => canvas.toBlob(made, 'image/png'));
  if (!blob) throw new Error('the picture could not be made');
  return new Uint8Array(await blob.arrayBuffer());
}

function writeCredit(ctx: CanvasRenderingContext2D, credit: string, ratio: number): void {
  const palette = readPalette();
  ctx.setTransform(ratio, 0, 0, ratio, 0, 0);
  ctx.font = `450 11px ${palette.font}`;
  ctx.textAlign = 'right';
  ctx.textBaseline = 'bottom';
  const [right, bottom] = [ctx.canvas.width / ratio, ctx.canvas.height / ratio];
  ctx.fillStyle = palette.panel;
  ctx.fillRect(right - ctx.measureText(credit).width - 12, bottom - 18, right, bottom);
  ctx.fillStyle = palette.inkSoft;
  ctx.fillText(credit, right - 6, bottom - 3);
}

export function mapGeoJson({ positions, getState }: MapStores): MadeBytes {
  const { server, answer } = getState();
  const shown = toGeoJson({
    server,
    answer,
    fixes: positions.fixes(server).values(),
    trail: (fix) => positions.trail(fix.client, server === null ? undefined : fix),
  });
  return new Uint8Array(encodeText(`${JSON.stringify(shown, undefined, 1)}\n`));
}
