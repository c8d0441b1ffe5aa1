/** Lines of the basemap as a canvas path: only what may be seen of them, and no more points than pixels. */
import type { Line } from '../basemap/basemap.ts';
import { copies, type Viewport } from '../viewport.ts';

/** Pixels beyond the view's edges within which lines keep their shape. */
const MARGIN = 8;
/** Points nearer than this to the last one are left out. */
const NEAR = 0.6;

export type Tracer = Pick<CanvasPath, 'moveTo' | 'lineTo'>;

export function traceLines(path: Tracer, lines: readonly Line[], view: Viewport): void {
  const { width, height, size } = view;
  const pad = MARGIN / size;
  const [halfX, halfY] = [width / 2 / size + pad, height / 2 / size + pad];
  // Lines that cross the antimeridian stand with one end beyond their own world.
  const shown = copies(view);
  for (const copy of [(shown[0] ?? 0) - 1, ...shown, (shown.at(-1) ?? 0) + 1]) {
    const x = view.x - copy;
    for (const line of lines) {
      if (line.right < x - halfX || line.left > x + halfX) continue;
      if (line.bottom < view.y - halfY || line.top > view.y + halfY) continue;
      traceLine(path, line, view, x);
    }
  }
}

/**
 * Points that follow each other outside of one side of the view are replaced by the first and the last of them:
 * what is filled inside the view stays the same.
 */
function traceLine(path: Tracer, { points }: Line, view: Viewport, centre: number): void {
  const { width, height, size } = view;
  let [outside, lastX, lastY] = [0, 0, 0];
  let waiting = false;
  let [waitingX, waitingY] = [0, 0];
  for (let i = 0; i < points.length; i += 2) {
    const px = ((points[i] ?? 0) - centre) * size + width / 2;
    const py = ((points[i + 1] ?? 0) - view.y) * size + height / 2;
    const code =
      (px < -MARGIN ? 1 : px > width + MARGIN ? 2 : 0) | (py < -MARGIN ? 4 : py > height + MARGIN ? 8 : 0);
    if (i === 0) {
      path.moveTo(px, py);
    } else if ((outside & code) !== 0) {
      outside &= code;
      waiting = true;
      [waitingX, waitingY] = [px, py];
      continue;
    } else {
      if (waiting) path.lineTo(waitingX, waitingY);
      const isLast = i + 2 >= points.length;
      if (!waiting && !isLast && code === 0 && Math.abs(px - lastX) + Math.abs(py - lastY) < NEAR) continue;
      path.lineTo(px, py);
    }
    waiting = false;
    outside = code;
    [lastX, lastY] = [px, py];
  }
  if (waiting) path.lineTo(waitingX, waitingY);
}
