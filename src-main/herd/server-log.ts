/**
 * A server's log file: every line in and out, connections, links, Places, with time and peer; one entry a line,
 * readable with `tail -f`. Entries gather in memory and are written in batches, at the latest after a quarter of
 * a second; a rotated file is renamed NAME.log.1, .2, ... A disk that fails stops nobody: what can't be written
 * is counted, and the count is logged when writing works again.
 */
import { closeSync, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { encodeText, LF, SPACE } from '../../src-shared/protocol/bytes.ts';
import { LIMITS } from './limits.ts';

/** What happened, as the log's second column. Five letters at the most, so that columns align. */
export type LogKind = 'in' | 'out' | 'open' | 'close' | 'link' | 'ask' | 'note';

const KIND_BYTES: Readonly<Record<LogKind, Uint8Array>> = {
  in: encodeText(' in    '),
  out: encodeText(' out   '),
  open: encodeText(' open  '),
  close: encodeText(' close '),
  link: encodeText(' link  '),
  ask: encodeText(' ask   '),
  note: encodeText(' note  '),
};

const HEX = encodeText('0123456789abcdef');
const BACKSLASH = 0x5c;
const LETTER_X = 0x78;

/** Called when the file can't be written any more. */
export type LogFailure = (error: HerdError) => void;

export class ServerLog {
  readonly path: string;
  readonly #onFailure: LogFailure;
  readonly #buffer = new ByteWriter(LIMITS.logBatchBytes + 64 * 1024);
  #file: number | undefined;
  #fileBytes = 0;
  #timer: NodeJS.Timeout | undefined;
  #failed = false;
  #lostEntries = 0;
  #bufferedEntries = 0;
  #stampMs = Number.NaN;
  #stamp: Uint8Array = new Uint8Array(0);

  /** Opens `NAME.log` in the folder, which is made if it isn't there. Throws LOG_FOLDER. */
  constructor(folder: string, server: string, onFailure: LogFailure) {
    this.path = join(folder, `${server}.log`);
    this.#onFailure = onFailure;
    try {
      mkdirSync(folder, { recursive: true });
      this.#open();
    } catch (thrown) {
      throw new HerdError('LOG_FOLDER', { path: folder, reason: reasonOf(thrown) });
    }
  }

  /** An entry about bytes of the wire. Control characters are written as \xNN: a log is read on a terminal. */
  line(timeMs: number, kind: LogKind, peer: Uint8Array, bytes: Uint8Array, start: number, end: number): void {
    this.#begin(timeMs, kind, peer);
    this.#escaped(bytes, start, end);
    this.#finish();
  }

  /** An entry in words. */
  note(timeMs: number, kind: LogKind, peer: Uint8Array, text: string): void {
    const bytes = encodeText(text);
    this.line(timeMs, kind, peer, bytes, 0, bytes.length);
  }

  /** Writes what has gathered. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const bytes = this.#buffer.length;
    if (bytes === 0) return;
    try {
      if (this.#file === undefined) this.#open();
      if (this.#failed) this.#sayWhatIsLost();
      this.#write(this.#buffer.bytes, bytes);
      this.#failed = false;
      if (this.#fileBytes >= LIMITS.logFileBytes) this.#rotate();
    } catch (thrown) {
      this.#lostEntries += this.#bufferedEntries;
      this.#fail(thrown);
    }
    this.#buffer.length = 0;
    this.#bufferedEntries = 0;
  }

  close(): void {
    this.flush();
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #begin(timeMs: number, kind: LogKind, peer: Uint8Array): void {
    const buffer = this.#buffer;
    const stamp = this.#timeStamp(timeMs);
    buffer.copy(stamp, 0, stamp.length);
    const word = KIND_BYTES[kind];
    buffer.copy(word, 0, word.length);
    buffer.copy(peer, 0, peer.length);
    buffer.byte(SPACE);
  }

  #finish(): void {
    this.#buffer.byte(LF);
    this.#bufferedEntries++;
    if (this.#buffer.length >= LIMITS.logBatchBytes) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LIMITS.logFlushMs).unref();
  }

  /** `2016-11-17T19:51:24.392Z`, made once a millisecond. */
  #timeStamp(timeMs: number): Uint8Array {
    const whole = Math.floor(timeMs);
    if (whole !== this.#stampMs) {
      this.#stampMs = whole;
      this.#stamp = encodeText(new Date(whole).toISOString());
    }
    return this.#stamp;
  }

  #escaped(bytes: Uint8Array, start: number, end: number): void {
    const buffer = this.#buffer;
    let clean = start;
    for (let at = start; at < end; at++) {
      const byte = bytes[at] as number;
      // C0 and DEL; C1 controls come as 0xC2 0x80..0x9F.
      const control =
        byte < SPACE ||
        byte === 0x7f ||
        (byte >= 0x80 && byte <= 0x9f && at > start && bytes[at - 1] === 0xc2);
      if (!control) continue;
      buffer.copy(bytes, clean, at);
      buffer.byte(BACKSLASH);
      buffer.byte(LETTER_X);
      buffer.byte(HEX[byte >>> 4] as number);
      buffer.byte(HEX[byte & 15] as number);
      clean = at + 1;
    }
    buffer.copy(bytes, clean, end);
  }

  #open(): void {
    this.#file = openSync(this.path, 'a');
    this.#fileBytes = fstatSync(this.#file).size;
  }

  #write(bytes: Uint8Array, length: number): void {
    let at = 0;
    while (at < length) at += writeSync(this.#file as number, bytes, at, length - at);
    this.#fileBytes += length;
  }

  #sayWhatIsLost(): void {
    if (this.#lostEntries === 0) return;
    const text = encodeText(
      `${new Date().toISOString()} note  - ${this.#lostEntries} entries are missing here\n`,
    );
    this.#write(text, text.length);
    this.#lostEntries = 0;
  }

  #rotate(): void {
    closeSync(this.#file as number);
    this.#file = undefined;
    rmSync(`${this.path}.${LIMITS.logFiles}`, { force: true });
    for (let age = LIMITS.logFiles - 1; age >= 1; age--)
      renameIfThere(`${this.path}.${age}`, `${this.path}.${age + 1}`);
    renameIfThere(this.path, `${this.path}.1`);
    this.#open();
  }

  #fail(thrown: unknown): void {
    if (this.#failed) return;
    this.#failed = true;
    this.#onFailure(new HerdError('LOG_STOPPED', { path: this.path, reason: reasonOf(thrown) }));
  }
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
