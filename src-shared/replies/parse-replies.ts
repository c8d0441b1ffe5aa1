/**
 * What a server answered, taken apart for people: AT lines, JSON with its places, refusals, and whatever else came.
 * A server may send anything: this never throws, and everything in it is bounded.
 */
import { LF } from '../protocol/bytes.ts';
import { decodeText, parseLine, type Update } from '../protocol/index.ts';
import { type FoundPlace, readPlaces } from './read-places.ts';

export type { FoundPlace } from './read-places.ts';

export const REPLY_LIMITS = {
  /** Replies that are told apart; the bytes of further ones are only counted. */
  replies: 5_000,
  /** Bytes of a line that is looked into; a longer one is `other`. */
  lineBytes: 16 * 1024,
  /** Characters of a text that is given. */
  textChars: 64 * 1024,
  /** Bytes of JSON that is looked into. */
  jsonBytes: 4 * 1024 * 1024,
} as const;

export type Reply =
  | { readonly kind: 'at'; readonly text: string; readonly update: Update }
  /** `text` is the whole answer as it came, unless it is longer than `textChars`. */
  | {
      readonly kind: 'json';
      readonly text: string;
      /** Google's status, such as OK; empty: it says none. */
      readonly status: string;
      readonly places: readonly FoundPlace[];
      /** Whom the places are from, as text. */
      readonly attributions: readonly string[];
      /** Why it could not be read, or what of it could not. */
      readonly problem?: string;
    }
  /** `? ` and a copy of the line that was refused. */
  | { readonly kind: 'refused'; readonly text: string; readonly line: string }
  | { readonly kind: 'other'; readonly text: string };

export interface ParsedReplies {
  readonly replies: readonly Reply[];
  /** Bytes at the end that were too many to be looked at. */
  readonly leftOutBytes: number;
}

const OPEN_BRACE = 0x7b;

/** Takes apart the bytes of one exchange. */
export function parseReplies(bytes: Uint8Array): ParsedReplies {
  const replies: Reply[] = [];
  let at = 0;
  while (at < bytes.length && replies.length < REPLY_LIMITS.replies) {
    const isJson = bytes[at] === OPEN_BRACE;
    const end = isJson ? jsonEnd(bytes, at) : lineEnd(bytes, at);
    const part = bytes.subarray(at, end);
    at = isJson ? skipLineEnds(bytes, end, 2) : skipLineEnds(bytes, end, 1);
    if (isJson) replies.push(jsonReply(part));
    else if (part.length > 0) replies.push(lineReply(part));
  }
  return { replies, leftOutBytes: bytes.length - at };
}

function lineEnd(bytes: Uint8Array, from: number): number {
  const end = bytes.indexOf(LF, from);
  return end === -1 ? bytes.length : end;
}

/** JSON ends at the first two newlines, or with the bytes. */
function jsonEnd(bytes: Uint8Array, from: number): number {
  for (let end = bytes.indexOf(LF, from); end !== -1; end = bytes.indexOf(LF, end + 1)) {
    if (bytes[end + 1] === LF) return end;
  }
  return bytes.length;
}

function skipLineEnds(bytes: Uint8Array, from: number, most: number): number {
  let at = from;
  while (at < from + most && bytes[at] === LF) at++;
  return at;
}

const cut = (text: string): string =>
  text.length <= REPLY_LIMITS.textChars ? text : `${text.slice(0, REPLY_LIMITS.textChars)}…`;

/** As text, without decoding megabytes of which a person sees the beginning. */
const shown = (bytes: Uint8Array): string =>
  // A character has four bytes at the most.
  cut(decodeText(bytes.subarray(0, 4 * REPLY_LIMITS.textChars + 4)));

function lineReply(bytes: Uint8Array): Reply {
  const text = shown(bytes);
  if (text.startsWith('? ')) return { kind: 'refused', text, line: text.slice(2) };
  if (bytes.length > REPLY_LIMITS.lineBytes) return { kind: 'other', text };
  const update = parseLine(bytes);
  return update.kind === 'at' ? { kind: 'at', text, update } : { kind: 'other', text };
}

function jsonReply(bytes: Uint8Array): Reply {
  const text = shown(bytes);
  if (bytes.length > REPLY_LIMITS.jsonBytes) {
    return {
      kind: 'json',
      text,
      status: '',
      places: [],
      attributions: [],
      problem: 'it is too long to be read',
    };
  }
  try {
    return { kind: 'json', text, ...readPlaces(JSON.parse(decodeText(bytes))) };
  } catch {
    return {
      kind: 'json',
      text,
      status: '',
      places: [],
      attributions: [],
      problem: 'it is no well-formed JSON',
    };
  }
}
