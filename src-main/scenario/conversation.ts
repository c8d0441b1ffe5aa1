/** A client's conversation with one server: lines out, replies in their order, and what the herd learns by them. */
import { decodeText, encodeText, type ParsedLine, parseLine } from '../../src-shared/protocol/index.ts';
import type { Knowledge, KnownUpdate } from '../../src-shared/topology/knowledge.ts';
import { joinBytes } from '../../src-shared/visible-bytes.ts';
import type { ClientConnection } from './client-connection.ts';
import { Deadline } from './deadline.ts';
import { exactly, type ReplyMatcher } from './reply-matcher.ts';
import type { Transcript } from './transcript.ts';
import { ScenarioFailure } from './verdict.ts';
import { wrongByte } from './wrong-byte.ts';

/** A line that a reply is owed for. */
export interface SentLine {
  readonly bytes: Uint8Array;
  readonly parsed: ParsedLine;
  /** What it told the herd, if it was a valid report. */
  readonly update?: KnownUpdate;
  /** What there was to know of the client that it asks for, when it was sent. */
  readonly asked?: KnownUpdate;
}

/** What a conversation needs of the run that it is part of. */
export interface ConversationContext {
  readonly knowledge: Knowledge;
  readonly transcript: Transcript;
  /** Seconds that a reply may take. */
  readonly within: number;
  readonly signal: AbortSignal;
}

const LF = 0x0a;
const CR = 0x0d;
const EMPTY: Uint8Array = new Uint8Array(0);

export class Conversation {
  readonly #connection: ClientConnection;
  /** Lines without a reply so far, oldest first. */
  readonly #owed: SentLine[] = [];
  #unfinished: Uint8Array = EMPTY;
  #halfClosed = false;
  #markers = 0;

  constructor(connection: ClientConnection) {
    this.#connection = connection;
  }

  get server(): string {
    return this.#connection.server;
  }

  /** The line that the next reply answers. */
  get next(): SentLine | undefined {
    return this.#owed[0];
  }

  async send(context: ConversationContext, pieces: readonly Uint8Array[], halfClose: boolean): Promise<void> {
    const bytes = joinBytes(pieces);
    context.transcript.sent(this.server, bytes);
    this.#account(context.knowledge, bytes, halfClose);
    await this.#connection.write(pieces);
    if (!halfClose) return;
    context.transcript.did(`half-closed the connection to ${this.server}`);
    this.#halfClosed = true;
    this.#connection.halfClose();
  }

  /** Waits for a reply to the next line, and takes it. `answers` says whether the line has its answer then. */
  async receive(context: ConversationContext, matcher: ReplyMatcher, answers: boolean): Promise<Uint8Array> {
    const reply = await this.#await(context, matcher);
    context.transcript.got(this.server, reply);
    context.transcript.expected(matcher.describe, true);
    const line = answers ? this.#owed.shift() : undefined;
    if (line?.update) {
      const text = decodeText(reply.subarray(0, -1));
      if (parseLine(text).kind === 'at') context.knowledge.answered(this.server, line.update, text);
    }
    return reply;
  }

  /** Waits until the server ends the connection, with nothing before that. */
  async receiveEnd(context: ConversationContext): Promise<void> {
    const nothing: ReplyMatcher = {
      describe: 'the server ends the connection',
      match: (bytes) =>
        bytes.length === 0 ? { kind: 'more' } : { kind: 'wrong', offset: 0, what: 'the end' },
    };
    await this.#await(context, nothing, true);
    context.transcript.expected(nothing.describe, true);
  }

  /** Makes sure that nothing more comes: the answer to a further line is the very next thing. */
  async receiveNothing(context: ConversationContext): Promise<void> {
    if (this.#halfClosed) return this.receiveEnd(context);
    const marker = `nothing-before-this-${++this.#markers}`;
    await this.send(context, [encodeText(`${marker}\n`)], false);
    await this.receive(context, exactly(encodeText(`? ${marker}\n`), `nothing before “? ${marker}”`), true);
  }

  close(): void {
    this.#connection.close();
  }

  /** Notes which lines are owed a reply, and tells the knowledge what the herd may hear now. */
  #account(knowledge: Knowledge, bytes: Uint8Array, ended: boolean): void {
    let rest = joinBytes([this.#unfinished, bytes]);
    for (let end = rest.indexOf(LF); end !== -1; end = rest.indexOf(LF)) {
      this.#note(knowledge, rest.subarray(0, end > 0 && rest[end - 1] === CR ? end - 1 : end));
      rest = rest.subarray(end + 1);
    }
    if (ended) this.#note(knowledge, rest);
    this.#unfinished = ended ? EMPTY : rest;
  }

  #note(knowledge: Knowledge, bytes: Uint8Array): void {
    const parsed = parseLine(bytes);
    if (parsed.kind === 'blank') return;
    if (parsed.kind === 'at') knowledge.sent(this.server, parsed);
    else if (parsed.kind === 'iamat') {
      const update = knowledge.sent(this.server, { ...parsed, origin: this.server });
      this.#owed.push({ bytes, parsed, update });
    } else {
      const asked = parsed.kind === 'whatsat' ? knowledge.newest(parsed.client) : undefined;
      this.#owed.push({ bytes, parsed, ...(asked ? { asked } : {}) });
    }
  }

  async #await(context: ConversationContext, matcher: ReplyMatcher, end = false): Promise<Uint8Array> {
    const connection = this.#connection;
    const deadline = new Deadline(context.within);
    try {
      for (;;) {
        const match = matcher.match(connection.unread);
        if (match.kind === 'match') return connection.take(match.used);
        if (match.kind === 'wrong') throw this.#failure(context, matcher, '', match);
        if (connection.end !== 'open') {
          if (end && connection.end === 'closed') return EMPTY;
          const how = connection.end === 'reset' ? 'was reset' : 'ended';
          throw this.#failure(context, matcher, `the connection ${how}`);
        }
        const left = deadline.leftMs();
        if (left <= 0) {
          throw this.#failure(context, matcher, `nothing more came within ${context.within} s`);
        }
        await connection.change(left, context.signal);
      }
    } finally {
      deadline.end();
    }
  }

  #failure(
    context: ConversationContext,
    matcher: ReplyMatcher,
    why: string,
    at?: { readonly offset: number; readonly what: string; readonly expected?: Uint8Array },
  ): ScenarioFailure {
    const got = this.#connection.unread;
    if (got.length > 0) context.transcript.got(this.server, got);
    context.transcript.expected(matcher.describe, false);
    const wrong = wrongByte(got, at?.offset ?? got.length, at?.what ?? matcher.describe, at?.expected);
    const because = why === '' ? '' : `: ${why}`;
    return new ScenarioFailure(
      `${this.server} did not give what was expected (${matcher.describe})${because}`,
      wrong,
    );
  }
}
