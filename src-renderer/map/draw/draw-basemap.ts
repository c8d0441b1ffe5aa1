/** Draws the offline basemap: water, land, borders, names, graticule. */
import type { Basemap } from '../basemap/basemap.ts';
import type { MapPalette } from '../map-palette.ts';
import { isSeen, pixelOf, type Viewport } from '../viewport.ts';
import { drawGraticule } from './draw-graticule.ts';
import { haloText, TakenBoxes } from './labels.ts';
import { isDateLine, traceLines } from './trace-lines.ts';

/** From this zoom on the fine lines are drawn. */
const FINE_ZOOM = 5.5;
const STATES_ZOOM = 3.5;
const COUNTIES_ZOOM = 7.5;
/** Names drawn at once. */
const MOST_NAMES = 160;

export function drawBasemap(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  basemap: Basemap | null,
  palette: MapPalette,
): void {
  ctx.fillStyle = palette.water;
  ctx.fillRect(0, 0, view.width, view.height);
  if (basemap) drawLines(ctx, view, basemap, palette);
  drawGraticule(ctx, view, palette);
  if (basemap) drawTowns(ctx, view, basemap, palette);
}

function drawLines(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  basemap: Basemap,
  palette: MapPalette,
): void {
  const { land, borders } = view.zoom < FINE_ZOOM ? basemap.coarse : basemap.fine;
  const area = new Path2D();
  traceLines(area, land, view);
  ctx.fillStyle = palette.land;
  ctx.fill(area, 'evenodd');
  const stroke = (lines: typeof land, colour: string, width: number, isEdge?: typeof isDateLine): void => {
    const path = new Path2D();
    traceLines(path, lines, view, isEdge);
    ctx.strokeStyle = colour;
    ctx.lineWidth = width;
    ctx.stroke(path);
  };
  ctx.lineJoin = 'round';
  if (view.zoom >= COUNTIES_ZOOM) stroke(basemap.counties, palette.county, 0.8);
  if (view.zoom >= STATES_ZOOM) stroke(basemap.states, palette.border, 0.8);
  stroke(borders, palette.border, 1.2);
  stroke(land, palette.coast, 1, isDateLine);
}

const townSize = (rank: number): number => (rank <= 1 ? 12.5 : rank <= 4 ? 12 : 11);

function drawTowns(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  { towns }: Basemap,
  palette: MapPalette,
): void {
  const taken = new TakenBoxes();
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
