/** send, expect, close: a client's side of a conversation. */
import { z } from 'zod';
import { decodeText, encodeText, parseLine } from '../../../src-shared/protocol/index.ts';
import { base64Bytes, hexBytes, joinBytes, unescapeBytes } from '../../../src-shared/visible-bytes.ts';
import type { Conversation } from '../conversation.ts';
import type { Play } from '../play.ts';
import { type ReplyWait, replies } from '../reply-kinds.ts';
import { defineStep, type Mention, stepSchema } from '../step-kind.ts';
import { ScenarioFault } from '../verdict.ts';
import { count, flag, oneOfWords, text } from '../words.ts';
import { valueName } from './let.ts';

const ENDS = { LF: '\n', CRLF: '\r\n', none: '' } as const;
/** Bytes that one send may have. */
const MOST_BYTES = 16 * 1024 * 1024;
/** Pieces that one send may be cut into. */
const MOST_PIECES = 100_000;

const pieceSizes = z.union([z.literal('bytes'), z.array(count).min(1)], {
  error: '“bytes” (each byte alone) or a list of sizes was meant here',
});

const connectionMention = (name: string | undefined): Mention[] =>
  name === undefined ? [] : [{ kind: 'connection', text: name, path: ['on'] }];

export const sendStep = defineStep({
  keyword: 'send',
  summary:
    'Sends lines (or bytes, hex, base64) to a server on a connection of its own, or on a kept one (on), and waits for the replies.',
  schema: stepSchema({
    send: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.union(
        [
          z.array(z.string()).min(1),
          z.strictObject({
            bytes: z
              .string()
              .refine(
                (value) => unescapeBytes(value) !== undefined,
                'text with escapes such as \\n or \\x00 was meant here',
              ),
          }),
          z.strictObject({ hex: text }),
          z.strictObject({
            base64: text.refine((value) => base64Bytes(value) !== undefined, 'base64 was meant here'),
          }),
        ],
        { error: 'a line, a list of lines, or one of bytes, hex, base64 was meant here' },
      ),
    ),
    to: text.optional(),
    on: valueName.optional(),
    end: oneOfWords(['LF', 'CRLF', 'none']).optional(),
    times: count.optional(),
    pieces: pieceSizes.optional(),
    'half close': flag.optional(),
    reply: replies.optional(),
    save: valueName.optional(),
  })
    .refine(({ reply, on }) => reply !== undefined || on !== undefined, {
      message:
        'say what comes back (reply: at sent, refused, nothing, ...), or keep the connection (on: NAME) and expect it later',
    })
    .refine(({ to, on }) => to !== undefined || on !== undefined, {
      message: 'say which server it goes to (to: NAME)',
    }),
  mentions: ({ to, on }) => [
    ...(to === undefined ? connectionMention(on) : [{ kind: 'server' as const, text: to, path: ['to'] }]),
  ],
  defines: ({ save }) => (save === undefined ? [] : SAVED.map((field) => `${save}.${field}`)),
  opens: ({ to, on }) => (to !== undefined && on !== undefined ? [on] : []),
  async run(value, play) {
    const conversation = await connectionFor(play, value.to, value.on);
    const once = bytesOf(value.send, ENDS[value.end ?? 'LF'], play);
    const bytes = repeat(once, value.times ?? 1);
    await conversation.send(play, cutInto(bytes, value.pieces), value['half close'] ?? false);
    await expectAll(play, conversation, value.reply ?? [], value.save);
    if (value.on === undefined) play.hangUp(conversation);
  },
});

export const expectStep = defineStep({
  keyword: 'expect',
  summary: 'Waits for replies on a kept connection.',
  schema: stepSchema({ expect: replies, on: valueName, save: valueName.optional() }),
  mentions: ({ on }) => connectionMention(on),
  defines: ({ save }) => (save === undefined ? [] : SAVED.map((field) => `${save}.${field}`)),
  async run({ expect, on, save }, play) {
    await expectAll(play, await connectionFor(play, undefined, on), expect, save);
  },
});

export const closeStep = defineStep({
  keyword: 'close',
  summary: 'Ends a kept connection.',
  schema: stepSchema({ close: valueName }),
  mentions: ({ close }) => [{ kind: 'connection', text: close, path: ['close'] }],
  async run({ close }, play) {
    play.hangUp(await connectionFor(play, undefined, close));
    play.kept.delete(close);
  },
});

async function connectionFor(
  play: Play,
  to: string | undefined,
  on: string | undefined,
): Promise<Conversation> {
  const kept = on === undefined ? undefined : play.kept.get(on);
  if (kept && to === undefined) return kept;
  if (to === undefined) throw new ScenarioFault(`there is no connection named ${on}`);
  const server = play.server(to);
  if (kept && kept.server === server) return kept;
  if (kept)
    throw new ScenarioFault(`the connection ${on} goes to ${kept.server}, not to ${server}: close it first`);
  const opened = await play.connect(server);
  if (on !== undefined) play.kept.set(on, opened);
  return opened;
}

type Sendable = readonly string[] | { bytes: string } | { hex: string } | { base64: string };

function bytesOf(send: Sendable, end: string, play: Play): Uint8Array {
  if ('bytes' in send) return unescapeBytes(play.values.fill(send.bytes)) ?? fault(send.bytes);
  if ('hex' in send) return hexBytes(play.values.fill(send.hex)) ?? fault(send.hex);
  if ('base64' in send) return base64Bytes(send.base64) ?? fault(send.base64);
  return joinBytes(send.map((line) => encodeText(`${play.values.fill(line)}${end}`)));
}

function repeat(bytes: Uint8Array, times: number): Uint8Array {
  if (bytes.length * times > MOST_BYTES) throw new ScenarioFault(`more than ${MOST_BYTES} bytes in one send`);
  return joinBytes(Array.from({ length: times }, () => bytes));
}

function fault(text: string): never {
  throw new ScenarioFault(`“${text}” can’t be read as bytes`);
}

function cutInto(bytes: Uint8Array, sizes: 'bytes' | readonly number[] | undefined): Uint8Array[] {
  if (sizes === undefined) return [bytes];
  const pieces: Uint8Array[] = [];
  let at = 0;
  const wanted = sizes === 'bytes' ? Array.from(bytes.subarray(0, MOST_PIECES), () => 1) : sizes;
  for (const size of wanted) {
    if (size === 0 || at >= bytes.length) continue;
    pieces.push(bytes.subarray(at, at + size));
    at += size;
  }
  if (at < bytes.length) pieces.push(bytes.subarray(at));
  return pieces;
}

/** What `save: NAME` gives: NAME.line is the reply's first line, the others are the fields of its AT line. */
export const SAVED = ['line', 'server', 'diff', 'client', 'location', 'time'] as const;

async function expectAll(
  play: Play,
  conversation: Conversation,
  waits: readonly ReplyWait[],
  save: string | undefined,
): Promise<void> {
  const got: Uint8Array[] = [];
  for (const wait of waits) got.push(await wait(play, conversation));
  if (save === undefined) return;
  const line = decodeText(joinBytes(got)).split('\n', 1)[0] ?? '';
  const parsed = parseLine(line);
  play.values.set(`${save}.line`, line);
  if (parsed.kind !== 'at') return;
  const { origin, diff, client, location, timestamp } = parsed;
  for (const [index, text] of [origin, diff, client, location, timestamp].entries()) {
    play.values.set(`${save}.${SAVED[index + 1]}`, text);
  }
}
