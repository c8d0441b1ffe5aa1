/**
 * Where lines are answered: the protocol's rules, one line at a time. What it learns goes into the store and to
 * the links; what it answers goes to the connection the line came by.
 */
import type { Cause } from '../../src-shared/events/events.ts';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { decodeText, encodeText, LF, viewOf } from '../../src-shared/protocol/bytes.ts';
import {
  ASK,
  AT,
  BLANK,
  IAMAT,
  INVALID,
  LineScan,
  UPDATE,
  WHATSAT,
} from '../../src-shared/protocol/line-scan.ts';
import type { PlacesSource } from '../places/places-source.ts';
import { Asking } from './asking.ts';
import { canBePassedOn, isPlain, writePlain, writeReportAsUpdate } from './at-line.ts';
import type { Connection, Desk } from './connection.ts';
import type { Journal, Peer } from './journal.ts';
import type { Link } from './link.ts';
import type { Passage } from './passage.ts';
import type { TurnEnd } from './turn-end.ts';
import { UNKNOWN, type UpdateStore, type Verdict } from './update-store.ts';

export interface LineDeskOptions {
  readonly name: string;
  readonly store: UpdateStore;
  readonly journal: Journal;
  readonly places: PlacesSource;
  /** By neighbour. */
  readonly links: ReadonlyMap<string, Link>;
  /** What the splitters of this server's connections and links fill. */
  readonly scan: LineScan;
  readonly turnEnd: TurnEnd;
  closed(connection: Connection): void;
}

/** Of so many updates in a row that can't be kept one is told of in the log. */
const LOST_TOLD = 10_000;
const REFUSAL = viewOf(encodeText('? '));

export class LineDesk implements Desk {
  readonly journal: Journal;
  readonly out = new ByteWriter(16 * 1024);
  readonly closed: (connection: Connection) => void;
  linesIn = 0;
  linesOut = 0;
  readonly #store: UpdateStore;
  readonly #links: ReadonlyMap<string, Link>;
  #everyLink: readonly Link[];
  readonly #asking: Asking;
  /** `AT Alford `. */
  readonly #head: DataView;
  readonly scan: LineScan;
  readonly turnEnd: TurnEnd;
  /** Where the fields of the AT line stand that a report becomes. */
  readonly #made = new LineScan();
  readonly #scratch = new ByteWriter(1024);
  /** Updates from peers that could not be kept. */
  #lost = 0;

  constructor(options: LineDeskOptions) {
    this.journal = options.journal;
    this.scan = options.scan;
    this.turnEnd = options.turnEnd;
    this.closed = options.closed;
    this.#store = options.store;
    this.#links = options.links;
    this.#everyLink = [...options.links.values()];
    this.#head = viewOf(encodeText(`AT ${options.name} `));
    this.#asking = new Asking(options.store, options.places, options.journal);
  }

  /** A link has come or gone. */
  linksChanged(): void {
    this.#everyLink = [...this.#links.values()];
  }

  line(connection: Connection, bytes: Uint8Array, start: number, end: number, ended: boolean): void {
    const kind = this.scan.classify();
    if (kind === BLANK) return;
    this.linesIn++;
    // Who sends an AT line is read from it, so that logs and events can name the neighbour.
    const newSender = kind === AT && connection.passage.read(bytes, this.scan, this.#links);
    if (this.journal.lines) {
      const from = kind === AT ? connection.passage.sender?.peer : undefined;
      this.journal.line('in', from ?? connection.peer, this.scan.view, start, end, this.scan.plain);
    }
    switch (kind) {
      case IAMAT:
        if (!this.#report(connection)) this.#refuse(connection, bytes, start, end, this.scan.plain);
        break;
      case WHATSAT:
        if (!this.#ask(connection, bytes)) this.#refuse(connection, bytes, start, end, this.scan.plain);
        break;
      case AT:
        // A peer's AT line is answered with nothing, also when it can't be kept: a refusal would say that it is wrong.
        this.#update(connection, bytes, ended, newSender);
        break;
      case INVALID:
        this.#refuse(connection, bytes, start, end, this.scan.plain);
    }
  }

  overlong(connection: Connection, bytes: Uint8Array, start: number, end: number): void {
    this.linesIn++;
    if (this.journal.lines) this.journal.line('in', connection.peer, viewOf(bytes), start, end);
    this.#refuse(connection, bytes, start, end, false);
  }

  /** A line on a link's own connection: AT lines are taken, nothing is ever answered. */
  fromLink(link: Link, passage: Passage, bytes: Uint8Array, start: number, end: number): void {
    const kind = this.scan.classify();
    if (kind === BLANK) return;
    this.linesIn++;
    if (this.journal.lines) this.journal.line('in', link.peer, this.scan.view, start, end, this.scan.plain);
    if (kind !== AT) return;
    passage.read(bytes, this.scan, this.#links);
    this.#learn(bytes, passage, link.peer);
  }

  #refuse(connection: Connection, bytes: Uint8Array, start: number, end: number, plain: boolean): void {
    const from = this.out.length;
    this.out.copy(REFUSAL, 0, REFUSAL.byteLength);
    this.out.append(bytes.subarray(start, end));
    this.#endAnswer(connection, from, plain);
  }

  #endAnswer(connection: Connection, from: number, plain: boolean): void {
    this.linesOut++;
    if (this.journal.lines) {
      this.journal.line('out', connection.peer, this.out.view, from, this.out.length, plain);
    }
    this.out.byte(LF);
  }

  /** IAMAT. False if it can't be taken. A stale or repeated one is answered all the same, with its own diff. */
  #report(connection: Connection): boolean {
    const { out } = this;
    const from = out.length;
    writeReportAsUpdate(out, this.#head, this.journal.now, this.scan, this.#made);
    const verdict = canBePassedOn(this.#made) ? this.#store.offer(this.#made, true) : 'full';
    if (verdict === 'full') {
      out.length = from;
      return false;
    }
    if (verdict === 'new') {
      for (const link of this.#everyLink) link.owe(this.#store.lastClient);
    }
    if (this.#isTold(verdict))
      this.#tell(verdict, out.bytes, this.#made, { kind: 'client', peer: connection.peer.text });
    this.#endAnswer(connection, from, this.scan.plain);
    return true;
  }

  /** WHATSAT. False if the client is unknown. */
  #ask(connection: Connection, bytes: Uint8Array): boolean {
    const { starts, ends } = this.scan;
    const client = this.#store.find(bytes, starts[ASK.client] as number, ends[ASK.client] as number);
    if (client === UNKNOWN) return false;
    this.linesOut++;
    this.#asking.ask(connection, client, bytes, this.scan);
    return true;
  }

  /** AT from a peer. */
  #update(connection: Connection, bytes: Uint8Array, ended: boolean, newSender: boolean): void {
    const { passage } = connection;
    // A kept link ends each line with LF. What only the end of the stream ended there is the torso of a line, and
    // a torso of an AT line can look like a whole one with another timestamp.
    if (!ended && passage.sawLine) return;
    passage.sawLine = true;
    if (newSender) passage.sender?.wake();
    if (passage.sender?.state.kind === 'cut') {
      connection.reset();
      return;
    }
    this.#learn(bytes, passage, connection.peer);
  }

  /** Takes what an AT line tells, if it can be stored and passed on. */
  #learn(bytes: Uint8Array, passage: Passage, from: Peer): void {
    const scan = this.scan;
    let line = bytes;
    if (!isPlain(scan)) {
      this.#scratch.length = 0;
      writePlain(this.#scratch, scan);
      line = this.#scratch.bytes;
    }
    const verdict = canBePassedOn(scan) ? this.#store.offer(scan, false) : 'full';
    if (verdict === 'full') {
      this.#lose(passage.sender?.peer ?? from);
      return;
    }
    const client = this.#store.lastClient;
    if (verdict !== 'stale') {
      for (const link of passage.passed) link.settle(client);
    }
    if (verdict === 'new') {
      for (const link of this.#everyLink) {
        if (!passage.passed.includes(link)) link.owe(client);
      }
    }
    if (this.#isTold(verdict)) {
      const { sender } = passage;
      const cause: Cause =
        sender === undefined ? { kind: 'peer', peer: from.text } : { kind: 'link', from: sender.neighbour };
      this.#tell(verdict, line, scan, cause);
    }
  }

  /** Counts the updates that could not be kept, and says so now and then. */
  #lose(from: Peer): void {
    if (this.#lost++ % LOST_TOLD !== 0) return;
    this.journal.note(
      `an update from ${from.text} can't be kept: no room, or too long; ${this.#lost} by now`,
    );
  }

  #isTold(verdict: Verdict): boolean {
    return verdict === 'new' ? this.journal.updates : this.journal.ignored;
  }

  #tell(verdict: Verdict, line: Uint8Array, scan: LineScan, cause: Cause): void {
    const { starts, ends } = scan;
    const client = decodeText(line.subarray(starts[UPDATE.client], ends[UPDATE.client]));
    if (verdict === 'new') {
      this.journal.update(client, decodeText(line.subarray(starts[0], ends[UPDATE.timestamp])), cause);
    } else if (verdict !== 'full') {
      this.journal.ignore(client, verdict, cause);
    }
  }
}
