/** Meridians and parallels at round degrees, with their labels at the left and the upper edge. */
import { degreeLabel, metresPerPixel, toDegrees, toUnit } from '../geo.ts';
import type { MapPalette } from '../map-palette.ts';
import type { Viewport } from '../viewport.ts';
import { haloText, type TakenBoxes } from './labels.ts';

const STEPS = [30, 20, 10, 5, 2, 1, 0.5, 0.2, 0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005] as const;
/** Pixels that meridians stand apart at least. */
const APART = 110;

/** Pixels at the upper right where the map's buttons stand, and half a label. */
const BUTTONS = 140;

/** Degrees between meridians, and how many decimals their labels need. */
export function graticuleStep(size: number): { readonly degrees: number; readonly decimals: number } {
  const degrees = STEPS.findLast((step) => (step / 360) * size >= APART) ?? 30;
  return { degrees, decimals: Math.max(0, Math.ceil(-Math.log10(degrees) - 1e-9)) };
}

/** Where its labels stand is taken from the names that are drawn after it. */
export function drawGraticule(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  palette: MapPalette,
  taken: TakenBoxes,
): void {
  const { width, height, size } = view;
  const { degrees, decimals } = graticuleStep(size);
  const vertical: { at: number; text: string }[] = [];
  const horizontal: { at: number; text: string }[] = [];
  // Worlds side by side are counted on, so that lines run through the antimeridian.
  const [west, east] = [-1, 1].map((side) => (view.x + (side * width) / 2 / size) * 360 - 180);
  for (let i = Math.ceil((west ?? 0) / degrees); i * degrees <= (east ?? 0); i++) {
    const longitude = i * degrees;
    const at = ((longitude + 180) / 360 - view.x) * size + width / 2;
    const shown = ((((longitude + 180) % 360) + 360) % 360) - 180;
    vertical.push({ at, text: degreeLabel(shown, 'longitude', decimals) });
  }
  const edge = (side: number): number =>
    toDegrees({ x: 0, y: Math.max(0, Math.min(1, view.y + (side * height) / 2 / size)) }).latitude;
  for (let i = Math.ceil(edge(1) / degrees); i * degrees <= edge(-1); i++) {
    const at = (toUnit({ latitude: i * degrees, longitude: 0 }).y - view.y) * size + height / 2;
    horizontal.push({ at, text: degreeLabel(i * degrees, 'latitude', decimals) });
  }
  ctx.beginPath();
  for (const { at } of vertical) {
    ctx.moveTo(at, 0);
    ctx.lineTo(at, height);
  }
  for (const { at } of horizontal) {
    ctx.moveTo(0, at);
    ctx.lineTo(width, at);
  }
  ctx.strokeStyle = palette.grid;
  ctx.lineWidth = 0.7;
  ctx.stroke();
  ctx.font = `450 10px ${palette.font}`;
  ctx.textBaseline = 'top';
  ctx.textAlign = 'center';
  for (const { at, text } of vertical) {
    if (at < 40 || at > width - BUTTONS) continue;
    taken.take({ left: at - 30, top: 0, right: at + 30, bottom: 16 });
    haloText(ctx, text, at, 4, palette.inkSoft, palette.land);
  }
  ctx.textAlign = 'left';
  ctx.textBaseline = 'middle';
  for (const { at, text } of horizontal) {
    if (at < 24 || at > height - 40) continue;
    taken.take({ left: 0, top: at - 8, right: 56, bottom: at + 8 });
    haloText(ctx, text, 5, at, palette.inkSoft, palette.land);
  }
}

/** A round length that a bar of at most `pixels` can show. */
export function scaleBar(
  latitude: number,
  size: number,
  pixels: number,
  imperial: boolean,
): { readonly width: number; readonly length: number; readonly unit: 'm' | 'km' | 'ft' | 'mi' } {
  const metres = metresPerPixel(latitude, size) * pixels;
  const [unit, inMetres] = imperial
    ? metres < 1_609.344 * 0.5
      ? (['ft', 0.3048] as const)
      : (['mi', 1_609.344] as const)
    : metres < 1_000
      ? (['m', 1] as const)
      : (['km', 1_000] as const);
  const most = metres / inMetres;
  const ten = 10 ** Math.floor(Math.log10(most));
  const length = ([5, 2, 1].find((n) => n * ten <= most) ?? 1) * ten;
  return { width: (length / most) * pixels, length, unit };
}
