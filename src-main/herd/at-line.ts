/** AT lines in bytes: made from a report, or brought into the form that is stored and passed on. */
import type { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { SPACE } from '../../src-shared/protocol/bytes.ts';
import { type Moment, PROTOCOL_LIMITS } from '../../src-shared/protocol/index.ts';
import { type LineScan, REPORT, UPDATE } from '../../src-shared/protocol/line-scan.ts';
import { writeDiff } from '../../src-shared/protocol/timestamp.ts';

const LAST = UPDATE.timestamp;
/** How many fields an AT line has before those of the report that it was made from. */
const FIELDS_BEFORE = UPDATE.client - REPORT.client;

/** Appends the AT line (without LF) of a report and says in `at` where its fields stand in `out.bytes`. */
export function writeReportAsUpdate(
  out: ByteWriter,
  head: DataView,
  received: Moment,
  report: LineScan,
  at: LineScan,
): void {
  const start = out.length;
  at.starts[0] = start;
  at.ends[0] = start + 2;
  out.copy(head, 0, head.byteLength);
  at.starts[UPDATE.origin] = start + 3;
  at.ends[UPDATE.origin] = out.length - 1;
  at.starts[UPDATE.diff] = out.length;
  const timestamp = report.starts[REPORT.timestamp] as number;
  const timestampEnd = report.ends[REPORT.timestamp] as number;
  writeDiff(out, received, report.view, timestamp, timestampEnd);
  at.ends[UPDATE.diff] = out.length;
  out.byte(SPACE);
  copyReport(out, report, at);
  at.view = out.view;
}

/** Appends client, location and timestamp. */
function copyReport(out: ByteWriter, report: LineScan, at: LineScan): void {
  const from = report.starts[REPORT.client] as number;
  if (standTogether(report)) {
    // Client, location and timestamp follow each other as they are to: one copy.
    const moved = out.length - from;
    out.copy(report.view, from, report.ends[REPORT.timestamp] as number);
    for (let field: number = REPORT.client; field <= REPORT.timestamp; field++) {
      at.starts[field + FIELDS_BEFORE] = (report.starts[field] as number) + moved;
      at.ends[field + FIELDS_BEFORE] = (report.ends[field] as number) + moved;
    }
    return;
  }
  for (let field: number = REPORT.client; field <= REPORT.timestamp; field++) {
    if (field > REPORT.client) out.byte(SPACE);
    at.starts[field + FIELDS_BEFORE] = out.length;
    out.copy(report.view, report.starts[field] as number, report.ends[field] as number);
    at.ends[field + FIELDS_BEFORE] = out.length;
  }
}

/** Whether the six fields of a scanned AT line stand one space apart, as they are stored. */
export function isPlain(scan: LineScan): boolean {
  for (let field = 0; field < LAST; field++) {
    if (!isOneSpace(scan, field)) return false;
  }
  return true;
}

/** Appends the six fields of a scanned AT line one space apart; `scan` then says where they stand in `out.bytes`. */
export function writePlain(out: ByteWriter, scan: LineScan): void {
  const { view } = scan;
  for (let field = 0; field <= LAST; field++) {
    const start = scan.starts[field] as number;
    const end = scan.ends[field] as number;
    if (field > 0) out.byte(SPACE);
    scan.starts[field] = out.length;
    out.copy(view, start, end);
    scan.ends[field] = out.length;
  }
  scan.view = out.view;
}

/** Whether an AT line, with the name of a server appended, is still a line that peers accept. */
export const canBePassedOn = (scan: LineScan): boolean =>
  (scan.ends[LAST] as number) - (scan.starts[0] as number) + PROTOCOL_LIMITS.senderBytes <=
  PROTOCOL_LIMITS.lineBytes;

/** Whether a report's client, location and timestamp stand one space apart. */
const standTogether = (report: LineScan): boolean =>
  isOneSpace(report, REPORT.client) && isOneSpace(report, REPORT.location);

/** Whether one space and nothing else stands between a field and the next. */
function isOneSpace(scan: LineScan, field: number): boolean {
  const end = scan.ends[field] as number;
  return scan.starts[field + 1] === end + 1 && scan.view.getUint8(end) === SPACE;
}
