/** Messages as types, line → message and message → line: for all that isn't the servers' hot path. */
import { ByteWriter } from './byte-writer.ts';
import { decodeText, encodeText, viewOf } from './bytes.ts';
import { ASK, AT, BLANK, IAMAT, INVALID, LineScan, REPORT, UPDATE, WHATSAT } from './line-scan.ts';
import { type Moment, writeDiff } from './timestamp.ts';

/** A client reports where it is. All fields are the client's text, unchanged. */
export interface Report {
  readonly kind: 'iamat';
  readonly client: string;
  /** ISO 6709, for example `+34.068930-118.445127`. */
  readonly location: string;
  /** Seconds since 1970, for example `1479413884.392014450`. */
  readonly timestamp: string;
}

/** A client asks what is near another. */
export interface Ask {
  readonly kind: 'whatsat';
  readonly client: string;
  /** Kilometres, 0..50, as text. */
  readonly radius: string;
  /** Number of places, 0..20, as text. */
  readonly bound: string;
}

/** An update: one client's newest report, as the server that heard it (`origin`) tells of it. */
export interface Update {
  readonly kind: 'at';
  readonly origin: string;
  /** Receive time minus timestamp, in seconds, signed. */
  readonly diff: string;
  readonly client: string;
  readonly location: string;
  readonly timestamp: string;
  /** What a peer appended: names of servers that it passed through. */
  readonly extras: readonly string[];
}

export type Message = Report | Ask | Update;
export type ParsedLine = Message | { readonly kind: 'blank' } | { readonly kind: 'invalid' };

/** What a line is. Never throws. A line that can't be read is `invalid`, one without a field `blank`. */
export function parseLine(line: string | Uint8Array): ParsedLine {
  const bytes = typeof line === 'string' ? encodeText(line) : line;
  const scan = new LineScan();
  const field = (i: number): string => decodeText(bytes.subarray(scan.starts[i], scan.ends[i]));
  switch (scan.scan(bytes, 0, bytes.length)) {
    case BLANK:
      return { kind: 'blank' };
    case INVALID:
      return { kind: 'invalid' };
    case IAMAT:
      return {
        kind: 'iamat',
        client: field(REPORT.client),
        location: field(REPORT.location),
        timestamp: field(REPORT.timestamp),
      };
    case WHATSAT:
      return {
        kind: 'whatsat',
        client: field(ASK.client),
        radius: field(ASK.radius),
        bound: field(ASK.bound),
      };
    case AT:
      return {
        kind: 'at',
        origin: field(UPDATE.origin),
        diff: field(UPDATE.diff),
        client: field(UPDATE.client),
        location: field(UPDATE.location),
        timestamp: field(UPDATE.timestamp),
        extras: splitFields(decodeText(bytes.subarray(scan.extrasStart, scan.extrasEnd))),
      };
  }
}

/** The fields of a text: what stands between the grammar's white space, and no other (`\s` has a dozen more). */
export const splitFields = (text: string): string[] =>
  text.split(/[ \t\r\v\f]+/).filter((word) => word !== '');

/** A message as its line, without the LF. */
export function writeLine(message: Message): string {
  switch (message.kind) {
    case 'iamat':
      return `IAMAT ${message.client} ${message.location} ${message.timestamp}`;
    case 'whatsat':
      return `WHATSAT ${message.client} ${message.radius} ${message.bound}`;
    case 'at': {
      const { origin, diff, client, location, timestamp, extras } = message;
      return ['AT', origin, diff, client, location, timestamp, ...extras].join(' ');
    }
  }
}

/** The update that a report becomes at the server that hears it. */
export function updateOf(report: Report, origin: string, received: Moment): Update {
  const timestamp = viewOf(encodeText(report.timestamp));
  const diff = new ByteWriter(32);
  writeDiff(diff, received, timestamp, 0, timestamp.byteLength);
  return {
    kind: 'at',
    origin,
    diff: decodeText(diff.take()),
    client: report.client,
    location: report.location,
    timestamp: report.timestamp,
    extras: [],
  };
}
