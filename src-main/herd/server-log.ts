/**
 * A server's log file: every line in and out, connections, links, Places, with time and peer; one entry a line,
 * readable with `tail -f`. Entries gather in memory and are written in batches, at the latest after a quarter of
 * a second; a rotated file is renamed NAME.log.1, .2, ... A disk that fails stops nobody: what can't be written
 * is counted, and the count is logged when writing works again.
 */
import { closeSync, fstatSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { encodeText, LF, SPACE, viewOf } from '../../src-shared/protocol/bytes.ts';
import { makeFolder } from '../ground/make-folder.ts';
import { LIMITS } from './limits.ts';

/** What happened, as the log's second column. Five letters at the most, so that columns align. */
export type LogKind = 'in' | 'out' | 'open' | 'close' | 'link' | 'ask' | 'note';

const KIND_WIDTH = 5;
const HEX = encodeText('0123456789abcdef');
const BACKSLASH = 0x5c;
const DELETE = 0x7f;
const LETTER_X = 0x78;
const C1_LEAD = 0xc2;

/** Called when the file can't be written any more; again only after it could be in between. */
export type LogFailure = (error: HerdError) => void;

/** Writes bytes [at, at + length) or the first few of them, and returns how many; throws if it can't: `writeSync`. */
export type WriteSome = (file: number, bytes: Uint8Array, at: number, length: number) => number;

/** Those that are open in this process. */
const openLogs = new Set<ServerLog>();

/** Writes what has gathered in all open logs: for a process that ends without closing its servers. */
export function flushOpenLogs(): void {
  for (const log of openLogs) log.flush();
}

export class ServerLog {
  readonly path: string;
  readonly #onFailure: LogFailure;
  readonly #writeSome: WriteSome;
  readonly #buffer = new ByteWriter(LIMITS.logBatchBytes + 64 * 1024);
  #file: number | undefined;
  #timer: NodeJS.Timeout | undefined;
  #state: 'writing' | 'failing' | 'closed' = 'writing';
  /** Whether the file ends inside an entry, because the disk took only a part of it. */
  #torn = false;
  #lostEntries = 0;
  #stampMs = Number.NaN;
  #stamp = '';
  readonly #prefixes: Partial<Record<LogKind, { timeMs: number; peer: Uint8Array; view: DataView }>> = {};

  /** Opens `NAME.log` in the folder, which is made if it isn't there. Throws LOG_FOLDER. */
  constructor(folder: string, server: string, onFailure: LogFailure, writeSome: WriteSome = writeSync) {
    this.path = join(folder, `${server}.log`);
    this.#onFailure = onFailure;
    this.#writeSome = writeSome;
    try {
      makeFolder(resolve(folder));
      this.#file = openSync(this.path, 'a');
    } catch (thrown) {
      throw new HerdError('LOG_FOLDER', { path: folder, reason: reasonOf(thrown) });
    }
    openLogs.add(this);
  }

  /**
   * An entry about bytes of the wire. Control characters are written as \xNN: a log is read on a terminal.
   * @param plain that there are none, where the caller knows
   */
  line(
    timeMs: number,
    kind: LogKind,
    peer: Uint8Array,
    bytes: DataView,
    start: number,
    end: number,
    plain = false,
  ): void {
    if (this.#state === 'closed') return;
    const prefix = this.#prefix(Math.floor(timeMs), kind, peer);
    this.#buffer.copy(prefix, 0, prefix.byteLength);
    if (plain) this.#buffer.copy(bytes, start, end);
    else this.#escaped(bytes, start, end);
    this.#buffer.byte(LF);
    if (this.#buffer.length >= LIMITS.logBatchBytes) this.flush();
    else this.#timer ??= setTimeout(() => this.flush(), LIMITS.logFlushMs).unref();
  }

  /** An entry in words. */
  note(timeMs: number, kind: LogKind, peer: Uint8Array, text: string): void {
    const bytes = viewOf(encodeText(text));
    this.line(timeMs, kind, peer, bytes, 0, bytes.byteLength);
  }

  /** Writes what has gathered, and how many entries are missing if there are any. */
  flush(): void {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const { bytes, length } = this.#buffer;
    if (length === 0 && this.#lostEntries === 0) return;
    let written = 0;
    try {
      this.#prepare();
      this.#sayWhatIsLost();
      this.#write(bytes, length, (count) => {
        written += count;
      });
      this.#state = 'writing';
      this.#buffer.length = 0;
    } catch (thrown) {
      this.#lostEntries += countEntries(bytes, written, length);
      // Emptied before the failure is told of: whoever is told may log it.
      this.#buffer.length = 0;
      this.#fail(thrown);
    }
  }

  /** Writes what has gathered. What comes after that is not logged. */
  close(): void {
    if (this.#state === 'closed') return;
    this.flush();
    clearTimeout(this.#timer);
    this.#state = 'closed';
    openLogs.delete(this);
    this.#closeFile();
  }

  /** `2016-11-17T19:51:24.392Z in    127.0.0.1:50344 `, made once for what one peer sends in a millisecond. */
  #prefix(timeMs: number, kind: LogKind, peer: Uint8Array): DataView {
    const last = this.#prefixes[kind];
    if (last !== undefined && last.timeMs === timeMs && last.peer === peer) return last.view;
    if (timeMs !== this.#stampMs) {
      this.#stampMs = timeMs;
      this.#stamp = new Date(timeMs).toISOString();
    }
    const head = encodeText(`${this.#stamp} ${kind.padEnd(KIND_WIDTH)} `);
    const bytes = new Uint8Array(head.length + peer.length + 1);
    bytes.set(head);
    bytes.set(peer, head.length);
    bytes[bytes.length - 1] = SPACE;
    const view = viewOf(bytes);
    this.#prefixes[kind] = { timeMs, peer, view };
    return view;
  }

  #escaped(bytes: DataView, start: number, end: number): void {
    const buffer = this.#buffer;
    let clean = start;
    for (let at = start; at < end; at++) {
      const byte = bytes.getUint8(at);
      if (byte >= SPACE && byte < DELETE) continue;
      // Besides C0 and DEL, both bytes of C1 controls, which come as 0xC2 0x80..0x9F.
      if (byte > DELETE && !isC1(bytes, byte === C1_LEAD ? at : at - 1, start, end)) continue;
      buffer.copy(bytes, clean, at);
      buffer.byte(BACKSLASH);
      buffer.byte(LETTER_X);
      buffer.byte(HEX[byte >>> 4] as number);
      buffer.byte(HEX[byte & 15] as number);
      clean = at + 1;
    }
    buffer.copy(bytes, clean, end);
  }

  /** Sees to it that there is an open file, one that can be found in the folder and isn't too large. */
  #prepare(): void {
    // What is written into a file that was removed nobody can read.
    if (this.#file !== undefined && fstatSync(this.#file).nlink === 0) this.#closeFile();
    this.#file ??= openSync(this.path, 'a');
    if (fstatSync(this.#file).size >= LIMITS.logFileBytes) this.#rotate();
  }

  #write(bytes: Uint8Array, length: number, wrote?: (count: number) => void): void {
    for (let at = 0; at < length; ) {
      const count = this.#writeSome(this.#file as number, bytes, at, length - at);
      at += count;
      wrote?.(count);
      this.#torn = bytes[at - 1] !== LF;
    }
  }

  #sayWhatIsLost(): void {
    if (this.#lostEntries === 0) return;
    const begin = this.#torn ? '\n' : '';
    const text = encodeText(
      `${begin}${new Date().toISOString()} note  - ${this.#lostEntries} entries are missing here\n`,
    );
    this.#write(text, text.length);
    this.#lostEntries = 0;
  }

  #rotate(): void {
    this.#closeFile();
    rmSync(`${this.path}.${LIMITS.logFiles}`, { force: true });
    for (let age = LIMITS.logFiles - 1; age >= 1; age--)
      renameIfThere(`${this.path}.${age}`, `${this.path}.${age + 1}`);
    renameIfThere(this.path, `${this.path}.1`);
    this.#file = openSync(this.path, 'a');
    this.#torn = false;
  }

  #closeFile(): void {
    const file = this.#file;
    this.#file = undefined;
    if (file !== undefined) closeSync(file);
  }

  #fail(thrown: unknown): void {
    // The next try opens it anew: what ails a descriptor (a vanished disk) need not ail the path.
    try {
      this.#closeFile();
    } catch {
      // It is as closed as it gets.
    }
    if (this.#state === 'failing') return;
    this.#state = 'failing';
    this.#onFailure(new HerdError('LOG_STOPPED', { path: this.path, reason: reasonOf(thrown) }));
  }
}

function isC1(bytes: DataView, lead: number, start: number, end: number): boolean {
  if (lead < start || lead + 1 >= end || bytes.getUint8(lead) !== C1_LEAD) return false;
  const byte = bytes.getUint8(lead + 1);
  return byte >= 0x80 && byte <= 0x9f;
}

/** Each entry ends with the only LF in it. */
function countEntries(bytes: Uint8Array, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === LF) count++;
  return count;
}

function renameIfThere(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if ((thrown as NodeJS.ErrnoException).code !== 'ENOENT') throw thrown;
  }
}

const reasonOf = (thrown: unknown): string => (thrown instanceof Error ? thrown.message : String(thrown));
