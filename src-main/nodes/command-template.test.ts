import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTemplate } from './command-template.ts';

const VALUES = {
  name: 'Alford',
  host: '127.0.0.1',
  port: '12000',
  neighbours: 'Ball=127.0.0.1:1,Welsh=127.0.0.1:2',
  topology: '/tmp/a b/topology.json',
};

const words = (template: string) => {
  const { program, args } = readTemplate('Alford', template).words(VALUES);
  return [program, ...args];
};

describe('a command template', () => {
  it.each([
    ['python3 server.py {name}', ['python3', 'server.py', 'Alford']],
    ['  java   Server --at={host}:{port} ', ['java', 'Server', '--at=127.0.0.1:12000']],
    [`sh -c 'echo "$1" \\' "a b"\\ c`, ['sh', '-c', 'echo "$1" \\', 'a b c']],
    ['x "a\\"b\\\\c\\d" \'\' ""', ['x', 'a"b\\c\\d', '', '']],
    ['x pre"in side"post\'more\'', ['x', 'prein sidepostmore']],
    ['x {{name}} {{{name}}}', ['x', '{name}', '{Alford}']],
    ['x $HOME *.py ; rm', ['x', '$HOME', '*.py', ';', 'rm']],
    ['x\n\t{topology}', ['x', '/tmp/a b/topology.json']],
  ])('%j', (template, expected) => {
    expect(words(template)).toEqual(expected);
  });

  it.each([
    ['python3 s.py {nmae}', /\{nmae\} \(did you mean \{name\}\?\)\.$/],
    ['python3 s.py {colour}', /no placeholder \{colour\}/],
    ['python3 s.py {}', /no placeholder \{\}/],
    ['python3 s.py {name', /lone \{/],
    ['python3 s.py }', /lone \}/],
    ['python3 "s.py', /" is never closed/],
    ["python3 's.py", /' is never closed/],
    ['python3 s.py \\', /backslash/],
    ['  ', /blank/],
  ])('refuses %j', (template, problem) => {
    expect(() => readTemplate('Alford', template)).toThrow(
      expect.objectContaining({
        code: 'COMMAND_TEMPLATE',
        message: expect.stringMatching(problem),
        details: expect.objectContaining({ server: 'Alford', template }),
      }),
    );
  });

  it('fills in its environment too', () => {
    const template = readTemplate('Alford', 'x', { PEERS: '[{neighbours}]', PLAIN: 'a b' });
    expect(template.env(VALUES)).toEqual({ PEERS: `[${VALUES.neighbours}]`, PLAIN: 'a b' });
    expect(() => readTemplate('Alford', 'x', { PEERS: '{neighbors}' })).toThrow(/\{neighbours\}\?/);
  });

  it('knows whether it tells the program its neighbours', () => {
    const tells = (template: string, env = {}) => readTemplate('A', template, env).tellsNeighbours;
    expect(tells('x {name} {port} {{neighbours}}')).toBe(false);
    expect(tells('x {neighbours}')).toBe(true);
    expect(tells('x --file={topology}')).toBe(true);
    expect(tells('x', { PEERS: '{neighbours}' })).toBe(true);
  });

  it('gives back any words that were quoted, and never splits a value', () => {
    const quoted = (word: string) =>
      `'${word.replaceAll('{', '{{').replaceAll('}', '}}').replaceAll("'", `'\\''`)}'`;
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme' }), { minLength: 1 }), fc.string(), (list, name) => {
        const template = readTemplate('A', [...list.map(quoted), '{name}'].join(' '));
        const { program, args } = template.words({ ...VALUES, name });
        expect([program, ...args]).toEqual([...list, name]);
      }),
    );
  });
});
