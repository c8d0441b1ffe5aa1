/** AT lines in bytes: made from a report, or brought into the form that is stored and passed on. */
import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { SPACE } from '../../src-shared/protocol/bytes.ts';
import { type Moment, PROTOCOL_LIMITS } from '../../src-shared/protocol/index.ts';
import { type LineScan, REPORT, UPDATE } from '../../src-shared/protocol/line-scan.ts';
import { writeDiff } from '../../src-shared/protocol/timestamp.ts';

const LAST = UPDATE.timestamp;

/** Appends the AT line (without LF) of a report and says in `at` where its fields stand in `out.bytes`. */
export function writeReportAsUpdate(
  out: ByteWriter,
  head: Uint8Array,
  received: Moment,
  bytes: Uint8Array,
  report: LineScan,
  at: LineScan,
): void {
  const start = out.length;
  at.starts[0] = start;
  at.ends[0] = start + 2;
  out.copy(head, 0, head.length);
  at.starts[UPDATE.origin] = start + 3;
  at.ends[UPDATE.origin] = out.length - 1;
  at.starts[UPDATE.diff] = out.length;
  const timestamp = report.starts[REPORT.timestamp] as number;
  const timestampEnd = report.ends[REPORT.timestamp] as number;
  writeDiff(out, received, bytes, timestamp, timestampEnd);
  at.ends[UPDATE.diff] = out.length;
  copyField(
    out,
    at,
    UPDATE.client,
    bytes,
    report.starts[REPORT.client] as number,
    report.ends[REPORT.client] as number,
  );
  const location = report.starts[REPORT.location] as number;
  copyField(out, at, UPDATE.location, bytes, location, report.ends[REPORT.location] as number);
  copyField(out, at, UPDATE.timestamp, bytes, timestamp, timestampEnd);
}

/** Whether the six fields of a scanned AT line stand one space apart, as they are stored. */
export function isPlain(bytes: Uint8Array, scan: LineScan): boolean {
  for (let field = 0; field < LAST; field++) {
    const end = scan.ends[field] as number;
    if (scan.starts[field + 1] !== end + 1 || bytes[end] !== SPACE) return false;
  }
  return true;
}

/** Appends the six fields of a scanned AT line one space apart; `scan` then says where they stand in `out.bytes`. */
export function writePlain(out: ByteWriter, bytes: Uint8Array, scan: LineScan): void {
  for (let field = 0; field <= LAST; field++) {
    const start = scan.starts[field] as number;
    const end = scan.ends[field] as number;
    if (field > 0) out.byte(SPACE);
    scan.starts[field] = out.length;
    out.copy(bytes, start, end);
    scan.ends[field] = out.length;
  }
}

/** Whether an AT line, with the name of a server appended, is still a line that peers accept. */
export const canBePassedOn = (scan: LineScan): boolean =>
  (scan.ends[LAST] as number) - (scan.starts[0] as number) + PROTOCOL_LIMITS.senderBytes <=
  PROTOCOL_LIMITS.lineBytes;

function copyField(
  out: ByteWriter,
  at: LineScan,
  field: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): void {
  out.byte(SPACE);
  at.starts[field] = out.length;
  out.copy(bytes, start, end);
  at.ends[field] = out.length;
}
