import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { TOPOLOGY_LIMITS } from '../../src-shared/topology/topology-file.ts';
import { fileHandlers } from './files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-files-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const choosing = (name: string | undefined, mayReplace = false) => {
  const replacing: string[] = [];
  const askToReplace = async (path: string) => {
    replacing.push(path);
    return mayReplace;
  };
  const asked: unknown[] = [];
  const choose = async (...question: unknown[]) => {
    asked.push(question);
    return name === undefined ? undefined : join(folder, name);
  };
  const files = fileHandlers({ chooseFile: choose, choosePlace: choose, askToReplace });
  return { asked, replacing, files };
};
const code = (wanted: string) => expect.objectContaining({ code: wanted });

describe('opening', () => {
  it('gives the text of what was chosen', async () => {
    writeFileSync(join(folder, 'a.yaml'), 'title: é\n');
    const { files, asked } = choosing('a.yaml');
    expect(await files['file.open']({ kind: 'topology' })).toEqual({
      name: 'a.yaml',
      path: join(folder, 'a.yaml'),
      text: 'title: é\n',
    });
    expect(asked).toMatchObject([
      [{ filters: [{ extensions: ['yaml', 'yml', 'json'] }, { extensions: ['*'] }] }],
    ]);
  });
  it('is nothing when nobody chose', async () => {
    expect(await choosing(undefined).files['file.open']({ kind: 'text' })).toBeNull();
  });
  it.each([
    ['missing', () => undefined],
    ['a folder', (path: string) => mkdirSync(path)],
    ['not text', (path: string) => writeFileSync(path, Buffer.from([0xff, 0xfe, 0x80]))],
    ['too large', (path: string) => writeFileSync(path, Buffer.alloc(TOPOLOGY_LIMITS.bytes + 1, 0x20))],
  ])('refuses what is %s', async (_, make) => {
    make(join(folder, 'x'));
    await expect(choosing('x').files['file.open']({ kind: 'topology' })).rejects.toThrow(
      code('FILE_UNREADABLE'),
    );
  });
});

describe('saving', () => {
  const bytes = new Uint8Array([1, 2, 3]);
  it('writes whole, with the kind’s ending where there is none', async () => {
    const { files, asked } = choosing('map');
    expect(await files['file.save']({ kind: 'png', name: 'herd', bytes })).toEqual({
      path: join(folder, 'map.png'),
    });
    expect(asked).toMatchObject([[{ filters: [{ extensions: ['png'] }] }, 'herd.png']]);
    expect([...readFileSync(join(folder, 'map.png'))]).toEqual([1, 2, 3]);
    expect(readdirSync(folder)).toEqual(['map.png']);
  });
  it('is nothing when nobody chose', async () => {
    expect(await choosing(undefined).files['file.save']({ kind: 'text', name: 'x', bytes })).toBeNull();
  });
  it('asks before a name that gets its ending here replaces a file, and only then', async () => {
    const taken = join(folder, 'map.png');
    writeFileSync(taken, 'mine');
    const refused = choosing('map', false);
    expect(await refused.files['file.save']({ kind: 'png', name: 'herd', bytes })).toBeNull();
    expect(refused.replacing).toEqual([taken]);
    expect(readFileSync(taken, 'utf8')).toBe('mine');
    expect(await choosing('map', true).files['file.save']({ kind: 'png', name: 'herd', bytes })).toEqual({
      path: taken,
    });
    expect([...readFileSync(taken)]).toEqual([1, 2, 3]);
    // About a name as it was typed, the system has asked.
    const whole = choosing('map.png', false);
    expect(await whole.files['file.save']({ kind: 'png', name: 'herd', bytes })).toEqual({ path: taken });
    expect(whole.replacing).toEqual([]);
  });
  it('leaves nothing behind where it can’t write', async () => {
    mkdirSync(join(folder, 'taken.png'));
    writeFileSync(join(folder, 'taken.png', 'inside'), '');
    await expect(choosing('taken.png').files['file.save']({ kind: 'png', name: 'x', bytes })).rejects.toThrow(
      code('FILE_UNWRITABLE'),
    );
    expect(readdirSync(folder)).toEqual(['taken.png']);
  });
});
