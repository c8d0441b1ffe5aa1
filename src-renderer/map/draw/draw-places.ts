/** Draws the places of an answer, numbered as in the list, within the circle that was asked for; and the pin. */
import type { ShownPlace } from '../../state/selection.ts';
import { circlePoints, type Degrees, toUnit } from '../geo.ts';
import type { MapPalette } from '../map-palette.ts';
import type { PlacesAnswer } from '../places-answer.ts';
import { isSeen, type Pixel, pixelOf, type Viewport } from '../viewport.ts';
import { labelText, plateText } from './labels.ts';

export interface DrawnPlace extends Pixel {
  readonly place: ShownPlace;
}

export function drawRadius(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  { centre, radiusKm }: PlacesAnswer,
  palette: MapPalette,
): void {
  const middle = pixelOf(view, toUnit(centre));
  const unit = toUnit(centre);
  ctx.beginPath();
  if (radiusKm !== null && radiusKm > 0) {
    for (const point of circlePoints(centre, radiusKm * 1_000)) {
      const { x, y } = toUnit(point);
      ctx.lineTo(middle.x + (x - unit.x) * view.size, middle.y + (y - unit.y) * view.size);
    }
    ctx.closePath();
  }
  ctx.save();
  ctx.fillStyle = palette.accent;
  ctx.globalAlpha = 0.08;
  ctx.fill();
  ctx.globalAlpha = 0.9;
  ctx.strokeStyle = palette.accent;
  ctx.lineWidth = 1.5;
  ctx.setLineDash([6, 4]);
  ctx.stroke();
  ctx.setLineDash([]);
  ctx.beginPath();
  for (const [dx, dy] of [
    [6, 0],
    [0, 6],
  ] as const) {
    ctx.moveTo(middle.x - dx, middle.y - dy);
    ctx.lineTo(middle.x + dx, middle.y + dy);
  }
  ctx.stroke();
  ctx.restore();
}

const HALF = 9;

/** Gives those that can be pointed at, in the order in which they are drawn. */
export function drawPlaces(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  places: readonly ShownPlace[],
  raised: { readonly selected: ShownPlace | null; readonly hovered: ShownPlace | null },
  palette: MapPalette,
): readonly DrawnPlace[] {
  const drawn: DrawnPlace[] = [];
  const isRaised = (place: ShownPlace): boolean => place === raised.selected || place === raised.hovered;
  const draw = (place: ShownPlace, i: number): void => {
    const pixel = pixelOf(view, toUnit(place));
    if (!isSeen(view, pixel)) return;
    drawn.push({ place, x: pixel.x, y: pixel.y });
    drawPlace(ctx, pixel, String(i + 1), isRaised(place) ? place : null, palette);
  };
  // The nearest lies on top; what is raised, above all.
  for (let i = places.length - 1; i >= 0; i--) {
    const place = places[i];
    if (place && !isRaised(place)) draw(place, i);
  }
  places.forEach((place, i) => {
    if (isRaised(place)) draw(place, i);
  });
  return drawn;
}

function drawPlace(
  ctx: CanvasRenderingContext2D,
  { x, y }: Pixel,
  number: string,
  raised: ShownPlace | null,
  palette: MapPalette,
): void {
  const half = raised ? HALF + 2 : HALF;
  ctx.beginPath();
  ctx.roundRect(x - half, y - half, 2 * half, 2 * half, 5);
  ctx.fillStyle = raised ? palette.accent : palette.panel;
  ctx.fill();
  ctx.lineWidth = 1.5;
  ctx.strokeStyle = raised ? palette.panel : palette.accent;
  ctx.stroke();
  ctx.font = `650 ${number.length > 2 ? 9 : 11}px ${palette.font}`;
  ctx.textAlign = 'center';
  ctx.textBaseline = 'middle';
  ctx.fillStyle = raised ? palette.onAccent : palette.accent;
  ctx.fillText(number, x, y + 0.5);
  if (!raised) return;
  ctx.font = `600 12px ${palette.font}`;
  ctx.textAlign = 'left';
  plateText(ctx, labelText(raised.name, 40), x + half + 6, y, palette.ink, palette.panel);
}

/** A drop whose tip stands on the place. */
export function drawPin(
  ctx: CanvasRenderingContext2D,
  view: Viewport,
  place: Degrees,
  palette: MapPalette,
): void {
  const { x, y } = pixelOf(view, toUnit(place));
  ctx.beginPath();
  ctx.moveTo(x, y);
  ctx.bezierCurveTo(x - 3, y - 9, x - 11, y - 13, x - 11, y - 21);
  ctx.arc(x, y - 21, 11, Math.PI, 0);
  ctx.bezierCurveTo(x + 11, y - 13, x + 3, y - 9, x, y);
  ctx.fillStyle = palette.accent;
  ctx.fill();
  ctx.lineWidth = 2;
  ctx.strokeStyle = palette.panel;
  ctx.stroke();
  ctx.beginPath();
  ctx.arc(x, y - 21, 4, 0, 2 * Math.PI);
  ctx.fillStyle = palette.panel;
  ctx.fill();
}
