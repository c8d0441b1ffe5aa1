/** Draws the offline basemap: water, land, borders, names, graticule. */
import type { Basemap, Line } from '../basemap/basemap.ts';
import { metresPerPixel, toDegrees } from '../geo.ts';
import type { MapPalette } from '../map-palette.ts';
import { isSeen, pixelOf, type Viewport } from '../viewport.ts';
import { drawGraticule } from './draw-graticule.ts';
import { haloText, TakenBoxes } from './labels.ts';
import { traceLines } from './trace-lines.ts';

/** From this zoom on the fine lines are drawn. */
const FINE_ZOOM = 5.5;
const STATES_ZOOM = 3.5;
const COUNTIES_ZOOM = 7.5;
/** Names drawn at once. */
const MOST_NAMES = 160;

/** Metres on either side of the world's coast of the US within which the finer one may run. */
const COAST_SPREAD_M = 6_000;

export function drawBasemap(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  basemap: Basemap | null,
  palette: MapPalette,
): void {
  ctx.fillStyle = palette.water;
  ctx.fillRect(0, 0, view.width, view.height);
  ctx.lineJoin = 'round';
  const taken = new TakenBoxes();
  if (basemap) drawLines(penOf(ctx, view), view, basemap, palette);
  drawGraticule(ctx, view, palette, taken);
  if (basemap) drawTowns(ctx, view, basemap, palette, taken);
}

interface Pen {
  fill(rings: readonly Line[], colour: string): void;
  stroke(lines: readonly Line[], colour: string, width: number): void;
}

const penOf = (ctx: CanvasRenderingContext2D, view: Viewport): Pen => ({
  fill(rings, colour) {
    const path = new Path2D();
    traceLines(path, rings, view);
    ctx.fillStyle = colour;
    ctx.fill(path, 'evenodd');
  },
  stroke(lines, colour, width) {
    const path = new Path2D();
    traceLines(path, lines, view);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke(path);
  },
});

function drawLines(pen: Pen, view: Viewport, basemap: Basemap, palette: MapPalette): void {
  const { fine, coarse, usLand, states, counties } = basemap;
  const isFine = view.zoom >= FINE_ZOOM;
  const { land, borders } = isFine ? fine : coarse;
  pen.fill(land, palette.land);
  if (isFine) {
    // The coarse coast is washed away, and the finer land put in its place.
    const { latitude } = toDegrees(view);
    pen.stroke(fine.usCoast, palette.water, (2 * COAST_SPREAD_M) / metresPerPixel(latitude, view.size));
    pen.fill(usLand, palette.land);
  }
  if (view.zoom >= COUNTIES_ZOOM) pen.stroke(counties, palette.county, 0.8);
  if (view.zoom >= STATES_ZOOM) pen.stroke(states, palette.border, 0.8);
  pen.stroke(borders, palette.border, 1.2);
  for (const coast of isFine ? [fine.coast, usLand] : [coarse.coast]) pen.stroke(coast, palette.coast, 1);
}

const townSize = (rank: number): number => (rank <= 1 ? 12.5 : rank <= 4 ? 12 : 11);

function drawTowns(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  { towns }: Basemap,
  palette: MapPalette,
  taken: TakenBoxes,
): void {
  ctx.textBaseline = 'middle';
  ctx.textAlign = 'left';
  let drawn = 0;
  for (const town of towns) {
    if (town.zoom > view.zoom + 0.01) continue;
    const { x, y } = pixelOf(view, town);
    if (!isSeen(view, { x, y }, 0)) continue;
    const size = townSize(town.rank);
    ctx.font = `${town.rank <= 3 ? 560 : 450} ${size}px ${palette.font}`;
    const width = ctx.measureText(town.name).width;
    const box = { left: x - 5, right: x + width + 10, top: y - size * 0.7, bottom: y + size * 0.7 };
    if (!taken.take(box)) continue;
    ctx.beginPath();
    ctx.arc(x, y, town.rank <= 3 ? 2.2 : 1.6, 0, 2 * Math.PI);
    ctx.fillStyle = palette.town;
    ctx.fill();
    haloText(ctx, town.name, x + 6, y, palette.town, palette.land);
    if (++drawn >= MOST_NAMES) return;
  }
}
