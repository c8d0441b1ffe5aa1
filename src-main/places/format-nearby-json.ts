/** Writes an answer as the text that goes on the wire (protocol: JSON). */
import type { NearbyAnswer } from './places-source.ts';

/** Google's own. */
const INDENT = '   ';

/**
 * Google's layout (three spaces, a space on both sides of a colon), the results cut to `bound`, no two
 * newlines in a row, and exactly two at the end.
 */
export function formatNearbyJson(answer: NearbyAnswer, bound: number): string {
  const parts: string[] = [];
  write({ ...answer, results: answer.results.slice(0, bound) }, '\n', parts);
  // JSON spells newlines in texts as \n, so that these two can only ever touch the layout.
  return `${parts
    .join('')
    .replace(/\n{2,}/g, '\n')
    .replace(/\n+$/, '')}\n\n`;
}

function write(value: unknown, newline: string, parts: string[]): void {
  if (typeof value !== 'object' || value === null) {
    parts.push(JSON.stringify(value) ?? 'null');
    return;
  }
  const inner = newline + INDENT;
  const isList = Array.isArray(value);
  const members = Object.entries(value).filter(([, member]) => isList || member !== undefined);
  parts.push(isList ? '[' : '{');
  members.forEach(([name, member], index) => {
    parts.push(index === 0 ? inner : `,${inner}`);
    if (!isList) parts.push(`${JSON.stringify(name)} : `);
    write(member, inner, parts);
  });
  if (members.length > 0) parts.push(newline);
  parts.push(isList ? ']' : '}');
}
