/** The straight line between two cards, from border to border. */
import type { Point } from '../state/workspace.ts';

export interface Box extends Point {
  readonly width: number;
  readonly height: number;
}

export interface Line {
  readonly from: Point;
  readonly to: Point;
}

const middleOf = ({ x, y, width, height }: Box): Point => ({ x: x + width / 2, y: y + height / 2 });

/** Where the way from the box's middle to `towards` leaves the box. */
function border(box: Box, towards: Point): Point {
  const middle = middleOf(box);
  const dx = towards.x - middle.x;
  const dy = towards.y - middle.y;
  if (dx === 0 && dy === 0) return middle;
  const share = Math.min(
    dx === 0 ? Number.POSITIVE_INFINITY : box.width / 2 / Math.abs(dx),
    dy === 0 ? Number.POSITIVE_INFINITY : box.height / 2 / Math.abs(dy),
  );
  // Cards that overlap: the line shrinks to nothing between their middles rather than turning round.
  const part = Math.min(share, 0.5);
  return { x: middle.x + dx * part, y: middle.y + dy * part };
}

export const lineBetween = (one: Box, two: Box): Line => ({
  from: border(one, middleOf(two)),
  to: border(two, middleOf(one)),
});

export const along = ({ from, to }: Line, t: number): Point => ({
  x: from.x + (to.x - from.x) * t,
  y: from.y + (to.y - from.y) * t,
});
