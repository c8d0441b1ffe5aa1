/** Steps of a scenario as YAML text. Whatever bytes come in, what goes out is one well-formed step. */

import { base64Text, joinBytes, visible } from '../visible-bytes.ts';
import type { SentLine } from './sent-lines.ts';

/** Escapes take up to four times the room of base64's, but a person can read them. */
const MOST_ESCAPED = 4_096;
const ENDS = { LF: '\n', CRLF: '\r\n', none: '' } as const;

/** A text that is taken as it stands; `{` and `}` begin and end values in a scenario's texts. */
export const literal = (text: string): string => text.replace(/[{}]/g, '$&$&');

/** A text as a YAML scalar: bare where that can mean nothing else. */
export function scalar(text: string): string {
  const bare = /^[A-Za-z0-9](?:[\w .+/-]*[\w.+/-])?$/.test(text);
  return bare ? text : JSON.stringify(text);
}

/** `kill: [Alford, Ball]`, or just the one. */
export function listStep(keyword: string, items: readonly string[], all: boolean): string {
  const [only] = items;
  const value = all ? 'all' : items.length === 1 && only !== undefined ? scalar(only) : flow(items);
  return `  - ${keyword}: ${value}\n`;
}

export const flow = (items: readonly string[]): string => `[${items.map(scalar).join(', ')}]`;

export interface SendStep {
  readonly lines: readonly SentLine[];
  /** The text of a line as a template, if it is not what was sent. */
  readonly template?: (line: SentLine) => string | undefined;
  readonly to: string;
  readonly on?: string;
  readonly pieces?: readonly number[];
  readonly halfClose: boolean;
  /** Replies as `replyText` and others write them; empty: none are waited for. */
  readonly reply: readonly string[];
  readonly note?: string;
}

export function sendStep(step: SendStep): string {
  const { lines, end } = payload(step);
  const members = [
    ...lines,
    `to: ${scalar(step.to)}`,
    ...(step.on === undefined ? [] : [`on: ${step.on}`]),
    ...(end === 'LF' ? [] : [`end: ${end}`]),
    ...(step.pieces === undefined ? [] : [`pieces: [${step.pieces.join(', ')}]`]),
    ...(step.halfClose ? ['half close: true'] : []),
    ...replyMember('reply', step.reply),
    ...(step.note === undefined ? [] : [`note: ${scalar(step.note)}`]),
  ];
  return `  - ${members.join('\n    ')}\n`;
}

export function replyMember(keyword: string, replies: readonly string[]): string[] {
  if (replies.length === 0) return [];
  return [`${keyword}: ${replies.length === 1 ? replies[0] : `[${replies.join(', ')}]`}`];
}

/** The AT line with these fields, as a reply that is waited for. */
export function atReply(fields: Readonly<Record<'server' | 'client' | 'location' | 'time', string>>): string {
  const members = Object.entries(fields).map(([name, text]) => `${name}: ${JSON.stringify(text)}`);
  return `{ at: { ${members.join(', ')} } }`;
}

function payload({ lines, template }: SendStep): { lines: string[]; end: keyof typeof ENDS } {
  const end = lines[0]?.end ?? 'none';
  const alike = lines.every((line) => line.end === end && line.text !== undefined);
  // Only a single line can be without an end: of several the first would run into the second.
  if (alike && lines.length > 0 && (end !== 'none' || lines.length === 1)) {
    const texts = lines.map((line) => template?.(line) ?? literal(line.text ?? ''));
    const [only] = texts;
    if (texts.length === 1 && only !== undefined) return { lines: [`send: ${scalar(only)}`], end };
    return { lines: ['send:', ...texts.map((text) => `  - ${scalar(text)}`)], end };
  }
  return { lines: [`send: ${rawBytes(lines, template)}`], end: 'LF' };
}

/** With escapes, so that a person sees what it is; where that gets too long, as base64. */
function rawBytes(lines: readonly SentLine[], template: SendStep['template']): string {
  const escaped = lines.map((line) => {
    const own = template?.(line);
    if (own === undefined) return literal(visible(line.bytes, line.bytes.length));
    return own.replaceAll('\\', '\\\\').replaceAll('\t', '\\t') + visible(encodeEnd(line));
  });
  const text = escaped.join('');
  const templated = lines.some((line) => template?.(line) !== undefined);
  if (text.length <= MOST_ESCAPED || templated) return `{ bytes: ${JSON.stringify(text)} }`;
  return `{ base64: ${JSON.stringify(base64Text(joinBytes(lines.map(({ bytes }) => bytes))))} }`;
}

const encodeEnd = ({ bytes, end }: SentLine): Uint8Array => bytes.subarray(bytes.length - ENDS[end].length);

/** A comment on a line of its own. */
export const comment = (text: string): string => `  # ${text.replace(/[^\x20-\x7e\u00a0-\u024f]/g, '?')}\n`;
