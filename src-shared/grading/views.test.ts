import { describe, expect, it } from 'vitest';
import { differenceView } from './difference-rows.ts';
import { floodSentence, floodStates } from './flood-states.ts';

describe('differenceView', () => {
  it('marks the byte above the caret in both rows, an escape as one', () => {
    const lines = [
      'expected: AT Alford +0.1\\n',
      'got:      AT Alford +0.1\\r\\n',
      '                        ^ byte 14: expected “\\n” (0x0a), got “\\r” (0x0d)',
    ];
    expect(differenceView({ expected: '', got: '', offset: 14, lines })).toEqual({
      rows: [
        { label: 'expected', before: 'AT Alford +0.1', marked: '\\n', after: '' },
        { label: 'got', before: 'AT Alford +0.1', marked: '\\r', after: '\\n' },
      ],
      words: ['byte 14: expected “\\n” (0x0a), got “\\r” (0x0d)'],
    });
  });

  it('shows where an answer ends too early', () => {
    const lines = [
      'expected: AB',
      'got:      A',
      '           ^ byte 1: expected “B” (0x42), got nothing more',
    ];
    const [expected, got] = differenceView({ expected: '', got: '', offset: 1, lines }).rows;
    expect(expected).toMatchObject({ before: 'A', marked: 'B' });
    expect(got).toMatchObject({ before: 'A', marked: '', after: '' });
  });

  it('marks all of what is too much', () => {
    const lines = ['expected nothing more after byte 9', 'got:      \\n\\n'];
    expect(differenceView({ expected: '', got: '', offset: 9, lines })).toEqual({
      rows: [{ label: 'got', before: '', marked: '\\n\\n', after: '' }],
      words: ['expected nothing more after byte 9'],
    });
  });
});

describe('floodStates', () => {
  const flood = {
    kind: 'flood',
    at: 1,
    client: 'ada',
    origin: 'A',
    down: ['D'],
    expected: ['A', 'B', 'C'],
    knew: ['A', 'B', 'E'],
    asked: ['A', 'B', 'C', 'E', 'F'],
  } as const;

  it('tells for each server whether it is as it should be', () => {
    const states = floodStates(['A', 'B', 'C', 'D', 'E', 'F'], flood).map(({ state }) => state);
    expect(states).toEqual(['origin', 'knows', 'missing', 'down', 'excess', 'apart']);
  });

  it('claims nothing of a server that was not asked', () => {
    expect(floodStates(['B', 'C'], { ...flood, asked: ['B'] }).map(({ state }) => state)).toEqual([
      'knows',
      'unasked',
    ]);
  });

  it('does not take an origin that forgot for one that knows', () => {
    expect(floodStates(['A'], { ...flood, knew: [] })[0]?.state).toBe('missing');
  });

  it('can be read aloud', () => {
    expect(floodSentence(['A', 'C'], flood)).toBe('ada, reported at A: A was told, C should know, doesn’t.');
  });
});
