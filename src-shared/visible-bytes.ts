/** Bytes as text that shows every one of them, and such text back to bytes. */
import { encodeText } from './protocol/index.ts';

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

/** Bytes from hex digits, white space between them or not. Undefined if it is no hex. */
export function hexBytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  if (!/^([0-9a-fA-F]{2})*$/.test(digits)) return undefined;
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

const BASE64 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

/** Bytes from base64, white space in it or not. Undefined if it is none. */
export function base64Bytes(text: string): Uint8Array | undefined {
  const digits = text.replace(/\s+/g, '');
  const shape = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
  if (!shape.test(digits)) return undefined;
  const padding = digits.endsWith('==') ? 2 : digits.endsWith('=') ? 1 : 0;
  const bytes = new Uint8Array((digits.length / 4) * 3 - padding);
  for (let from = 0, at = 0; from < digits.length; from += 4) {
    let word = 0;
    for (let i = 0; i < 4; i++) word = word * 64 + Math.max(0, BASE64.indexOf(digits[from + i] ?? ''));
    for (const shift of [16, 8, 0]) if (at < bytes.length) bytes[at++] = (word >> shift) & 0xff;
  }
  return bytes;
}

/** Bytes as base64. */
export function base64Text(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 3) {
    const word = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
    const digits = [18, 12, 6, 0].map((shift) => BASE64[(word >> shift) & 0x3f]).join('');
    text += digits.slice(0, Math.min(4, bytes.length - at + 1)).padEnd(4, '=');
  }
  return text;
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
