/** The window's one switch: `--base-port=N`, as `herd serve` has it. */
import { HerdError } from '../../src-shared/errors.ts';

const DEFAULT_BASE_PORT = 12_000;
const HIGHEST_PORT = 65_535;

/** Server i listens on base + i; 0: each on a free port. Absent (an empty switch): 12000. */
export function basePortOf(text: string, servers: number): number {
  if (text === '') return DEFAULT_BASE_PORT;
  const base = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  const fits = base === 0 || (base >= 1 && base + servers - 1 <= HIGHEST_PORT);
  if (!fits) throw new HerdError('PORT_RANGE', { port: text, servers });
  return base;
}
