/** What part of the world is seen: from the unit square to pixels and back. */
import { type Degrees, toDegrees, type UnitPoint } from './geo.ts';

export interface Viewport {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
  readonly zoom: number;
  /** The middle, in the unit square; x within [0, 1). */
  readonly x: number;
  readonly y: number;
  /** How many pixels the world is wide. */
  readonly size: number;
}

export interface Pixel {
  readonly x: number;
  readonly y: number;
}

const TILE = 256;

export function viewportOf(centre: UnitPoint, zoom: number, width: number, height: number): Viewport {
  return { width, height, zoom, x: centre.x - Math.floor(centre.x), y: centre.y, size: TILE * 2 ** zoom };
}

/** The copy of a point that is nearest to the middle of the view. */
export function pixelOf(view: Viewport, point: UnitPoint): Pixel {
  const away = point.x - view.x;
  return {
    x: (away - Math.round(away)) * view.size + view.width / 2,
    y: (point.y - view.y) * view.size + view.height / 2,
  };
}

export const degreesAt = (view: Viewport, pixel: Pixel): Degrees =>
  toDegrees({
    x: (pixel.x - view.width / 2) / view.size + view.x,
    y: (pixel.y - view.height / 2) / view.size + view.y,
  });

/** How many worlds to the east each copy stands that may be seen. */
export function copies(view: Viewport): number[] {
  const half = view.width / 2 / view.size;
  const [first, last] = [Math.floor(view.x - half), Math.floor(view.x + half)];
  return Array.from({ length: last - first + 1 }, (_, i) => first + i);
}

export const isSeen = ({ width, height }: Viewport, { x, y }: Pixel, margin = 20): boolean =>
  x > -margin && y > -margin && x < width + margin && y < height + margin;
