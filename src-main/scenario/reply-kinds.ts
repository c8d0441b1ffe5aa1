/** What `reply` can say: a table of kinds, each with its schema and what it waits for. */
import { z } from 'zod';
import { didYouMean } from '../../src-shared/closest-name.ts';
import { encodeText, PROTOCOL_LIMITS } from '../../src-shared/protocol/index.ts';
import { base64Bytes, hexBytes, joinBytes, unescapeBytes, visible } from '../../src-shared/visible-bytes.ts';
import type { Conversation, SentLine } from './conversation.ts';
import type { Play } from './play.ts';
import * as form from './reply-matcher.ts';
import { ScenarioFault } from './verdict.ts';
import { issuesOf, oneOfWords, text, texts } from './words.ts';

/** Waits for one reply. Gives its bytes; those of a reply that is an end or nothing are empty. */
export type ReplyWait = (play: Play, conversation: Conversation) => Promise<Uint8Array>;

export interface ReplyKind {
  readonly keyword: string;
  readonly summary: string;
  /** Undefined: the keyword stands alone. */
  readonly schema: z.ZodType<ReplyWait> | undefined;
  readonly alone?: ReplyWait;
}

const NOTHING = new Uint8Array(0);

/** A kind whose matcher is made when the reply is waited for; `answers`: it is the answer to the oldest open line. */
const matched =
  (make: (play: Play, line: SentLine | undefined) => form.ReplyMatcher, answers = true): ReplyWait =>
  (play, conversation) =>
    conversation.receive(play, make(play, conversation.next), answers);

const bytesReply = (read: (text: string) => Uint8Array | undefined, what: string): z.ZodType<ReplyWait> =>
  text
    .refine((value) => read(value) !== undefined, `${what} was meant here`)
    .transform((value) =>
      matched((play) => {
        const bytes = read(play.values.fill(value)) ?? NOTHING;
        return form.exactly(bytes, `exactly ${visible(bytes)}`);
      }),
    );

function atSent(_: Play, line: SentLine | undefined): form.ReplyMatcher {
  if (line?.parsed.kind !== 'iamat' || !line.update)
    throw new ScenarioFault('“at sent” answers a valid IAMAT, and none is open here');
  const { client, location, timestamp } = line.parsed;
  return form.fieldsLine(
    ['AT', line.update.origin, form.ANY_DIFF, client, location, timestamp],
    `the AT line for “IAMAT ${client} ${location} ${timestamp}” from ${line.update.origin}`,
  );
}

function atKnown(_: Play, line: SentLine | undefined): form.ReplyMatcher {
  if (line?.parsed.kind !== 'whatsat')
    throw new ScenarioFault('“at known” answers a valid WHATSAT, and none is open here');
  const { asked } = line;
  if (!asked) throw new ScenarioFault(`nobody had reported ${line.parsed.client} when it was asked for`);
  const { origin, client, location, timestamp } = asked;
  const describe = `${client}’s newest AT line, as ${origin} first told it`;
  if (asked.lines.size === 0) {
    return form.fieldsLine(['AT', origin, form.ANY_DIFF, client, location, timestamp], describe);
  }
  return form.oneOf(
    [...asked.lines].map((stored) => form.exactly(encodeText(`${stored}\n`), describe)),
    describe,
  );
}

function refused(_: Play, line: SentLine | undefined): form.ReplyMatcher {
  if (!line) throw new ScenarioFault('“refused” answers a line, and none is open here');
  const { lineBytes, overlongEchoBytes } = PROTOCOL_LIMITS;
  const echo = line.bytes.length > lineBytes ? line.bytes.subarray(0, overlongEchoBytes) : line.bytes;
  const bytes = joinBytes([encodeText('? '), echo, encodeText('\n')]);
  return form.exactly(bytes, visible(bytes, 120));
}

const DIFFS = { any: form.ANY_DIFF, positive: form.POSITIVE_DIFF, negative: form.NEGATIVE_DIFF } as const;

const atSchema = z
  .strictObject({
    server: text.optional(),
    diff: oneOfWords(['any', 'positive', 'negative']).optional(),
    client: text.optional(),
    location: text.optional(),
    time: text.optional(),
  })
  .transform(({ server, diff = 'any', client, location, time }) =>
    matched((play) => {
      const field = (template: string | undefined, any: form.Field): form.Field =>
        template === undefined ? any : play.values.fill(template);
      const origin = server === undefined ? form.ANY_WORD : play.server(server);
      const fields = [
        'AT',
        origin,
        DIFFS[diff],
        field(client, form.ANY_WORD),
        field(location, form.ANY_LOCATION),
        field(time, form.ANY_TIME),
      ];
      const told = fields.map((each) => (typeof each === 'string' ? each : `<${each.what}>`));
      return form.fieldsLine(fields, `a line “${told.join(' ')}”`);
    }),
  );

const RESULTS = /^(?:(at most|at least) )?(\d{1,6})(?: to (\d{1,6}))?$/;

const jsonMatcher = (results = 'at least 0', statuses: readonly string[] = []): form.ReplyMatcher => {
  const [, bound, first = '0', last] = RESULTS.exec(results) ?? [];
  const least = bound === 'at most' ? 0 : Number(first);
  const most = bound === 'at least' ? Number.POSITIVE_INFINITY : Number(last ?? first);
  const told = statuses.length === 0 ? '' : `, status ${statuses.join(' or ')}`;
  return form.jsonReply(
    { least, most, statuses },
    `JSON with ${results} results${told}, ended by two newlines`,
  );
};

const jsonSchema = z
  .strictObject({
    results: text.regex(RESULTS, '“5”, “at most 5”, “at least 1” or “1 to 5” was meant here').optional(),
    status: texts.optional(),
  })
  .transform(({ results, status }) => matched(() => jsonMatcher(results, status), false));

const end: ReplyWait = async (play, conversation) => {
  await conversation.receiveEnd(play);
  return NOTHING;
};

const nothing: ReplyWait = async (play, conversation) => {
  await conversation.receiveNothing(play);
  return NOTHING;
};

const kind = (keyword: string, summary: string, more: Pick<ReplyKind, 'schema' | 'alone'>): ReplyKind => ({
  keyword,
  summary,
  ...more,
});

export const REPLY_KINDS: readonly ReplyKind[] = [
  kind(
    'at sent',
    'The AT line that the oldest open IAMAT is owed: this server, any diff, copies of what was sent.',
    { schema: undefined, alone: matched(atSent) },
  ),
  kind(
    'at known',
    'The AT line of the newest update of the client that the oldest open WHATSAT asks for, byte for byte.',
    { schema: undefined, alone: matched(atKnown) },
  ),
  kind('refused', '`? ` and the oldest open line.', { schema: undefined, alone: matched(refused) }),
  kind(
    'json',
    'A WHATSAT’s JSON and its two newlines; `results` (`5`, `at most 5`, `at least 1`, `1 to 5`) and `status` narrow it.',
    { schema: jsonSchema, alone: matched(() => jsonMatcher(), false) },
  ),
  kind('closed', 'The server ends the connection, with nothing before.', { schema: undefined, alone: end }),
  kind('nothing', 'No reply: what comes next is the answer to a further line that the check sends.', {
    schema: undefined,
    alone: nothing,
  }),
  kind(
    'at',
    'An AT line whose fields are as given: server, diff (`any`, `positive`, `negative`), client, location, time. Others may be anything valid.',
    { schema: atSchema },
  ),
  kind('line', 'Exactly this line.', { schema: bytesReply((value) => encodeText(`${value}\n`), 'a text') }),
  kind('bytes', 'Exactly these bytes; escapes \\t \\n \\r \\0 \\\\ \\xNN.', {
    schema: bytesReply(unescapeBytes, 'text with escapes such as \\n or \\x00'),
  }),
  kind('hex', 'Exactly these bytes, in hex.', { schema: bytesReply(hexBytes, 'hex') }),
  kind('base64', 'Exactly these bytes, in base64.', { schema: bytesReply(base64Bytes, 'base64') }),
];

const KEYWORDS = REPLY_KINDS.map(({ keyword }) => keyword);

/** One reply: a keyword alone, or a mapping with one. */
const reply = z.unknown().transform((value, context): ReplyWait => {
  const fail = (message: string, path: (string | number)[] = []): never => {
    context.issues.push({ code: 'custom', message, path, input: value });
    return z.NEVER;
  };
  const keyword = typeof value === 'string' ? value : Object.keys(Object(value)).join(', ');
  const found = REPLY_KINDS.find((known) => known.keyword === keyword);
  if (!found) {
    const hint = didYouMean(keyword, KEYWORDS) ?? `Known replies: ${KEYWORDS.join(', ')}`;
    return fail(`“${keyword}” is no reply that can be expected. ${hint}`);
  }
  if (typeof value === 'string') return found.alone ?? fail(`“${keyword}” needs a value: {${keyword}: ...}`);
  if (!found.schema) return fail(`“${keyword}” stands alone, without a value`);
  const inside: unknown = Reflect.get(Object(value), keyword);
  const read = found.schema.safeParse(inside);
  if (read.success) return read.data;
  for (const { path, problem, meant } of issuesOf(read.error, [], inside)) {
    fail(meant ? `${problem}. ${meant}` : problem, [keyword, ...path]);
  }
  return z.NEVER;
});

/** One reply or several, in their order. */
export const replies = z.preprocess(
  (value) => (Array.isArray(value) || value === undefined ? value : [value]),
  z.array(reply).min(1, 'at least one reply was meant here'),
);
