/**
 * An AT line as a herd writes it, read leniently: what is wrong with its fields costs the checks of those fields, not
 * every check that needs to know who was told what.
 */
import { splitFields, type Update } from '../../src-shared/protocol/message.ts';

const FEWEST_FIELDS = 6;

/** Undefined: it isn't AT and five more fields. */
export function readAtLine(line: string): Update | undefined {
  const fields = splitFields(line);
  if (fields.length < FEWEST_FIELDS) return undefined;
  const [keyword, origin = '', diff = '', client = '', location = '', timestamp = '', ...extras] = fields;
  return keyword === 'AT' ? { kind: 'at', origin, diff, client, location, timestamp, extras } : undefined;
}
