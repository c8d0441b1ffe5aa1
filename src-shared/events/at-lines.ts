/**
 * AT lines taken apart, once for all who look: the same line comes from server after server, and several folds look at
 * each. Bounded in lines and in their length.
 */
import { parseLine, type Update } from '../protocol/index.ts';

/** Lines that are remembered: more than are on their way at a time in the busiest herd. */
const MOST = 2_000;
/** Longer ones come from strangers, and seldom. */
const LONGEST = 1_000;

const known = new Map<string, Update | null>();

/** What the line says; null: it is no AT line. */
export function readAtLine(line: string): Update | null {
  if (line.length > LONGEST) return read(line);
  const before = known.get(line);
  if (before !== undefined) return before;
  const update = read(line);
  known.set(line, update);
  if (known.size > MOST) known.delete(known.keys().next().value as string);
  return update;
}

function read(line: string): Update | null {
  const said = parseLine(line);
  return said.kind === 'at' ? said : null;
}
