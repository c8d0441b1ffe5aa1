import { execFileSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { openArchive } from './open-archive.ts';

let root = '';
let target = '';
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'herd-archive-'));
  target = join(root, 'target');
  mkdirSync(target);
});
afterEach(() => rmSync(root, { recursive: true }));

/** An archive as Python's own modules write it, from `name: text`; a text that begins with “->” is a link. */
const WRITE = {
  zip: `
import sys, zipfile, json
with zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as out:
    for name, text in json.loads(sys.argv[2]):
        info = zipfile.ZipInfo(name)
        info.external_attr = (0o120777 if text.startswith('->') else 0o100644) << 16
        out.writestr(info, text, zipfile.ZIP_DEFLATED)`,
  tgz: `
import sys, tarfile, io, json
with tarfile.open(sys.argv[1], 'w:gz') as out:
    for name, text in json.loads(sys.argv[2]):
        info = tarfile.TarInfo(name)
        if text.startswith('->'): info.type, info.linkname, text = tarfile.SYMTYPE, text[2:], ''
        info.size = len(text.encode())
        out.addfile(info, io.BytesIO(text.encode()))`,
} as const;

type Kind = keyof typeof WRITE;
const KINDS: readonly Kind[] = ['zip', 'tgz'];

function archive(kind: Kind, files: readonly (readonly [string, string])[], name = `a.${kind}`): string {
  const path = join(root, name);
  execFileSync('python3', ['-c', WRITE[kind], path, JSON.stringify(files)]);
  return path;
}

/** The paths of the files that this process has open. */
const openFiles = (): string[] =>
  readdirSync('/proc/self/fd').flatMap((number) => {
    try {
      return readlinkSync(`/proc/self/fd/${number}`);
    } catch {
      // Closed while we looked.
      return [];
    }
  });

const LONG = `${'long-folder/'.repeat(20)}${'n'.repeat(120)}.py`;

describe.each(KINDS)('a %s', (kind) => {
  it('is opened, long names and others too', async () => {
    await openArchive(
      archive(kind, [
        ['server.py', 'x'],
        ['lib/ü 1.py', 'y'],
        [LONG, 'z'],
      ]),
      target,
    );
    expect(readFileSync(join(target, 'server.py'), 'utf8')).toBe('x');
    expect(readFileSync(join(target, 'lib/ü 1.py'), 'utf8')).toBe('y');
    expect(readFileSync(join(target, LONG), 'utf8')).toBe('z');
  });

  it.each(['../outside.py', '/outside.py', 'a/../../outside.py', 'a\\..\\..\\outside.py'])(
    'that leads out of its folder is refused: %s',
    async (path) => {
      const made = archive(kind, [
        ['server.py', 'x'],
        [path, 'y'],
      ]);
      // On the way a zip's backslashes become slashes.
      await expect(openArchive(made, target)).rejects.toThrow(/leads out of it|relative path|absolute path/);
      expect(readdirSync(root).sort()).toEqual([`a.${kind}`, 'target']);
    },
  );

  it('gives no links, and nothing is written through one', async () => {
    await openArchive(
      archive(kind, [
        ['link', `->${root}`],
        ['server.py', 'x'],
      ]),
      target,
    );
    expect(readdirSync(target)).toEqual(['server.py']);
  });

  it('within an archive is opened, but not without end', async () => {
    const once = archive(kind, [['server.py', 'x']]);
    const wrap = (inner: string, name: string): string => {
      const path = join(root, name);
      execFileSync('tar', ['-czf', path, '-C', root, inner]);
      return path;
    };
    expect(once).toBe(join(root, `a.${kind}`));
    await openArchive(wrap(`a.${kind}`, 'b.tgz'), target);
    expect(readdirSync(target)).toEqual(['server.py']);
    rmSync(join(target, 'server.py'));
    wrap('b.tgz', 'c.tgz');
    wrap('c.tgz', 'd.tgz');
    await expect(openArchive(join(root, 'd.tgz'), target)).rejects.toThrow('and so on');
  });

  it('that is damaged is told', async () => {
    const path = archive(kind, [['server.py', 'x'.repeat(10_000)]]);
    const bytes = readFileSync(path);
    writeFileSync(path, bytes.subarray(0, bytes.length / 2));
    await expect(openArchive(path, target)).rejects.toThrow(/can’t be opened/);
    writeFileSync(path, 'no archive');
    await expect(openArchive(path, target)).rejects.toThrow(/can’t be opened/);
  });

  it('of too many bytes is refused before they are on the disk', async () => {
    // Megabytes of zeros are kilobytes in there.
    const path = join(root, `bomb.${kind}`);
    if (kind === 'zip') {
      const write = `import sys, zipfile\nwith zipfile.ZipFile(sys.argv[1], 'w', zipfile.ZIP_DEFLATED) as out:\n    with out.open('bomb', 'w') as one:\n        for _ in range(3): one.write(bytes(1 << 20))`;
      execFileSync('python3', ['-c', write, path]);
    } else {
      const head = Buffer.alloc(512);
      head.write('bomb');
      head.write('0000644', 100);
      head.write((3 * 1024 * 1024).toString(8).padStart(11, '0'), 124);
      head.write('        ', 148);
      head.write('0', 156);
      const sum = head.reduce((total, byte) => total + byte, 0);
      head.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148);
      writeFileSync(path, gzipSync(Buffer.concat([head, Buffer.alloc(3 * 1024 * 1024)])));
    }
    const limits = { diskBytes: 2 * 1024 * 1024, files: 10 };
    await expect(openArchive(path, target, limits)).rejects.toThrow('it is larger than 2 MiB');
  });

  it('of too many files is refused', async () => {
    const files = Array.from({ length: 11 }, (_, i) => [`${i}.py`, 'x'] as const);
    const limits = { diskBytes: 1_000, files: 10 };
    await expect(openArchive(archive(kind, files), target, limits)).rejects.toThrow('more than 10 files');
  });

  it('of few entries and many folders is refused like one of many files', async () => {
    const made = archive(kind, [[`${'d/'.repeat(30)}server.py`, 'x']]);
    const limits = { diskBytes: 1_000, files: 10 };
    await expect(openArchive(made, target, limits)).rejects.toThrow('more than 10 files');
  });

  it('is opened without what macOS and tools put beside a program', async () => {
    const made = archive(kind, [
      ['._project', 'x'],
      ['__MACOSX/project/._server.py', 'x'],
      ['project/._server.py', 'x'],
      ['project/.git/config', 'x'],
      ['project/venv/lib/x.py', 'x'.repeat(30_000)],
      ['project/server.py', 'x'],
    ]);
    await openArchive(made, target, { diskBytes: 20_000, files: 2 });
    expect(readdirSync(target)).toEqual(['project']);
    expect(readdirSync(join(target, 'project'))).toEqual(['server.py']);
  });

  it('is opened in another one although macOS put its own beside it', async () => {
    archive(kind, [['server.py', 'x']]);
    mkdirSync(join(root, '__MACOSX'));
    writeFileSync(join(root, `__MACOSX/._a.${kind}`), 'x');
    writeFileSync(join(root, `._a.${kind}`), 'x');
    const names = ['__MACOSX', `._a.${kind}`, `a.${kind}`];
    execFileSync('tar', ['-czf', join(root, 'b.tgz'), '-C', root, ...names]);
    await openArchive(join(root, 'b.tgz'), target);
    expect(readdirSync(target)).toEqual(['server.py']);
  });

  it('may hold one folder that is named like an archive', async () => {
    await openArchive(archive(kind, [['herd.zip/server.py', 'x']]), target);
    expect(readdirSync(join(target, 'herd.zip'))).toEqual(['server.py']);
  });
});

describe('a zip of one entry that can’t be read is told, and ends nobody else’s run:', () => {
  const LOCAL = 0x04034b50;
  const CENTRAL = 0x02014b50;
  type Zip = { readonly bytes: Buffer; readonly local: number; readonly central: number };
  const write16 = ({ bytes, local, central }: Zip, value: number, inLocal: number, inCentral: number) => {
    bytes.writeUInt16LE(value, local + inLocal);
    bytes.writeUInt16LE(value, central + inCentral);
  };
  const method = (zip: Zip, number: number) => write16(zip, number, 8, 10);

  it.each<[string, (zip: Zip) => unknown, verdict: string, RegExp]>([
    // What is in these may be right, and only we can't read it.
    ['with a password', (zip) => write16(zip, 1, 6, 8), 'unknown', /"server\.py" in it is .*password/],
    ['by Deflate64', (zip) => method(zip, 9), 'unknown', /method that is not known here \(number 9\)/],
    ['by bzip2', (zip) => method(zip, 12), 'unknown', /method/],
    ['by LZMA', (zip) => method(zip, 14), 'unknown', /method/],
    ['by zstd', (zip) => method(zip, 93), 'unknown', /method/],
    ['larger than told', ({ bytes, central }) => bytes.writeUInt32LE(5, central + 24), 'fail', /damaged/],
    ['without its head', ({ bytes, local }) => bytes.writeUInt32LE(0, local), 'fail', /damaged/],
    ['of wrong bytes', ({ bytes, local }) => bytes.fill(0xff, local + 40, local + 60), 'fail', /damaged/],
  ])('%s', async (_, spoil, verdict, words) => {
    const path = archive('zip', [['server.py', Array.from({ length: 500 }, (__, i) => `x${i}`).join()]]);
    const bytes = readFileSync(path);
    const head = (signature: number): number => {
      const sought = Buffer.alloc(4);
      sought.writeUInt32LE(signature);
      return bytes.indexOf(sought);
    };
    spoil({ bytes, local: head(LOCAL), central: head(CENTRAL) });
    writeFileSync(path, bytes);
    const thrown = await openArchive(path, target).catch((error: unknown) => error);
    expect(thrown).toMatchObject({ name: 'SubmissionProblem', verdict });
    expect(String(thrown)).toMatch(words);
  });
});

it('a tgz is not unpacked without end for what is skipped in it', async () => {
  const path = join(root, 'links.tgz');
  const write = `import sys, tarfile, gzip
info = tarfile.TarInfo('link')
info.type, info.size = tarfile.SYMTYPE, 8 << 20
with gzip.open(sys.argv[1], 'wb') as out: out.write(info.tobuf() + bytes((8 << 20) + 1024))`;
  execFileSync('python3', ['-c', write, path]);
  const limits = { diskBytes: 2 * 1024 * 1024, files: 10 };
  await expect(openArchive(path, target, limits)).rejects.toThrow('it is larger than 2 MiB');
});

describe('a tar of the system’s own', () => {
  it.each(['tar', 'tgz'])('that is refused half way is not left open: %s', async (ending) => {
    writeFileSync(join(root, 'large'), randomBytes(1 << 20));
    const path = join(root, `large.${ending}`);
    execFileSync('tar', ['-caf', path, '-C', root, 'large']);
    await expect(openArchive(path, target, { diskBytes: 1 << 19, files: 1 })).rejects.toThrow('larger than');
    await vi.waitFor(() => expect(openFiles()).not.toContain(path));
  });

  it('keeps who can be run, and leaves links and devices out', async () => {
    const folder = join(root, 'proj');
    mkdirSync(folder);
    writeFileSync(join(folder, 'run.sh'), '#!/bin/sh\n');
    chmodSync(join(folder, 'run.sh'), 0o755);
    symlinkSync('/etc/passwd', join(folder, 'passwd'));
    execFileSync('tar', ['-cf', join(root, 'p.tar'), '-C', root, 'proj']);
    await openArchive(join(root, 'p.tar'), target);
    expect(readdirSync(join(target, 'proj'))).toEqual(['run.sh']);
    expect(statSync(join(target, 'proj/run.sh')).mode & 0o111).not.toBe(0);
  });
});
