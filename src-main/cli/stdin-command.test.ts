import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CONTRACT } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { encodeText } from '../../src-shared/protocol/index.ts';
import { findPreset } from '../../src-shared/topology/presets.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { parseStdinCommand, stdinHelp } from './stdin-command.ts';

const HERD = findPreset('fall-2016')?.topology as Topology;
const parse = (line: string): unknown => parseStdinCommand(line, HERD);

describe('parseStdinCommand', () => {
  it.each([
    ['kill Welsh', 'server.kill', { servers: ['Welsh'] }],
    ['  start   Welsh  Ball ', 'server.start', { servers: ['Welsh', 'Ball'] }],
    ['stop all', 'server.stop', { servers: [] }],
    ['pause Ball', 'server.pause', { servers: ['Ball'] }],
    ['resume Ball', 'server.resume', { servers: ['Ball'] }],
    ['cut Welsh-Alford', 'link.cut', { links: ['Alford-Welsh'] }],
    ['heal all', 'link.heal', { links: [] }],
    ['state', 'herd.state', {}],
  ])('reads %j', (line, command, request) => {
    expect(parse(line)).toEqual({ do: 'call', command, request });
  });

  it('sends a line as it is written, with a line end', () => {
    expect(parse('send Ball WHATSAT  kiwi 10 5')).toMatchObject({
      command: 'herd.send',
      request: { server: 'Ball', bytes: encodeText('WHATSAT  kiwi 10 5\n') },
    });
  });

  it('asks only what the contract takes', () => {
    for (const line of ['kill all', 'cut all', 'state', 'send Ball x']) {
      const command = parseStdinCommand(line, HERD);
      if (command?.do !== 'call') throw new Error(line);
      expect(CONTRACT[command.command].request.safeParse(command.request).success).toBe(true);
    }
  });

  it.each([[''], ['   '], ['# a comment']])('takes %j for nothing', (line) => {
    expect(parse(line)).toBeUndefined();
  });

  it.each([
    ['kil Welsh', 'USAGE', 'kill'],
    ['kill Welhs', 'UNKNOWN_SERVER', 'Welsh'],
    ['cut Alford-Wlsh', 'UNKNOWN_LINK', 'Alford-Welsh'],
    ['send Bal x', 'UNKNOWN_SERVER', 'Ball'],
  ])('says what %j was meant to be', (line, code, meant) => {
    expect(() => parse(line)).toThrow(
      expect.objectContaining({ code, next: expect.stringContaining(`Did you mean ${meant}?`) }),
    );
  });

  it.each([['kill'], ['cut'], ['send'], ['send Ball'], ['state now'], ['quit please'], ['constructor']])(
    'refuses %j',
    (line) => {
      expect(() => parse(line)).toThrow(expect.objectContaining({ code: 'USAGE' }));
    },
  );

  it('throws nothing but errors for people, whatever the line', () => {
    const word = fc.constantFrom(
      'kill',
      'cut',
      'send',
      'all',
      'Ball',
      'Alford-Welsh',
      ' ',
      '\t',
      '__proto__',
    );
    const line = fc.array(fc.oneof(word, fc.string()), { maxLength: 5 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(line, (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(HerdError);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('lists in its help what it can read', () => {
    for (const line of stdinHelp()) {
      const example = line
        .replace(/ {2}.*$/, '')
        .replace('NAME...|all', 'Ball')
        .replace('A-B...|all', 'Alford-Welsh')
        .replace('NAME LINE', 'Ball x');
      expect(parse(example)).toBeDefined();
    }
  });
});
