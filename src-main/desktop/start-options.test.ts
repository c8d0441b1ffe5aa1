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

const FOLDER = { inFolder: true };

describe('windowOptions', () => {
  it('takes both ways to write a value, and leaves what is Electron’s alone', () => {
    expect(
      windowOptions(
        ['e', '--no-sandbox', '.', '--base-port', '0', '--topology=a=b.yaml', '--disable-gpu', '--inspect=0'],
        FOLDER,
      ),
    ).toEqual({ basePort: '0', topology: 'a=b.yaml' });
    expect(windowOptions(['app', '--user-data-dir=/x'], { inFolder: false })).toEqual({});
  });
  it.each(['--base-port', '--topology', '--log-dir', '--places-url'])('takes %s, which is ours', (name) => {
    const value = Object.values(windowOptions(['app', name, 'x'], { inFolder: false }));
    expect(value).toEqual(['x']);
    expect(Object.values(windowOptions(['app', `${name}=x`], { inFolder: false }))).toEqual(['x']);
  });
  it.each(['--js-flags=--expose-gc', '--log-level=0', '--log-file=/x', '--enable-logging', '--inspect'])(
    'leaves %s to Chromium',
    (argument) => {
      expect(windowOptions(['app', argument], { inFolder: false })).toEqual({});
    },
  );
  it.each([
    ['--log-dri', 'was --log-dir meant?'],
    ['--nonsense', '“--nonsense” is no option of the window.'],
    ['--nonsense=1', '“--nonsense=1” is no option of the window.'],
    ['--base-prot', 'was --base-port meant?'],
    ['-t', '“-t” is no option of the window.'],
    ['winter-2020', '“winter-2020” is one word too many.'],
  ])('refuses %s, which would change nothing', (argument, what) => {
    const refused = expect.objectContaining({ code: 'USAGE', message: expect.stringContaining(what) });
    expect(() => windowOptions(['e', '.', argument], FOLDER)).toThrow(refused);
    expect(() => windowOptions(['app', argument], { inFolder: false })).toThrow(refused);
  });
  it.each([['--base-port'], ['--base-port='], ['--base-port', '--json'], ['--places', 'nowhere']])(
    'refuses %s %s',
    (...argv) => {
      expect(() => windowOptions(['e', '.', ...argv], FOLDER)).toThrow(
        expect.objectContaining({ code: 'USAGE' }),
      );
    },
  );
});
