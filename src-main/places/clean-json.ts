/**
 * Makes an answer's JSON safe to pass on: no API key in any text (a server may
 * echo it), and no nesting so deep that writing it would overflow the stack.
 */

/** Google's answers have seven levels. */
const MAX_DEPTH = 16;
const HIDDEN = '[key]';

/** How texts are freed from the key. */
export type Redact = (text: string) => string;

/** Replaces the key, as it is and as a URL spells it. Without a key texts stay as they are. */
export function redactor(key: string | undefined): Redact {
  if (key === undefined || key === '') return (text) => text;
  const spellings = [...new Set([key, encodeURIComponent(key), encodeURI(key)])];
  return (text) => spellings.reduce((left, spelling) => left.replaceAll(spelling, HIDDEN), text);
}

/** A copy of parsed JSON with all texts redacted, names of members too; undefined when it is nested too deeply. */
export function cleanJson(value: unknown, redact: Redact): unknown {
  try {
    return clean(value, redact, MAX_DEPTH);
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function clean(value: unknown, redact: Redact, depth: number): unknown {
  if (typeof value === 'string') return redact(value);
  if (typeof value !== 'object' || value === null) return value;
  if (depth === 0) throw new RangeError('nested too deeply');
  if (Array.isArray(value)) return value.map((item) => clean(item, redact, depth - 1));
  // fromEntries defines members instead of setting them, so that a `__proto__` stays a member.
  return Object.fromEntries(
    Object.entries(value).map(([name, member]) => [redact(name), clean(member, redact, depth - 1)]),
  );
}

/** Parsed JSON as an object with members, or undefined. */
export function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : undefined;
}
