import { describe, expect, it } from 'vitest';
import { readTopologyFile, resolveFrom } from './topology-files.ts';

describe('a folder in a topology file', () => {
  it.each([
    ['/home/ta/herds/a.yaml', '../submission', '/home/ta/submission'],
    ['/home/ta/herds/a.yaml', '.', '/home/ta/herds'],
    ['/home/ta/herds/a.yaml', './x/../y', '/home/ta/herds/y'],
    ['/home/ta/herds/a.yaml', '/srv/x', '/srv/x'],
    ['/a.yaml', '../../x', '/x'],
    ['C:\\herds\\a.yaml', '..\\x', 'C:\\x'],
    ['C:\\herds\\a.yaml', 'D:\\x', 'D:\\x'],
  ])('of %s: %s is %s', (file, cwd, folder) => expect(resolveFrom(file, cwd)).toBe(folder));

  it('is the file’s own where none is written', () => {
    const text = 'servers:\n  - A\n  - {name: B, command: python3 server.py}\n';
    const { servers } = readTopologyFile({ name: 'a.yaml', path: '/x/a.yaml', text });
    expect(servers).toEqual([
      { name: 'A' },
      { name: 'B', command: { template: 'python3 server.py', cwd: '/x' } },
    ]);
  });
});
