/** Text that the bench sends. Timestamps only ever grow, so that each report is news to who gets it. */

const LOCATION = '+34.068930-118.445127';
const FRACTION_DIGITS = 9;
const ZERO = 48;

/** Seconds of every timestamp of this run: in the past, as a client's are. */
const SECONDS = Math.floor(Date.now() / 1000) - 3600;
let lastFraction = 0;

function nextFraction(): number {
  lastFraction += 1;
  return lastFraction;
}

/** A client's name of a realistic length; equal numbers give equal names. */
export const clientName = (number: number): string => `kiwi${String(number).padStart(6, '0')}.cs.ucla.edu`;

/** A report, with its LF, newer than all before it. */
export const reportLine = (client: string): string => `IAMAT ${client} ${LOCATION} ${nextStamp()}\n`;

const nextStamp = (): string => `${SECONDS}.${String(nextFraction()).padStart(FRACTION_DIGITS, '0')}`;

/** A question for what is known of a client, with its LF. */
export const askLine = (client: string): string => `WHATSAT ${client} 10 5\n`;

/** Bytes that every reply to a report of this client has at least: it echoes all that was sent. */
export const leastReplyLength = (client: string): number =>
  `AT A ${client} ${LOCATION} ${SECONDS}.${'0'.repeat(FRACTION_DIGITS)}`.length;

/** A batch of reports as bytes which are made newer in place: the load's maker must cost less than its reader. */
export class ReportBatch {
  readonly bytes: Buffer;
  readonly #ends: Int32Array;

  constructor(clients: readonly string[]) {
    const lines = clients.map(reportLine);
    this.bytes = Buffer.from(lines.join(''));
    this.#ends = new Int32Array(lines.length);
    let end = 0;
    for (let n = 0; n < lines.length; n += 1) {
      end += lines[n]!.length;
      this.#ends[n] = end - 2;
    }
  }

  /** Gives all reports of the batch the next timestamp. Not while the bytes are still being sent. */
  renew(): void {
    const { bytes } = this;
    const ends = this.#ends;
    let rest = nextFraction();
    for (let digit = 0; digit < FRACTION_DIGITS; digit += 1) {
      const code = ZERO + (rest % 10);
      rest = Math.floor(rest / 10);
      for (let n = 0; n < ends.length; n += 1) bytes[ends[n]! - digit] = code;
    }
  }
}
