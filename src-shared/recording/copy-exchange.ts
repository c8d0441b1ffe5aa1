/** One exchange as text to copy: for people, as a shell line that sends the same bytes, as a step of a scenario. */
import type { Exchange } from '../console-contract.ts';
import { parseReplies, type Reply } from '../replies/parse-replies.ts';
import { destinationHost } from '../topology/addresses.ts';
import type { Address } from '../topology/topology.ts';
import { visible, visibleByte } from '../visible-bytes.ts';
import { sentLines } from './sent-lines.ts';
import { replyMember, sendStep } from './step-text.ts';

export interface CopiedExchange extends Exchange {
  readonly halfClose?: boolean;
  readonly cuts?: readonly { readonly at: number; readonly afterMs: number }[];
}

/** Characters of one argument of a program; Linux takes 128 KiB, and a byte may need four. */
const PRINTF_BYTES = 8 * 1024;
const SHOWN_BYTES = 64 * 1024;

/** `>` what went, `<` what came, each line with its invisible bytes visible. */
export function exchangeAsText({ server, sent, received, end, tookMs }: CopiedExchange): string {
  const rows = (mark: string, bytes: Uint8Array): string[] =>
    sentLines(bytes.subarray(0, SHOWN_BYTES)).map((line) => `${mark} ${visible(line.bytes, 8 * 1024)}`);
  const more = (bytes: Uint8Array): string[] =>
    bytes.length > SHOWN_BYTES ? [`  (${bytes.length - SHOWN_BYTES} more bytes)`] : [];
  const lines = [
    `${server}: ${end} after ${tookMs.toFixed(1)} ms`,
    ...rows('>', sent),
    ...more(sent),
    ...rows('<', received),
    ...more(received),
  ];
  return `${lines.join('\n')}\n`;
}

/**
 * A line for a POSIX shell that sends the very same bytes by nc, cut and half-closed as they were. Nothing in the
 * bytes can end the quotes or mean anything to printf.
 */
export function exchangeAsNc(
  { sent, halfClose = false, cuts = [] }: CopiedExchange,
  address: Address,
): string {
  const parts: string[] = [];
  const places = cuts.filter(({ at }) => at > 0 && at < sent.length).toSorted((a, b) => a.at - b.at);
  let from = 0;
  for (const { at, afterMs } of [...places, { at: sent.length, afterMs: 0 }]) {
    for (; from < at; from += PRINTF_BYTES) {
      parts.push(`printf ${quoted(sent.subarray(from, Math.min(at, from + PRINTF_BYTES)))}`);
    }
    from = at;
    if (at < sent.length) parts.push(`sleep ${(afterMs / 1000).toFixed(3)}`);
  }
  const [only] = parts;
  const writes = only === undefined ? 'printf ""' : parts.length === 1 ? only : `{ ${parts.join('; ')}; }`;
  const host = destinationHost(address.host);
  // -N ends our side when all has been written (OpenBSD’s nc; others do it by themselves, or with -q 0).
  return `${writes} | nc ${halfClose ? '-N ' : ''}${shellWord(host)} ${address.port}`;
}

const shellWord = (text: string): string =>
  /^[A-Za-z0-9][A-Za-z0-9.:-]*$/.test(text) || /^::[A-Za-z0-9.:]*$/.test(text)
    ? text
    : `'${text.replaceAll("'", `'\\''`)}'`;

/** printf's format, in single quotes: octal for all that isn't plainly visible. */
function quoted(bytes: Uint8Array): string {
  const octal = (byte: number): string => `\\${byte.toString(8).padStart(3, '0')}`;
  const shown = Array.from(bytes, (byte, index) => {
    const char = byte >= 0x20 && byte < 0x7f ? String.fromCharCode(byte) : undefined;
    if (byte === 0x0a) return '\\n';
    if (char === undefined || char === "'" || char === '\\') return octal(byte);
    // A format that begins with a dash would be taken for an option.
    if (index === 0 && char === '-') return octal(byte);
    return char === '%' ? '%%' : char;
  });
  return `'${shown.join('')}'`;
}

/** A step of a scenario that sends the same and expects answers of the kinds that came. */
export function exchangeAsStep(exchange: CopiedExchange): string {
  const { server, sent, halfClose = false, cuts = [] } = exchange;
  const lines = sentLines(sent);
  const reply = repliesOf(exchange, lines);
  const places = [...new Set(cuts.map(({ at }) => at))].filter((at) => at > 0 && at < sent.length);
  places.sort((a, b) => a - b);
  const pieces = places.map((at, i) => at - (places[i - 1] ?? 0));
  const step = sendStep({
    lines,
    to: server,
    halfClose,
    reply,
    ...(pieces.length === 0 ? {} : { pieces }),
    ...(reply.length === 0 ? { on: 'session' } : {}),
  });
  return step.replace(/^ {2}/gm, '');
}

/** By kind where the line and its answer fit together, byte for byte where they don't. */
function repliesOf(exchange: CopiedExchange, lines: ReturnType<typeof sentLines>): string[] {
  const { received, end, halfClose = false } = exchange;
  const answers = [...parseReplies(received).replies];
  const replies: string[] = [];
  for (const { parsed, bytes, end: lineEnd } of lines) {
    if (lineEnd === 'none' && !halfClose) break;
    if (parsed.kind === 'blank' || parsed.kind === 'at') continue;
    const answer = answers.shift();
    if (answer === undefined) return replies;
    if (answer.kind === 'refused' && isCopy(answer, bytes)) replies.push('refused');
    else if (answer.kind === 'at' && parsed.kind === 'iamat') replies.push('at sent');
    else if (answer.kind === 'at' && parsed.kind === 'whatsat') {
      replies.push('at known');
      if (answers[0]?.kind === 'json') {
        answers.shift();
        replies.push('json');
      }
    } else {
      const [literally] = replyMember('line', [JSON.stringify(answer.text.replace(/[{}]/g, '$&$&'))]);
      replies.push(`{ ${literally} }`);
    }
  }
  if (halfClose && end === 'closed' && answers.length === 0) replies.push('closed');
  const allEnded = lines.at(-1)?.end !== 'none';
  if (replies.length === 0 && end === 'answered' && allEnded && !halfClose) replies.push('nothing');
  return replies;
}

/** The refusal's copy: of a line that is too long only its beginning. */
function isCopy(answer: Extract<Reply, { kind: 'refused' }>, bytes: Uint8Array): boolean {
  const line = visible(bytes, bytes.length).replace(/(\\r)?\\n$/, '');
  const copy = Array.from(new TextEncoder().encode(answer.line), visibleByte).join('');
  return (
    line === copy || (bytes.length > 8 * 1024 && line.startsWith(copy)) || answer.line.includes('\ufffd')
  );
}
