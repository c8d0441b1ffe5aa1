/** The offline basemap as it is drawn: lines in Mercator's unit square, and the names of towns. */
import { toUnit } from '../geo.ts';

export interface Line {
  /** x, y, x, y, … */
  readonly points: Float64Array;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Town {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** The zoom from which it is shown. */
  readonly zoom: number;
  /** 0: of the whole world; 9: a hamlet. */
  readonly rank: number;
}

interface Scale {
  readonly land: readonly Line[];
  readonly borders: readonly Line[];
  readonly coast: readonly Line[];
}

/** `coast` is without that of the US; `usCoast` is what `usLand` takes the place of. */
interface FineScale extends Scale {
  readonly usCoast: readonly Line[];
}

export interface Basemap {
  readonly coarse: Scale;
  readonly fine: FineScale;
  /** The US, finer than the world. */
  readonly usLand: readonly Line[];
  readonly states: readonly Line[];
  readonly counties: readonly Line[];
  /** Highest rank first. */
  readonly towns: readonly Town[];
}

/** The file that scripts/build-basemap.mjs writes; it is ours, and built with the page. */
export interface PackedBasemap {
  readonly step: number;
  readonly coarse: PackedScale;
  readonly fine: PackedScale & { readonly usCoast: readonly string[] };
  readonly usLand: readonly string[];
  readonly states: readonly string[];
  readonly counties: readonly string[];
  readonly towns: {
    readonly names: readonly string[];
    readonly zooms: readonly number[];
    readonly ranks: readonly number[];
    readonly positions: string;
  };
}

interface PackedScale {
  readonly land: readonly string[];
  readonly borders: readonly string[];
  readonly coast: readonly string[];
}

const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
const VALUES = new Uint8Array(128);
for (let i = 0; i < DIGITS.length; i++) VALUES[DIGITS.charCodeAt(i)] = i;

/** The whole numbers of a packed text. */
export function unpackNumbers(text: string): number[] {
  const numbers: number[] = [];
  let value = 0;
  let scale = 1;
  for (let i = 0; i < text.length; i++) {
    const digit = VALUES[text.charCodeAt(i)] ?? 0;
    value += (digit % 32) * scale;
    scale *= 32;
    if (digit >= 32) continue;
    numbers.push(value % 2 === 0 ? value / 2 : -(value + 1) / 2);
    value = 0;
    scale = 1;
  }
  return numbers;
}

export function unpackLine(text: string, step: number): Line {
  const numbers = unpackNumbers(text);
  const points = new Float64Array(numbers.length);
  let [x, y, left, top, right, bottom] = [0, 0, Infinity, Infinity, -Infinity, -Infinity];
  for (let i = 0; i + 1 < numbers.length; i += 2) {
    x += numbers[i] ?? 0;
    y += numbers[i + 1] ?? 0;
    const unit = toUnit({ longitude: x * step, latitude: y * step });
    points[i] = unit.x;
    points[i + 1] = unit.y;
    left = Math.min(left, unit.x);
    right = Math.max(right, unit.x);
    top = Math.min(top, unit.y);
    bottom = Math.max(bottom, unit.y);
  }
  return { points, left, top, right, bottom };
}

export function unpackBasemap(packed: PackedBasemap): Basemap {
  const { step, coarse, fine, usLand, states, counties, towns } = packed;
  const lines = (texts: readonly string[]): Line[] => texts.map((text) => unpackLine(text, step));
  const scale = ({ land, borders, coast }: PackedScale): Scale => ({
    land: lines(land),
    borders: lines(borders),
    coast: lines(coast),
  });
  const { points } = unpackLine(towns.positions, step);
  return {
    coarse: scale(coarse),
    fine: { ...scale(fine), usCoast: lines(fine.usCoast) },
    usLand: lines(usLand),
    states: lines(states),
    counties: lines(counties),
    towns: towns.names.map((name, i) => ({
      name,
      x: points[2 * i] ?? 0,
      y: points[2 * i + 1] ?? 0,
      zoom: towns.zooms[i] ?? 0,
      rank: towns.ranks[i] ?? 9,
    })),
  };
}

/** Built by `npm run build:basemap`; without it there are a graticule and a scale, and no land. */
const FILES = import.meta.glob('../../../out/basemap/basemap.json', { import: 'default' });

let loaded: Promise<Basemap | null> | undefined;

export function loadBasemap(): Promise<Basemap | null> {
  loaded ??= (async () => {
    const [load] = Object.values(FILES);
    return load ? unpackBasemap((await load()) as PackedBasemap) : null;
  })();
  return loaded;
}
