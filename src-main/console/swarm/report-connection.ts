/** A simulated clients' connection to one server: reports out, their AT lines checked, and never too many on the way. */
import { connect, type Socket } from 'node:net';
import { LineSplitter, type LineTaker, parseLine, type Report } from '../../../src-shared/protocol/index.ts';
import type { Address } from '../../../src-shared/topology/topology.ts';

/** Reports that may be on the way on one connection. */
const MOST_OPEN = 256;
const DIAL_MS = 2_000;

export interface ReportOutcomes {
  answered(): void;
  failed(reports: number): void;
  /** The connection is gone; what was on the way on it has been told as failed. */
  closed(connection: ReportConnection): void;
}

export class ReportConnection implements LineTaker {
  readonly server: string;
  /** Reports without an answer so far, oldest first from `#first` on. */
  #open: Report[] = [];
  #first = 0;
  #connected = false;
  #ended = false;
  readonly #socket: Socket;
  readonly #outcomes: ReportOutcomes;
  readonly #splitter = new LineSplitter();

  constructor(server: string, address: Address, outcomes: ReportOutcomes) {
    this.server = server;
    this.#outcomes = outcomes;
    const socket = connect({ ...address, noDelay: true });
    this.#socket = socket;
    const dial = setTimeout(() => socket.destroy(), DIAL_MS);
    socket.once('connect', () => {
      clearTimeout(dial);
      this.#connected = true;
    });
    socket.on('data', (chunk) => this.#splitter.push(chunk, 0, this));
    // What is wrong is seen by the connection's end.
    socket.on('error', () => {});
    socket.once('close', () => {
      clearTimeout(dial);
      this.#end();
    });
  }

  /** Whether it can take one more report now, besides those that are gathered for it. */
  hasRoomFor(gathered: number): boolean {
    const onTheWay = this.#open.length - this.#first + gathered;
    return this.#connected && !this.#ended && onTheWay < MOST_OPEN && !this.#socket.writableNeedDrain;
  }

  /** Several in one write. */
  send(reports: readonly Report[]): void {
    this.#open.push(...reports);
    this.#socket.write(
      reports.map((report) => `IAMAT ${report.client} ${report.location} ${report.timestamp}\n`).join(''),
    );
  }

  line(bytes: Uint8Array, start: number, end: number): boolean {
    const report = this.#take();
    if (report === undefined) return true;
    if (isAnswerTo(report, bytes.subarray(start, end))) this.#outcomes.answered();
    else this.#outcomes.failed(1);
    return true;
  }

  overlong(): boolean {
    if (this.#take() !== undefined) this.#outcomes.failed(1);
    return true;
  }

  destroy(): void {
    this.#socket.destroy();
  }

  #take(): Report | undefined {
    const report = this.#open[this.#first];
    if (report === undefined) return undefined;
    this.#first++;
    if (this.#first >= MOST_OPEN) {
      this.#open = this.#open.slice(this.#first);
      this.#first = 0;
    }
    return report;
  }

  #end(): void {
    if (this.#ended) return;
    this.#ended = true;
    const lost = this.#open.length - this.#first;
    if (lost > 0) this.#outcomes.failed(lost);
    this.#outcomes.closed(this);
  }
}

/** The AT line that a report is owed: copies of what was sent. */
function isAnswerTo({ client, location, timestamp }: Report, line: Uint8Array): boolean {
  const read = parseLine(line);
  return (
    read.kind === 'at' &&
    read.client === client &&
    read.location === location &&
    read.timestamp === timestamp &&
    read.extras.length === 0
  );
}
