/** Lines of the basemap as a canvas path: only what may be seen of them, and no more points than pixels. */
import type { Line } from '../basemap/basemap.ts';
import { copies, type Viewport } from '../viewport.ts';

/** Pixels beyond the view's edges within which lines keep their shape. */
const MARGIN = 8;
/** Points nearer than this to the last one are left out. */
const NEAR = 0.6;

export type Tracer = Pick<CanvasPath, 'moveTo' | 'lineTo'>;

export function traceLines(path: Tracer, lines: readonly Line[], view: Viewport, isEdge = noEdge): void {
  const { width, height, size } = view;
  const pad = MARGIN / size;
  const [halfX, halfY] = [width / 2 / size + pad, height / 2 / size + pad];
  for (const copy of copies(view)) {
    const x = view.x - copy;
    for (const line of lines) {
      if (line.right < x - halfX || line.left > x + halfX) continue;
      if (line.bottom < view.y - halfY || line.top > view.y + halfY) continue;
      traceLine(path, line, view, x, isEdge);
    }
  }
}

type EdgeTest = (x: number, lastX: number) => boolean;
const noEdge: EdgeTest = () => false;
/** Where the data is cut, at the antimeridian, there is no coast. */
export const isDateLine: EdgeTest = (x, lastX) =>
  (x < 1e-6 && lastX < 1e-6) || (x > 1 - 1e-6 && lastX > 1 - 1e-6);

/**
 * Points that follow each other outside of one side of the view are replaced by the first and the last of them:
 * what is filled inside the view stays the same.
 */
function traceLine(path: Tracer, { points }: Line, view: Viewport, centre: number, isEdge: EdgeTest): void {
  const { width, height, size } = view;
  let [outside, lastX, lastY, unitX] = [0, 0, 0, points[0] ?? 0];
  let waiting = false;
  let [waitingX, waitingY] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const ux = points[i] ?? 0;
    const px = (ux - centre) * size + width / 2;
    const py = ((points[i + 1] ?? 0) - view.y) * size + height / 2;
    const code =
      (px < -MARGIN ? 1 : px > width + MARGIN ? 2 : 0) | (py < -MARGIN ? 4 : py > height + MARGIN ? 8 : 0);
    if (i === 0) {
      path.moveTo(px, py);
    } else if ((outside & code) !== 0) {
      outside &= code;
      waiting = true;
      [waitingX, waitingY, unitX] = [px, py, ux];
      continue;
    } else {
      if (waiting) path.lineTo(waitingX, waitingY);
      const isLast = i + 2 >= points.length;
      if (!waiting && !isLast && code === 0 && Math.abs(px - lastX) + Math.abs(py - lastY) < NEAR) continue;
      if (isEdge(ux, unitX)) path.moveTo(px, py);
      else path.lineTo(px, py);
    }
    waiting = false;
    outside = code;
    [lastX, lastY, unitX] = [px, py, ux];
  }
  if (waiting) path.lineTo(waitingX, waitingY);
}
