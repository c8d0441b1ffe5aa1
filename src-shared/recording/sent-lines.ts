/** What was sent, line by line: its bytes, what it is, and whether it can be written as plain text. */
import { CR, LF } from '../protocol/bytes.ts';
import { decodeText, encodeText, type ParsedLine, PROTOCOL_LIMITS, parseLine } from '../protocol/index.ts';

export interface SentLine {
  /** With its line end. */
  readonly bytes: Uint8Array;
  readonly end: 'LF' | 'CRLF' | 'none';
  /** Without its line end; undefined: not plain text. */
  readonly text: string | undefined;
  readonly parsed: ParsedLine;
}

/** No control or format characters, nothing unassigned, no line separators: what a YAML text and a person can hold. */
const PLAIN = /^(?:\t|[^\p{C}\p{Zl}\p{Zp}])*$/u;

export function sentLines(bytes: Uint8Array): SentLine[] {
  const lines: SentLine[] = [];
  for (let at = 0; at < bytes.length; ) {
    const lf = bytes.indexOf(LF, at);
    const end = lf === -1 ? bytes.length : lf + 1;
    lines.push(sentLine(bytes.subarray(at, end), lf !== -1));
    at = end;
  }
  return lines;
}

function sentLine(bytes: Uint8Array, ended: boolean): SentLine {
  const withCr = ended && bytes.at(-2) === CR;
  const inner = bytes.subarray(0, bytes.length - (withCr ? 2 : ended ? 1 : 0));
  const overlong = inner.length > PROTOCOL_LIMITS.lineBytes;
  return {
    bytes,
    end: withCr ? 'CRLF' : ended ? 'LF' : 'none',
    text: plainText(inner),
    parsed: overlong ? { kind: 'invalid' } : parseLine(inner),
  };
}

function plainText(bytes: Uint8Array): string | undefined {
  const text = decodeText(bytes);
  const again = encodeText(text);
  const same = again.length === bytes.length && again.every((byte, i) => byte === bytes[i]);
  return same && PLAIN.test(text) ? text : undefined;
}
