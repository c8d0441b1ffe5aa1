import { describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { checkScenario } from './check-scenario.ts';
import { readScenario } from './read-scenario.ts';

const TOPOLOGY = PRESETS[0]!.topology;

function mistakeIn(source: string): { code: string; what: string; why: string } {
  try {
    checkScenario(readScenario(source, 'my.yaml'), TOPOLOGY);
  } catch (error) {
    if (error instanceof HerdError) return { code: error.code, what: error.message, why: error.why };
    throw error;
  }
  throw new Error('no mistake was found');
}

const steps = (...lines: string[]): string => ['title: A test', 'steps:', ...lines].join('\n');

describe('a scenario with a mistake', () => {
  it.each([
    [
      'a misspelt step',
      steps('  - start: all', '  - kil: Welsh'),
      4,
      '“kil” is no step',
      'Did you mean “kill”?',
    ],
    [
      'a misspelt member',
      steps('  - send: hi', '    too: Ball', '    reply: refused'),
      4,
      '“too” is unknown here',
      'Did you mean “to”?',
    ],
    [
      'an unknown server',
      steps('  - kill: [Ball, Welch]'),
      3,
      'there is no server “Welch”',
      'Did you mean “Welsh”?',
    ],
    ['an unknown link', steps('  - cut: Alford-Ball'), 3, 'there is no link “Alford-Ball”', ''],
    [
      'links of an unknown server',
      steps('  - cut: links of Bal'),
      3,
      'there is no server “Bal”',
      'Did you mean “Ball”?',
    ],
    [
      'an unknown value',
      steps('  - let: { client: x }', '  - expect known: "{clint}"'),
      4,
      'no value {clint}',
      'Did you mean “client”?',
    ],
    [
      'a value of another turn',
      steps('  - for each: server', '    as: s', '    do:', '      - let: { a: b }', '  - kill: "{a}"'),
      7,
      'no value {a}',
      '',
    ],
    [
      'a placeholder that is none',
      steps('  - let: { a: "{now*2}" }'),
      3,
      '“{now*2}” is no value',
      'a brace itself is {{',
    ],
    ['a brace without quotes', steps('  - kill: {welsh}'), 3, 'a text was meant here', 'in quotes'],
    [
      'an unknown reply',
      steps('  - send: hi', '    to: Ball', '    reply: refusd'),
      5,
      '“refusd” is no reply',
      'Did you mean “refused”?',
    ],
    [
      'a reply without its value',
      steps('  - send: hi', '    to: Ball', '    reply: line'),
      5,
      '“line” needs a value',
      '',
    ],
    [
      'a number of results that is none',
      steps('  - send: hi', '    to: Ball', '    reply:', '      - json:', '          results: few'),
      7,
      '“at most 5”',
      '',
    ],
    [
      'bytes that are none',
      steps('  - send: { bytes: "\\\\q" }', '    to: Ball', '    reply: refused'),
      3,
      'escapes',
      '',
    ],
    [
      'hex that is none',
      steps('  - send: hi', '    to: Ball', '    reply: { hex: abc }'),
      5,
      'hex was meant',
      '',
    ],
    ['a send without a reply', steps('  - send: hi', '    to: Ball'), 3, 'say what comes back', ''],
    ['a send to nobody', steps('  - send: hi', '    reply: refused'), 3, 'say which server', ''],
    [
      'an unknown connection',
      steps('  - send: hi', '    to: Ball', '    on: session', '  - expect: refused', '    on: sesion'),
      7,
      'no connection that was kept “sesion”',
      'Did you mean “session”?',
    ],
    ['a number that is none', steps('  - start: all', '    within: soon'), 4, 'a number of seconds', ''],
    [
      'a missing member',
      steps('  - for each: server', '    do:', '      - kill: Ball'),
      3,
      '“as” is missing',
      '',
    ],
    [
      'an unknown loop',
      steps('  - for each: serv', '    as: s', '    do:', '      - kill: s'),
      3,
      '“pair of servers”',
      '',
    ],
    ['a taken name', steps('  - let: { now: 5 }'), 3, 'this name is taken', ''],
    [
      'a mistake inside of blocks',
      steps('  - together:', '      - - kill: Ball', '      - - kill: Ball', '        - stat: Ball'),
      6,
      '“stat” is no step',
      'Did you mean “start”?',
    ],
    ['a step that is a text', steps('  - start'), 3, 'a step such as', ''],
    ['no steps', 'title: x\nsteps: []', 2, 'at least one step', ''],
    ['no title', 'steps:\n  - start: all', 1, '“title” is missing', ''],
    ['an unknown head', 'titel: x\nsteps:\n  - start: all', 1, '', ''],
    [
      'a part that nobody can play',
      'title: x\ncast:\n  a: 1\n  b: 6\nsteps:\n  - start: a',
      4,
      'no server number 6 for b',
      'Its 5 servers are',
    ],
    [
      'a part for an unknown server',
      'title: x\ncast:\n  a: Balll\nsteps:\n  - start: a',
      3,
      'no server “Balll” for a',
      'Did you mean “Ball”?',
    ],
    ['a tab', 'title: x\nsteps:\n\t- start: all', 3, 'YAML is broken', 'Indent with spaces'],
    ['a quote that is left open', 'title: "x\nsteps:\n  - start: all\n', 1, 'YAML is broken', ''],
    ['a key twice', 'title: x\ntitle: y\nsteps:\n  - start: all', 2, 'YAML is broken', ''],
    ['an alias', 'title: &t x\nsteps:\n  - start: *t', 3, 'aliases', ''],
    ['a tag', 'title: !!js/function x\nsteps:\n  - start: all', 1, 'YAML is broken', ''],
    ['a text', 'hello', 1, 'no mapping', ''],
    ['nothing', '', 1, 'no mapping', ''],
  ])('%s: its line is named', (_, source, line, problem, meant) => {
    const mistake = mistakeIn(source);
    expect(mistake.code).toBe('SCENARIO_INVALID');
    expect(mistake.what).toContain(`my.yaml:${line} `);
    expect(mistake.what).toContain(problem);
    expect(mistake.why).toContain(meant);
  });

  it('is refused when it is too large', () => {
    expect(mistakeIn(`title: ${'x'.repeat(1024 * 1024)}`).what).toContain('larger than 1024 KiB');
  });

  it('is refused when it nests without end, without breaking the program', () => {
    expect(mistakeIn(`title: x\nsteps: ${'['.repeat(5_000)}`).code).toBe('SCENARIO_INVALID');
  });
});

describe('a right scenario', () => {
  it('keeps every text as it stands there', () => {
    const {
      title,
      steps: read,
      within,
    } = readScenario('title: 0x10\nwithin: 2.5\nsteps:\n  - start: all # now', 'a.yaml');
    expect({ title, within, text: read[0]?.text, line: read[0]?.line }).toEqual({
      title: '0x10',
      within: 2.5,
      text: 'start: all # now',
      line: 4,
    });
  });

  it('may name links the other way round and by parts', () => {
    const source = 'title: x\ncast: { a: Alford }\nsteps:\n  - cut: [Welsh-Alford, a-Welsh, links of a]';
    expect(() => checkScenario(readScenario(source, 'a.yaml'), TOPOLOGY)).not.toThrow();
  });
});
