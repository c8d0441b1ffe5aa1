/** A recorded send as steps: what goes out, what must come back, and who must know of it then. */
import { compareUpdates } from '../topology/knowledge.ts';
import { neighboursOf } from '../topology/topology.ts';
import type { DoneThing } from './done-things.ts';
import type { RecordedHerd } from './recorded-herd.ts';
import type { RelativeTimes } from './relative-times.ts';
import { type SentLine, sentLines } from './sent-lines.ts';
import { atReply, flow, literal, replyMember, type SendStep, scalar, sendStep } from './step-text.ts';

export type Sent = Extract<DoneThing, { kind: 'send' }>;

/** A report near the protocol's longest line may be refused, which depends on the server's name and the moment. */
const SURELY_TAKEN_BYTES = 8_000;
const UNSURE = 'what comes back can’t be foretold';

/** Kept connections of servers that were paused when they were written to. */
export interface Waiting {
  readonly on: string;
  readonly server: string;
  readonly expected: readonly Expected[];
}

/** What is known of one line's answer. */
interface Expected {
  /** Undefined: it may be one or the other, or nothing can be told apart any more. */
  readonly replies: readonly string[] | undefined;
  /** To be done when the answer has come. */
  readonly answered?: () => void;
}

export class SendWriter {
  readonly #herd: RecordedHerd;
  readonly #times: RelativeTimes;
  readonly #waiting: Waiting[] = [];
  #connections = 0;

  constructor(herd: RecordedHerd, times: RelativeTimes) {
    this.#herd = herd;
    this.#times = times;
  }

  write(sent: Sent): string[] {
    const lines = sentLines(sent.bytes);
    if (this.#herd.stateOf(sent.server) === 'paused') return this.#toPaused(sent, lines);
    const steps = this.#waitForAnswers(sent.server, lines);
    const parts = this.#parts(sent, lines);
    for (const [index, part] of parts.entries()) {
      const last = index === parts.length - 1;
      const pieces = parts.length === 1 ? pieceSizes(sent) : {};
      steps.push(...this.#part(sent, part, last && sent.halfClose, pieces));
    }
    const told = new Set(lines.flatMap(({ parsed, end }) => this.#tells(parsed, end, sent) ?? []));
    for (const client of told) steps.push(...this.expectKnown(client));
    return steps;
  }

  /** They go on: what they were sent is answered now. */
  resumed(servers: readonly string[]): string[] {
    const steps: string[] = [];
    for (const { on, server, expected } of this.#take(servers)) {
      const replies: string[] = [];
      for (const { replies: each, answered } of expected) {
        if (each === undefined) break;
        replies.push(...each);
        answered?.();
      }
      const [expect] = replyMember('expect', replies);
      if (expect !== undefined)
        steps.push(`  - ${expect}\n    on: ${on}\n    note: ${scalar(`${server} goes on`)}\n`);
      steps.push(`  - close: ${on}\n`);
    }
    return steps;
  }

  /** They are gone, and with them what they were sent. */
  ended(servers: readonly string[]): void {
    this.#take(servers);
  }

  expectKnown(client: string): string[] {
    const awaited = this.#herd.awaited(client);
    if (awaited === undefined) return [];
    const by = awaited.by ? `    by: ${flow(awaited.servers)}\n` : '';
    const steps = [`  - expect known: ${scalar(literal(client))}\n${by}`];
    if (this.#herd.hasCutOff(client)) steps.push(`  - expect not known: ${scalar(literal(client))}\n`);
    return steps;
  }

  #take(servers: readonly string[]): Waiting[] {
    const taken = this.#waiting.filter(({ server }) => servers.includes(server));
    const left = this.#waiting.filter(({ server }) => !servers.includes(server));
    this.#waiting.splice(0, this.#waiting.length, ...left);
    return taken;
  }

  /** Before a client is asked for: what is under way to this server has to arrive. */
  #waitForAnswers(server: string, lines: readonly SentLine[]): string[] {
    const clients = new Set(
      lines.flatMap(({ parsed }) => (parsed.kind === 'whatsat' ? [parsed.client] : [])),
    );
    return [...clients].flatMap((client) =>
      this.#herd.isOwed(server, client) ? this.expectKnown(client) : [],
    );
  }

  /** After an answer that can't be foretold nothing more can be read on a connection: what follows gets another. */
  #parts(sent: Sent, lines: readonly SentLine[]): { lines: SentLine[]; expected: Expected[] }[] {
    let part: { lines: SentLine[]; expected: Expected[] } = { lines: [], expected: [] };
    const parts = [part];
    for (const [index, line] of lines.entries()) {
      const expected = this.#expect(sent, line);
      part.lines.push(line);
      part.expected.push(expected);
      if (expected.replies !== undefined || index === lines.length - 1) continue;
      part = { lines: [], expected: [] };
      parts.push(part);
    }
    return parts;
  }

  #part(
    sent: Sent,
    { lines, expected }: { lines: SentLine[]; expected: Expected[] },
    halfClose: boolean,
    pieces: Pick<SendStep, 'pieces'>,
  ): string[] {
    const replies = expected.flatMap(({ replies: each }) => each ?? []);
    const unsure = expected.some(({ replies: each }) => each === undefined);
    // Without its end a line has no answer yet, and a check for “nothing” would run into it.
    const open = !halfClose && lines.at(-1)?.end === 'none';
    if (halfClose && !unsure) replies.push('closed');
    if (replies.length === 0 && !unsure && !open) replies.push('nothing');
    const on = replies.length === 0 ? this.#connection() : undefined;
    const step = sendStep({
      lines,
      template: (line) => this.#times.line(line, sent.atMs),
      to: sent.server,
      halfClose,
      reply: replies,
      ...pieces,
      ...(on === undefined ? {} : { on }),
      ...(unsure ? { note: UNSURE } : {}),
    });
    return on === undefined ? [step] : [step, `  - close: ${on}\n`];
  }

  #toPaused(sent: Sent, lines: readonly SentLine[]): string[] {
    const expected: Expected[] = [];
    let readable = true;
    for (const line of lines) {
      const each = this.#expect(sent, line, false);
      // What it knows when it goes on can't be foretold, and so no answer after that one.
      readable &&= line.parsed.kind !== 'whatsat' && each.replies !== undefined;
      expected.push(readable ? each : { replies: undefined });
      if (!readable) this.#vagueIfReport(line);
    }
    if (readable && sent.halfClose) expected.push({ replies: ['closed'] });
    const on = this.#connection();
    this.#waiting.push({ on, server: sent.server, expected });
    return [
      sendStep({
        lines,
        template: (line) => this.#times.line(line, sent.atMs),
        to: sent.server,
        on,
        halfClose: sent.halfClose,
        reply: [],
        note: `${sent.server} is paused`,
        ...pieceSizes(sent),
      }),
    ];
  }

  #connection(): string {
    return `connection${++this.#connections}`;
  }

  /** What the line is answered, and what the herd may know because of it. @param now it is answered at once */
  #expect(sent: Sent, line: SentLine, now = true): Expected {
    const { parsed, end, bytes } = line;
    if (end === 'none' && !sent.halfClose) {
      this.#vagueIfReport(line);
      return { replies: [] };
    }
    if (parsed.kind === 'blank') return { replies: [] };
    if (parsed.kind === 'invalid') return { replies: ['refused'] };
    if (parsed.kind === 'whatsat') return { replies: this.#askReplies(sent, parsed.client) };
    if (bytes.length > SURELY_TAKEN_BYTES || this.#isFromCutOff(sent.server, line)) {
      this.#herd.makeVague(parsed.client);
      return { replies: undefined };
    }
    const { knowledge } = this.#herd;
    const isReport = parsed.kind === 'iamat';
    const update = knowledge.sent(sent.server, isReport ? { ...parsed, origin: sent.server } : parsed);
    const answered = (): void => knowledge.answered(sent.server, update, '');
    if (!isReport) this.#herd.fromPeer(update);
    if (now) answered();
    return { replies: isReport ? ['at sent'] : [], answered };
  }

  /** An AT line of a neighbour that is cut off is refused with a reset. */
  #isFromCutOff(server: string, { parsed }: SentLine): boolean {
    const sender = parsed.kind === 'at' ? parsed.extras.at(-1) : undefined;
    if (sender === undefined) return false;
    return neighboursOf(this.#herd.topology, server).includes(sender) && this.#herd.isCut(server, sender);
  }

  #askReplies(sent: Sent, client: string): readonly string[] | undefined {
    const told = this.#herd.foretell(sent.server, client);
    if (told.kind === 'refused') return ['refused'];
    if (told.kind === 'newest') return ['at known', 'json'];
    if (told.kind === 'unsure') return undefined;
    const { origin, location, timestamp } = told.update;
    const time = this.#times.template(timestamp, sent.atMs);
    return [atReply({ server: origin, client: literal(client), location: literal(location), time }), 'json'];
  }

  #vagueIfReport({ parsed }: SentLine): void {
    if (parsed.kind === 'iamat' || parsed.kind === 'at') this.#herd.makeVague(parsed.client);
  }

  /** The client that a line told something of. */
  #tells(parsed: SentLine['parsed'], end: SentLine['end'], sent: Sent): string[] | undefined {
    if (parsed.kind !== 'iamat' && parsed.kind !== 'at') return undefined;
    if (end === 'none' && !sent.halfClose) return undefined;
    const newest = this.#herd.knowledge.newest(parsed.client);
    if (newest === undefined) return undefined;
    const origin = parsed.kind === 'iamat' ? sent.server : parsed.origin;
    return compareUpdates(newest, { ...parsed, origin }) === 0 ? [parsed.client] : undefined;
  }
}

function pieceSizes({ bytes, cuts = [] }: Sent): Pick<SendStep, 'pieces'> {
  const places = [...new Set(cuts.map(({ at }) => at))].filter((at) => at > 0 && at < bytes.length);
  if (places.length === 0) return {};
  places.sort((a, b) => a - b);
  return { pieces: places.map((at, i) => at - (places[i - 1] ?? 0)) };
}
