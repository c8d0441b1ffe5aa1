/** Draws clients and their trails: all of them in a few paths, one for each colour. */
import { CLIENT_COLOURS } from '../../ui/client-colour.ts';
import type { ClientPositions, Fix } from '../client-positions.ts';
import type { MapPalette } from '../map-palette.ts';
import { isSeen, type Pixel, pixelOf, type Viewport } from '../viewport.ts';
import { labelText, plateText, TakenBoxes } from './labels.ts';

export interface DrawnClient extends Pixel {
  readonly client: string;
}

export interface ClientsShown {
  readonly positions: ClientPositions;
  readonly server: string | null;
  readonly trails: boolean;
  readonly labels: boolean;
  readonly selected: string | null;
  readonly hovered: string | null;
}

/** More clients than this have no labels but the selected and the hovered one's. */
export const FEW_CLIENTS = 80;
/** Points of all trails that are drawn at once; each trail is shortened to its share. */
const TRAIL_POINTS = 20_000;
const FULL_CIRCLE = 2 * Math.PI;

/** Gives those that can be pointed at, in the order in which they are drawn. */
export function drawClients(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  shown: ClientsShown,
  palette: MapPalette,
): readonly DrawnClient[] {
  const fixes = shown.positions.fixes(shown.server);
  const isRaised = ({ client }: Fix): boolean => client === shown.selected || client === shown.hovered;
  if (shown.trails) drawTrails(ctx, view, shown, fixes, palette);
  const drawn: DrawnClient[] = [];
  const byColour: { fix: Fix; pixel: Pixel }[][] = Array.from({ length: CLIENT_COLOURS }, () => []);
  const raised: { fix: Fix; pixel: Pixel }[] = [];
  for (const fix of fixes.values()) {
    const pixel = pixelOf(view, fix);
    if (!isSeen(view, pixel)) continue;
    drawn.push({ client: fix.client, x: pixel.x, y: pixel.y });
    (isRaised(fix) ? raised : byColour[fix.colour])?.push({ fix, pixel });
  }
  const radius = drawn.length > 400 ? 3.5 : 5;
  byColour.forEach((group, colour) => {
    drawDots(ctx, group, radius, palette.clients[colour] ?? palette.accent, palette.panel);
  });
  for (const one of raised) drawRaised(ctx, one.fix, one.pixel, shown, palette);
  const few = drawn.length <= FEW_CLIENTS ? byColour.flat() : [];
  drawNames(ctx, [...raised, ...(shown.labels ? few : [])], palette);
  return drawn;
}

function drawDots(
  ctx: CanvasRenderingContext2D,
  group: readonly { pixel: Pixel }[],
  radius: number,
  colour: string,
  rim: string,
): void {
  if (group.length === 0) return;
  ctx.beginPath();
  for (const { pixel } of group) {
    ctx.moveTo(pixel.x + radius, pixel.y);
    ctx.arc(pixel.x, pixel.y, radius, 0, FULL_CIRCLE);
  }
  ctx.lineWidth = 2.5;
  ctx.strokeStyle = rim;
  ctx.stroke();
  ctx.fillStyle = colour;
  ctx.fill();
}

function drawRaised(
  ctx: CanvasRenderingContext2D,
  fix: Fix,
  pixel: Pixel,
  shown: ClientsShown,
  palette: MapPalette,
): void {
  drawDots(ctx, [{ pixel }], 6.5, palette.clients[fix.colour] ?? palette.accent, palette.panel);
  ctx.beginPath();
  ctx.arc(pixel.x, pixel.y, 10.5, 0, FULL_CIRCLE);
  ctx.lineWidth = 2;
  ctx.setLineDash(fix.client === shown.selected ? [] : [3, 3]);
  ctx.strokeStyle = palette.ink;
  ctx.stroke();
  ctx.setLineDash([]);
}

function drawNames(
  ctx: CanvasRenderingContext2D,
  named: readonly { fix: Fix; pixel: Pixel }[],
  palette: MapPalette,
): void {
  const taken = new TakenBoxes();
  ctx.font = `600 12px ${palette.font}`;
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { fix, pixel } of named) {
    const text = labelText(fix.client);
    const width = ctx.measureText(text).width;
    const box = { left: pixel.x - 6, right: pixel.x + width + 14, top: pixel.y - 8, bottom: pixel.y + 8 };
    if (!taken.take(box)) continue;
    plateText(ctx, text, pixel.x + 12, pixel.y, palette.clients[fix.colour] ?? palette.ink, palette.panel);
  }
}

function drawTrails(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  { positions, server }: ClientsShown,
  fixes: ReadonlyMap<string, Fix>,
  palette: MapPalette,
): void {
  const most = Math.max(3, Math.floor(TRAIL_POINTS / Math.max(1, fixes.size)));
  const paths = Array.from({ length: CLIENT_COLOURS }, () => new Path2D());
  for (const fix of fixes.values()) {
    const trail = positions.trail(fix.client, server === null ? undefined : fix);
    const path = paths[fix.colour];
    if (path && trail.length > 1) traceTrail(path, view, trail, Math.max(0, trail.length - most));
  }
  ctx.save();
  ctx.globalAlpha = 0.6;
  ctx.lineWidth = fixes.size > 400 ? 1 : 2;
  ctx.lineJoin = 'round';
  ctx.lineCap = 'round';
  paths.forEach((path, colour) => {
    ctx.strokeStyle = palette.clients[colour] ?? palette.accent;
    ctx.stroke(path);
  });
  ctx.restore();
}

/** Backwards from the newest, each point on the copy of the world that is nearest to the one after it. */
function traceTrail(path: Path2D, view: Viewport, trail: readonly Fix[], from: number): void {
  const newest = trail.at(-1);
  if (!newest) return;
  let { x, y } = pixelOf(view, newest);
  let unit = newest.x;
  path.moveTo(x, y);
  for (let i = trail.length - 2; i >= from; i--) {
    const fix = trail[i];
    if (!fix) continue;
    const away = fix.x - unit;
    x += (away - Math.round(away)) * view.size;
    y = pixelOf(view, fix).y;
    unit = fix.x;
    path.lineTo(x, y);
  }
}
