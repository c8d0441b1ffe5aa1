import { describe, expect, it } from 'vitest';
import { headlessArgs, windowOptions } from './start-options.ts';

describe('headlessArgs', () => {
  it.each([
    [['electron', '.'], undefined],
    [['electron', '.', '--headless'], []],
    [
      ['electron', '.', '--headless', 'Alford', '--base-port', '0', '--json'],
      ['Alford', '--base-port', '0', '--json'],
    ],
    [['electron', '--no-sandbox', '.', '--headless', '--disable-gpu', '--help'], ['--help']],
    [
      ['electron', '.', '--headless', '--no-sandbox', '--', '--json', '--no-sandbox'],
      ['--json', '--no-sandbox'],
    ],
  ])('%j', (argv, expected) => {
    expect(headlessArgs(argv)).toEqual(expected);
  });
});

describe('windowOptions', () => {
  it('takes both ways to write a value, and leaves what is Electron’s alone', () => {
    expect(
      windowOptions(['e', '.', '--no-sandbox', '--base-port', '0', '--topology=a=b.yaml', '--disable-gpu']),
    ).toEqual({ basePort: '0', topology: 'a=b.yaml' });
  });
  it.each([['--base-port'], ['--base-port='], ['--base-port', '--json'], ['--places', 'nowhere']])(
    'refuses %s %s',
    (...argv) => {
      expect(() => windowOptions(argv)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    },
  );
});
