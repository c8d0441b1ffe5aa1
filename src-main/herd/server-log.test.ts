/** A server's log: what it says and how, when it is written, and what becomes of it when the disk fails. */
import * as fs from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { HerdError } from '../../src-shared/errors.ts';
import { encodeText, viewOf } from '../../src-shared/protocol/bytes.ts';
import { LIMITS } from './limits.ts';
import { flushOpenLogs, ServerLog, type WriteSome } from './server-log.ts';

const TIME = Date.UTC(2016, 10, 17, 19, 51, 24, 392);
const PEER = encodeText('127.0.0.1:50344');
const MISSING = /^\d{4}-\d\d-\d\dT[\d:.]{12}Z note {2}- (\d+) entries are missing here$/;

let folder: string;
let failures: string[];
let open: ServerLog[];
beforeEach(() => {
  folder = fs.mkdtempSync(join(tmpdir(), 'herd-log-'));
  failures = [];
  open = [];
});
afterEach(() => {
  vi.useRealTimers();
  for (const log of open) log.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

function logFor(onFailure: (error: HerdError) => void = () => undefined, writeSome?: WriteSome): ServerLog {
  const tell = (error: HerdError): void => {
    failures.push(error.code);
    onFailure(error);
  };
  const log = new ServerLog(folder, 'Alford', tell, writeSome);
  open.push(log);
  return log;
}

const entry = (log: ServerLog, text: string): void => log.note(TIME, 'in', PEER, text);
const path = (name = 'Alford.log'): string => join(folder, name);
const linesIn = (name?: string): string[] => fs.readFileSync(path(name), 'utf8').split('\n').slice(0, -1);
/** The entries without their time and peer; what is said of missing ones as `missing N`. */
const saidIn = (name?: string): string[] =>
  linesIn(name).map((line) => line.replace(MISSING, 'missing $1').replace(/^\S+ in {4}\S+ /, ''));

/** A disk that has room for so many bytes more, and then takes what fits and fails: `ENOSPC`. */
class SmallDisk {
  room = Number.POSITIVE_INFINITY;
  readonly write: WriteSome = (file, bytes, at, length) => {
    const fits = Math.min(length, this.room);
    if (fits === 0)
      throw Object.assign(new Error('ENOSPC: no space left on device, write'), { code: 'ENOSPC' });
    this.room -= fits;
    return fs.writeSync(file, bytes, at, fits);
  };
}

describe('an entry', () => {
  it('says when, what, who and the line', () => {
    const log = logFor();
    log.note(TIME, 'open', PEER, '');
    log.note(TIME + 0.7, 'in', PEER, 'IAMAT 客户 +34-118 1');
    log.note(TIME + 1, 'link', encodeText('Ball'), 'up');
    log.flush();
    expect(linesIn()).toEqual([
      '2016-11-17T19:51:24.392Z open  127.0.0.1:50344 ',
      '2016-11-17T19:51:24.392Z in    127.0.0.1:50344 IAMAT 客户 +34-118 1',
      '2016-11-17T19:51:24.393Z link  Ball up',
    ]);
  });

  it('is one line without a control character, whatever the wire brought', () => {
    const log = logFor();
    const controls = [...Array(0x20).keys(), 0x7f].map((code) => String.fromCharCode(code)).join('');
    const c1 = [...Array(0x20).keys()].map((code) => String.fromCharCode(0x80 + code)).join('');
    entry(log, `\x1b[31mred\x1b[0m \0 \u009b2J ${controls}${c1} end`);
    log.flush();
    const [line = ''] = linesIn();
    expect(linesIn()).toHaveLength(1);
    expect(line).not.toMatch(/\p{Cc}/u);
    expect(line).toContain('\\x1b[31mred\\x1b[0m \\x00 \\xc2\\x9b2J \\x00\\x01');
    expect(line).toContain('\\x7f\\xc2\\x80');
    expect(line).not.toContain('\ufffd');
  });

  it('keeps text whose bytes only look like C1 controls', () => {
    const log = logFor();
    const text = 'Â©ÂÿÃ⛔🐑 Â ÂÂ';
    entry(log, text);
    log.flush();
    expect(saidIn()).toEqual([text]);
  });

  it('of plain text may be copied as it is', () => {
    const log = logFor();
    const bytes = viewOf(encodeText('..plain..'));
    log.line(TIME, 'in', PEER, bytes, 2, 7, true);
    log.line(TIME, 'in', PEER, bytes, 2, 7);
    log.flush();
    expect(saidIn()).toEqual(['plain', 'plain']);
  });

  it('looks at its own bytes only', () => {
    const log = logFor();
    const around = viewOf(Uint8Array.of(0xc2, 0x9b, 0x61, 0xc2, 0x9b));
    log.line(TIME, 'in', PEER, around, 1, 4);
    log.flush();
    expect([...fs.readFileSync(path()).subarray(-4)]).toEqual([0x9b, 0x61, 0xc2, 0x0a]);
  });
});

describe('writing', () => {
  it('happens in batches, at the latest after a quarter of a second', () => {
    vi.useFakeTimers();
    const log = logFor();
    entry(log, 'one');
    vi.advanceTimersByTime(LIMITS.logFlushMs - 1);
    entry(log, 'two');
    expect(saidIn()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(saidIn()).toEqual(['one', 'two']);
    entry(log, 'three');
    vi.advanceTimersByTime(LIMITS.logFlushMs);
    expect(saidIn()).toEqual(['one', 'two', 'three']);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('happens at once when a batch is full', () => {
    vi.useFakeTimers();
    const log = logFor();
    const text = 'x'.repeat(1000);
    const entries = Math.ceil(LIMITS.logBatchBytes / text.length);
    for (let i = 0; i < entries; i++) entry(log, text);
    expect(fs.statSync(path()).size).toBeGreaterThanOrEqual(LIMITS.logBatchBytes);
  });

  it('happens on close, and then no more: no file stays open, no timer runs', () => {
    vi.useFakeTimers();
    const log = logFor();
    entry(log, 'last');
    log.close();
    entry(log, 'too late');
    log.close();
    expect(vi.getTimerCount()).toBe(0);
    log.flush();
    expect(saidIn()).toEqual(['last']);
  });

  it('happens at once for all open logs when the process ends without closing them', () => {
    const log = logFor();
    entry(log, 'last words');
    expect(linesIn()).toEqual([]);
    flushOpenLogs();
    expect(saidIn()).toEqual(['last words']);
  });

  it('goes on where an older log ended', () => {
    fs.writeFileSync(path(), 'before\n');
    const log = logFor();
    entry(log, 'after');
    log.flush();
    expect(saidIn()).toEqual(['before', 'after']);
  });

  it('needs a folder that can be made and written, or says so with LOG_FOLDER', () => {
    fs.writeFileSync(path('file'), '');
    expect(() => new ServerLog(path('file/logs'), 'Alford', () => undefined)).toThrow(
      expect.objectContaining({ code: 'LOG_FOLDER' }),
    );
    fs.mkdirSync(path('taken/Alford.log'), { recursive: true });
    expect(() => new ServerLog(path('taken'), 'Alford', () => undefined)).toThrow(
      expect.objectContaining({ code: 'LOG_FOLDER' }),
    );
    const made = new ServerLog(path('a/b/c'), 'Alford', () => undefined);
    made.close();
    expect(fs.existsSync(path('a/b/c/Alford.log'))).toBe(true);
  });
});

describe('rotation', () => {
  const full = (name = 'Alford.log'): void => fs.truncateSync(path(name), LIMITS.logFileBytes);

  it('renames a full file and keeps no more old ones than the limit', () => {
    const log = logFor();
    for (let round = 0; round <= LIMITS.logFiles + 1; round++) {
      entry(log, `round ${round}`);
      log.flush();
      if (round <= LIMITS.logFiles) full();
    }
    const kept = Array.from({ length: LIMITS.logFiles }, (_, i) => `Alford.log.${i + 1}`);
    expect(fs.readdirSync(folder).sort()).toEqual(['Alford.log', ...kept]);
    expect(saidIn()).toEqual([`round ${LIMITS.logFiles + 1}`]);
    for (const [i, name] of kept.entries()) {
      expect(beginningOf(name)).toContain(`round ${LIMITS.logFiles - i}\n`);
    }
  });

  it('comes neither a byte too early nor a byte late', () => {
    const log = logFor();
    entry(log, 'one');
    log.flush();
    fs.truncateSync(path(), LIMITS.logFileBytes - 1);
    entry(log, 'two');
    log.flush();
    expect(fs.existsSync(path('Alford.log.1'))).toBe(false);
    entry(log, 'three');
    log.flush();
    expect(saidIn()).toEqual(['three']);
    expect(fs.statSync(path('Alford.log.1')).size).toBeGreaterThan(LIMITS.logFileBytes);
  });

  it('that fails is told of once and counts only what was not written', () => {
    const log = logFor();
    entry(log, 'written');
    log.flush();
    full();
    // A folder where the oldest log is to be removed.
    fs.mkdirSync(path(`Alford.log.${LIMITS.logFiles}/in the way`), { recursive: true });
    for (const text of ['lost', 'lost', 'lost']) {
      entry(log, text);
      log.flush();
    }
    expect(failures).toEqual(['LOG_STOPPED']);
    expect(fs.statSync(path()).size).toBe(LIMITS.logFileBytes);
    fs.rmSync(path(`Alford.log.${LIMITS.logFiles}`), { recursive: true });
    entry(log, 'again');
    log.flush();
    expect(saidIn()).toEqual(['missing 3', 'again']);
  });
});

describe('a disk that fails', () => {
  it.runIf(fs.existsSync('/dev/full'))(
    'is told of once, and what is missing when it can be written again',
    () => {
      fs.symlinkSync('/dev/full', path());
      const log = logFor();
      for (const text of ['one', 'two', 'three']) entry(log, text);
      expect(failures).toEqual([]);
      log.flush();
      entry(log, 'four');
      log.flush();
      expect(failures).toEqual(['LOG_STOPPED']);
      fs.unlinkSync(path());
      entry(log, 'five');
      log.flush();
      expect(saidIn()).toEqual(['missing 4', 'five']);
      entry(log, 'six');
      log.flush();
      expect(saidIn()).toEqual(['missing 4', 'five', 'six']);
    },
  );

  it('may take a part: what it took is not counted, and no entry is glued to a torn one', () => {
    const disk = new SmallDisk();
    const log = logFor(undefined, disk.write);
    entry(log, 'whole');
    log.flush();
    const size = fs.statSync(path()).size;
    disk.room = 2 * size + 10;
    for (let i = 0; i < 5; i++) entry(log, 'whole');
    log.flush();
    disk.room = 5;
    entry(log, 'whole');
    log.flush();
    disk.room = Number.POSITIVE_INFINITY;
    entry(log, 'after');
    log.flush();
    expect(failures).toEqual(['LOG_STOPPED']);
    const said = saidIn();
    expect(said.filter((text) => text === 'whole')).toHaveLength(3);
    expect(said.slice(-2)).toEqual(['missing 4', 'after']);
  });

  it('is told of again when it fails again', () => {
    const disk = new SmallDisk();
    const log = logFor(undefined, disk.write);
    for (const room of [0, Number.POSITIVE_INFINITY, 0, Number.POSITIVE_INFINITY]) {
      disk.room = room;
      entry(log, 'x');
      log.flush();
    }
    expect(failures).toEqual(['LOG_STOPPED', 'LOG_STOPPED']);
    expect(saidIn()).toEqual(['missing 1', 'x', 'missing 1', 'x']);
  });

  it('may itself be logged by who is told of it: nothing is lost uncounted', () => {
    const disk = new SmallDisk();
    const log: ServerLog = logFor((error) => entry(log, error.code), disk.write);
    disk.room = 0;
    // As many as fill a batch, so that the failure comes in the midst of an entry.
    const text = 'x'.repeat(1000);
    while (failures.length === 0) entry(log, text);
    const lost =
      fs.statSync(path()).size === 0 ? Math.ceil(LIMITS.logBatchBytes / lengthOf(text)) : Number.NaN;
    disk.room = Number.POSITIVE_INFINITY;
    log.flush();
    expect(saidIn()).toEqual([`missing ${lost}`, 'LOG_STOPPED']);
  });

  it('says on close what is missing, though nothing came after it', () => {
    const disk = new SmallDisk();
    const log = logFor(undefined, disk.write);
    disk.room = 0;
    entry(log, 'lost');
    log.flush();
    disk.room = Number.POSITIVE_INFINITY;
    log.close();
    expect(saidIn()).toEqual(['missing 1']);
  });

  it('stops nobody: closing a log that can’t be written doesn’t throw', () => {
    const disk = new SmallDisk();
    const log = logFor(undefined, disk.write);
    disk.room = 0;
    entry(log, 'lost');
    log.close();
    expect(failures).toEqual(['LOG_STOPPED']);
  });
});

describe('a file that is removed', () => {
  it('is made anew', () => {
    const log = logFor();
    entry(log, 'one');
    log.flush();
    fs.unlinkSync(path());
    entry(log, 'two');
    log.flush();
    expect(saidIn()).toEqual(['two']);
    expect(failures).toEqual([]);
  });

  it('with its folder is told of once, and what is missing when the folder is back', () => {
    const log = logFor();
    entry(log, 'one');
    log.flush();
    fs.rmSync(folder, { recursive: true });
    for (const text of ['two', 'three']) {
      entry(log, text);
      log.flush();
    }
    expect(failures).toEqual(['LOG_STOPPED']);
    fs.mkdirSync(folder);
    entry(log, 'four');
    log.flush();
    expect(saidIn()).toEqual(['missing 2', 'four']);
  });
});

/** A file's first bytes: a rotated one is large, and holes after its first entry. */
function beginningOf(name: string): string {
  const file = fs.openSync(path(name), 'r');
  const bytes = Buffer.alloc(200);
  fs.readSync(file, bytes);
  fs.closeSync(file);
  return bytes.toString().replaceAll('\0', '');
}

/** Bytes of an entry with this text. */
const lengthOf = (text: string): number =>
  '2016-11-17T19:51:24.392Z in    127.0.0.1:50344 \n'.length + text.length;
