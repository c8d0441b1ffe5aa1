/** “Did you mean …?”: the known name that a misspelt one was most likely meant to be. */

/** Longer names are compared by this many of their characters, so that hostile input stays cheap. */
const MOST_COMPARED = 100;

/** Edits (insert, delete, replace, swap of two neighbours) that turn one text into the other. */
function editDistance(from: string, to: string): number {
  let beforeLast: number[] = [];
  let last = Array.from({ length: to.length + 1 }, (_, column) => column);
  for (let row = 1; row <= from.length; row++) {
    const current = [row];
    for (let column = 1; column <= to.length; column++) {
      const same = from[row - 1] === to[column - 1];
      let least = Math.min(
        (last[column] ?? 0) + 1,
        (current[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + (same ? 0 : 1),
      );
      const swapped = from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1];
      if (row > 1 && column > 1 && swapped) least = Math.min(least, (beforeLast[column - 2] ?? 0) + 1);
      current.push(least);
    }
    beforeLast = last;
    last = current;
  }
  return last[to.length] ?? 0;
}

const comparable = (name: string): string => name.slice(0, MOST_COMPARED).toLowerCase();

/**
 * The one of `known` that is closest to `name`, or undefined when none is close enough to have been meant
 * (a third of its characters may differ, at least one). Capitals don't count as a difference; of equally
 * close names the first wins.
 */
export function closestName(name: string, known: Iterable<string>): string | undefined {
  const wanted = comparable(name);
  let closest: string | undefined;
  let least = Number.POSITIVE_INFINITY;
  for (const candidate of known) {
    const other = comparable(candidate);
    const allowed = Math.max(1, Math.floor(Math.max(wanted.length, other.length) / 3));
    if (Math.abs(other.length - wanted.length) > allowed) continue;
    const distance = editDistance(wanted, other);
    if (distance <= allowed && distance < Math.min(least, other.length)) {
      closest = candidate;
      least = distance;
    }
  }
  return closest;
}

/** `Did you mean “Welsh”?`, or undefined when no known name is close. */
export function didYouMean(name: string, known: Iterable<string>): string | undefined {
  const closest = closestName(name, known);
  return closest === undefined ? undefined : `Did you mean “${closest}”?`;
}
