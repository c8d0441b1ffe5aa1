/** Bytes as text that shows every one of them, and such text back to bytes. */
import { encodeText } from '../../src-shared/protocol/index.ts';

const NAMED: Readonly<Record<number, string>> = { 9: '\\t', 10: '\\n', 13: '\\r', 92: '\\\\' };
const ESCAPES: Readonly<Record<string, number>> = { t: 9, n: 10, r: 13, '0': 0, '\\': 92 };

/** One byte, as people see it: itself, or an escape such as `\n` or `\xff`. */
export function visibleByte(byte: number): string {
  const named = NAMED[byte];
  if (named !== undefined) return named;
  if (byte >= 0x20 && byte < 0x7f) return String.fromCharCode(byte);
  return `\\x${byte.toString(16).padStart(2, '0')}`;
}

/** Bytes as one line of text; of very many the middle is left out, and how much that is is said. */
export function visible(bytes: Uint8Array, most = 400): string {
  const show = (part: Uint8Array): string => Array.from(part, visibleByte).join('');
  if (bytes.length <= most) return show(bytes);
  const half = Math.floor(most / 2);
  const left = bytes.length - 2 * half;
  return `${show(bytes.subarray(0, half))} …(${left} more bytes)… ${show(bytes.subarray(-half))}`;
}

/** The escapes \t \n \r \0 \\ \xNN in text, as bytes; everything else as UTF-8. Undefined if one is malformed. */
export function unescapeBytes(text: string): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  let from = 0;
  for (let at = text.indexOf('\\'); at !== -1; at = text.indexOf('\\', from)) {
    parts.push(encodeText(text.slice(from, at)));
    const letter = text[at + 1] ?? '';
    const hex = /^x([0-9a-fA-F]{2})/.exec(text.slice(at + 1, at + 4))?.[1];
    const byte = hex === undefined ? ESCAPES[letter] : Number.parseInt(hex, 16);
    if (byte === undefined) return undefined;
    parts.push(Uint8Array.of(byte));
    from = at + (hex === undefined ? 2 : 4);
  }
  parts.push(encodeText(text.slice(from)));
  return joinBytes(parts);
}

export function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  return /^([0-9a-fA-F]{2})*$/.test(digits) ? Uint8Array.from(Buffer.from(digits, 'hex')) : undefined;
}

export function base64Bytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  const shape = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  return shape.test(digits) ? Uint8Array.from(Buffer.from(digits, 'base64')) : undefined;
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}
