/** Names on the map that don't lie on each other: first come, first served. */

export interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Boxes that are taken, in cells, so that a new one is compared with its neighbours alone. */
export class TakenBoxes {
  readonly #cells = new Map<string, Box[]>();

  /** Takes it if it is free. */
  take(box: Box): boolean {
    const cells = cellsOf(box);
    const free = cells.every((cell) => !this.#cells.get(cell)?.some((other) => overlap(box, other)));
    if (!free) return false;
    for (const cell of cells) {
      const boxes = this.#cells.get(cell);
      if (boxes) boxes.push(box);
      else this.#cells.set(cell, [box]);
    }
    return true;
  }
}

const CELL = 96;

function cellsOf({ left, top, right, bottom }: Box): string[] {
  const cells: string[] = [];
  for (let x = Math.floor(left / CELL); x <= Math.floor(right / CELL); x++) {
    for (let y = Math.floor(top / CELL); y <= Math.floor(bottom / CELL); y++) cells.push(`${x},${y}`);
  }
  return cells;
}

const overlap = (a: Box, b: Box): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;

/** A stranger's text in one short line: invisible characters shown as boxes, the rest of a long one left out. */
export function labelText(text: string, most = 28): string {
  const clean = Array.from(text.slice(0, 4 * most), (char) =>
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(char) ? '\u2423' : char,
  );
  return clean.length > most ? `${clean.slice(0, most - 1).join('')}…` : clean.join('');
}

/** Text with a rim, so that it is read over lines. */
export function haloText(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  ink: string,
  halo: string,
): void {
  ctx.lineJoin = 'round';
  ctx.lineWidth = 3;
  ctx.strokeStyle = halo;
  ctx.strokeText(text, x, y);
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}

/** Pixels beside the text, and half of its plate's height. */
const PLATE = { beside: 4, half: 9 } as const;

/** Text on a plate, so that it is read over other names; `x` is where it begins, `y` its middle. */
export function plateText(
  ctx: CanvasRenderingContext2D,
  text: string,
  x: number,
  y: number,
  ink: string,
  plate: string,
): void {
  ctx.save();
  ctx.globalAlpha = 0.88;
  ctx.fillStyle = plate;
  ctx.beginPath();
  ctx.roundRect(
    x - PLATE.beside,
    y - PLATE.half,
    ctx.measureText(text).width + 2 * PLATE.beside,
    2 * PLATE.half,
    4,
  );
  ctx.fill();
  ctx.restore();
  ctx.fillStyle = ink;
  ctx.fillText(text, x, y);
}
