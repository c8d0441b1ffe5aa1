import { describe, expect, it } from 'vitest';
import { findPorts } from './ports.ts';

const NAMES = ['Alford', 'Ball', 'Welsh'];
const portsIn = (...texts: string[]) => {
  const found = findPorts(
    texts.map((text, i) => ({ path: `${i}.py`, text })),
    NAMES,
  );
  return found.kind === 'found' ? [found.path, Object.fromEntries(found.ports)] : found.problem;
};
const ALL = { Alford: 12000, Ball: 12001, Welsh: 12004 };

describe('the ports in a submission’s own table', () => {
  it.each([
    ["PORTS = {'Alford': 12000, 'Ball': 12001, 'Welsh': 12004}"],
    ["PORTS = {\n  'Alford':\n    12000,\n  'Ball' : 12001,\n  'Welsh': 12004}"],
    ["S = {'Alford': ('127.0.0.1', 12000), 'Ball': ('127.0.0.1', 12001), 'Welsh': ('localhost', 12004)}"],
    [
      "if name == 'Alford':\n    port = 12000\nelif name == 'Ball':\n    port = 12001\nelse: # Welsh\n    port = 12004",
    ],
    ['ALFORD_PORT = 12000\nBALL_PORT = 12001\nWELSH_PORT = 12004'],
    ['const ports = { Alford: 12000, Ball: 12001, Welsh: 12004 };'],
    [
      "LINKS = {'Alford': ['Welsh'], 'Ball': ['Welsh']}\nPORTS = {'Alford': 12000, 'Ball': 12001, 'Welsh': 12004}",
    ],
  ])('%s', (text) => {
    expect(portsIn(text)).toEqual(['0.py', ALL]);
  });

  it('are those of the first file that gives every server its own', () => {
    const table = "{'Alford': 12000, 'Ball': 12001, 'Welsh': 12004}";
    expect(portsIn("names = ['Alford', 'Ball', 'Welsh']", table)).toEqual(['1.py', ALL]);
    expect(portsIn("{'Alford': 9000, 'Ball': 9000, 'Welsh': 9000}", table)).toEqual(['1.py', ALL]);
  });

  it('are no years, coordinates, parts of names or ports of root', () => {
    expect(portsIn("'Alford': 80, 'Ball': 34.0689, 'Welsh': 123456")).toMatch(/no file has ports/);
    expect(portsIn("'Alfordson': 12000, 'Ball': 12001, 'Welsh': 12004")).toMatch(/no port for Alford/);
  });

  it('tell what is missing', () => {
    expect(portsIn("{'Alford': 12000, 'Ball': 12001}")).toBe('0.py has no port for Welsh');
    expect(portsIn("{'Alford': 12000, 'Ball': 12001, 'Welsh': 12001}")).toBe(
      '0.py gives two servers the same port',
    );
  });
});
