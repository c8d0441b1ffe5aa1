/** What a WHATSAT's JSON says, in a line. */
import { parseReplies } from './parse-replies.ts';

/** Undefined: it is no JSON, or none that can be read. */
export function jsonGist(bytes: Uint8Array): string | undefined {
  const [reply] = parseReplies(bytes).replies;
  if (reply?.kind !== 'json' || reply.problem !== undefined) return undefined;
  const count = reply.places.length === 1 ? '1 place' : `${reply.places.length} places`;
  const status = reply.status === '' ? '' : `, ${reply.status}`;
  return [`${count}${status}`, ...reply.attributions].join('. ');
}
