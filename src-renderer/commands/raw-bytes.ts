/** Typed text as the bytes that it stands for: escapes, line ends, hex. */
import { encodeText, type Moment } from '../../src-shared/protocol/index.ts';
import { hexBytes, joinBytes } from '../../src-shared/visible-bytes.ts';
import type { LineEnd, RawDraft } from './draft.ts';
import { fillInTimes } from './send-clock.ts';

export type Typed =
  | { readonly ok: true; readonly bytes: Uint8Array }
  | { readonly ok: false; readonly problem: string };

const ENDS: Readonly<Record<LineEnd, string>> = { LF: '\n', CRLF: '\r\n', none: '' };
const ESCAPES: Readonly<Record<string, number>> = { t: 9, n: 10, v: 11, f: 12, r: 13, '0': 0, '\\': 92 };
const ESCAPE_HELP = String.raw`Known escapes: \n \r \t \v \f \0 \\ \x41 \u{1f40e}.`;

export const lineEndBytes = (end: LineEnd): Uint8Array => encodeText(ENDS[end]);

/** Line breaks in the text become the chosen line end; so does its own end, unless there is nothing to send. */
export function rawBytes(raw: RawDraft, lineEnd: LineEnd, moment: Moment): Typed {
  if (raw.as === 'hex') {
    const bytes = hexBytes(raw.text);
    if (bytes === undefined) {
      return { ok: false, problem: 'Hex is pairs of digits 0–9 and a–f, such as 49 41 4d 41 54 0a.' };
    }
    return { ok: true, bytes };
  }
  const inner = lineEnd === 'CRLF' ? '\r\n' : '\n';
  const lines = fillInTimes(raw.text, moment).split('\n');
  return unescapeText(lines.join(inner) + (raw.text === '' ? '' : ENDS[lineEnd]));
}

/** Escapes as bytes, everything else as UTF-8. */
export function unescapeText(text: string): Typed {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', from)) {
    parts.push(encodeText(text.slice(from, at)));
    const found = escapeAt(text, at);
    if (found === undefined) {
      const place = text.slice(0, at).length + 1;
      return { ok: false, problem: `“${text.slice(at, at + 4)}” at character ${place}: ${ESCAPE_HELP}` };
    }
    parts.push(found.bytes);
    from = found.end;
  }
  parts.push(encodeText(text.slice(from)));
  return { ok: true, bytes: joinBytes(parts) };
}

function escapeAt(text: string, at: number): { bytes: Uint8Array; end: number } | undefined {
  const hex = /^\\x([0-9a-fA-F]{2})/.exec(text.slice(at, at + 4));
  if (hex?.[1] !== undefined) return { bytes: Uint8Array.of(Number.parseInt(hex[1], 16)), end: at + 4 };
  const point = /^\\u\{([0-9a-fA-F]{1,6})\}/.exec(text.slice(at, at + 10));
  if (point?.[1] !== undefined) {
    const code = Number.parseInt(point[1], 16);
    // Half of a surrogate pair is no character: UTF-8 has no bytes for it.
    if (code > 0x10ffff || (code >= 0xd800 && code <= 0xdfff)) return undefined;
    return { bytes: encodeText(String.fromCodePoint(code)), end: at + point[0].length };
  }
  const byte = ESCAPES[text[at + 1] ?? ''];
  return byte === undefined ? undefined : { bytes: Uint8Array.of(byte), end: at + 2 };
}
