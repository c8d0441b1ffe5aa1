/** Text that the bench sends. Timestamps only ever grow, so that each report is news to who gets it. */

const LOCATION = '+34.068930-118.445127';
const ZERO = 48;

/**
 * A timestamp is a count of microseconds, and a tail: servers that keep time in a double can't tell apart
 * what lies closer together, and would take the report for an old one.
 */
const TAIL = '450';
const FRACTION_DIGITS = 6;
/** Digits that differ within a run, the fraction's among them; all before them stay as they are. */
const COUNTED_DIGITS = 10;

/** The seconds at which this run's timestamps begin: in the past, as a client's are, and ending in zeros. */
const FIRST_SECOND = Math.floor((Date.now() / 1000 - 20_000) / 10_000) * 10_000;
let microseconds = 0;

function nextMicroseconds(): number {
  microseconds += 1;
  return microseconds;
}

function nextStamp(): string {
  const count = nextMicroseconds();
  const seconds = FIRST_SECOND + Math.floor(count / 1_000_000);
  return `${seconds}.${String(count % 1_000_000).padStart(FRACTION_DIGITS, '0')}${TAIL}`;
}

/** A client's name of a realistic length; equal numbers give equal names. */
export const clientName = (number: number): string => `kiwi${String(number).padStart(6, '0')}.cs.ucla.edu`;

/** A report, with its LF, newer than all before it. */
export const reportLine = (client: string): string => `IAMAT ${client} ${LOCATION} ${nextStamp()}\n`;

/** A question for what is known of a client, with its LF. */
export const askLine = (client: string): string => `WHATSAT ${client} 10 5\n`;

/** Bytes that every reply to a report of this client has at least: it echoes all that was sent. */
export const leastReplyLength = (client: string): number =>
  `AT A ${client} ${LOCATION} ${FIRST_SECOND}.${'0'.repeat(FRACTION_DIGITS)}${TAIL}`.length;

/** A batch of reports as bytes which are made newer in place: the load's maker must cost less than its reader. */
export class ReportBatch {
  readonly bytes: Buffer;
  /** Where each report's last counted digit stands. */
  readonly #lastDigits: Int32Array;

  constructor(clients: readonly string[]) {
    const lines = clients.map(reportLine);
    this.bytes = Buffer.from(lines.join(''));
    this.#lastDigits = new Int32Array(lines.length);
    let end = 0;
    for (let n = 0; n < lines.length; n += 1) {
      end += lines[n]!.length;
      this.#lastDigits[n] = end - 2 - TAIL.length;
    }
  }

  /** Gives all reports of the batch the next timestamp. Not while the bytes are still being sent. */
  renew(): void {
    const { bytes } = this;
    const last = this.#lastDigits;
    let rest = nextMicroseconds();
    for (let digit = 0; digit < COUNTED_DIGITS; digit += 1) {
      const code = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
      const back = digit < FRACTION_DIGITS ? digit : digit + 1;
      for (let n = 0; n < last.length; n += 1) bytes[last[n]! - back] = code;
    }
  }
}
