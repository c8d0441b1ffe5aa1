import { describe, expect, it } from 'vitest';
import { evidenceLines } from '../../src-shared/grading/evidence-text.ts';
import { EVIDENCE_LIMITS, EvidenceLog } from './evidence.ts';

const LEFT_OUT = { kind: 'note', text: expect.stringMatching(/^… and \d+ more, left out here$/) };

describe('evidence', () => {
  it('ends at so many items, and says how many there were more', () => {
    const log = new EvidenceLog();
    for (let i = 0; i < EVIDENCE_LIMITS.items + 3; i++) log.note(`${i}`);
    expect(log.items).toHaveLength(EVIDENCE_LIMITS.items + 1);
    expect(log.items.at(-1)).toEqual({ kind: 'note', text: '… and 3 more, left out here' });
  });

  it('is bounded in characters however few its items are, and takes short ones still', () => {
    const log = new EvidenceLog();
    const long = 'x'.repeat(EVIDENCE_LIMITS.chars / 2);
    for (let i = 0; i < 5; i++) log.note(`${i}${long.slice(1)}`);
    log.note('short');
    expect(log.items.map((item) => ('text' in item ? item.text.length : 0))).toEqual([long.length, 5, 27]);
    expect(log.items.at(-1)).toEqual(LEFT_OUT);
  });

  it('counts what says the same again and again, and keeps when it was first', () => {
    const log = new EvidenceLog();
    const text = 'Places (legacy) was asked for 1,2 within 10000 m';
    for (let at = 0; at < 196; at++) log.add({ kind: 'places', at, text });
    log.action(text);
    log.add({ kind: 'places', at: 200, text });
    expect(log.items).toEqual([
      { kind: 'places', at: 0, text, times: 196 },
      { kind: 'action', at: expect.any(Number), text },
      { kind: 'places', at: 200, text },
    ]);
    expect(log.items.flatMap(evidenceLines)[0]).toBe(`   0.000 s  ${text} (196 times)`);
  });

  it('counts nothing that it forgot', () => {
    const log = new EvidenceLog();
    log.note('seen');
    const mark = log.mark();
    log.note('seen');
    log.rewind(mark);
    log.note('seen');
    log.note('seen');
    expect(log.items).toEqual([
      { kind: 'note', text: 'seen' },
      { kind: 'note', text: 'seen', times: 2 },
    ]);
  });

  it('has room again for what it forgot', () => {
    const log = new EvidenceLog();
    const mark = log.mark();
    log.note('x'.repeat(EVIDENCE_LIMITS.chars - 100));
    log.rewind(mark);
    log.note('y'.repeat(EVIDENCE_LIMITS.chars - 100));
    expect(log.items).toEqual([{ kind: 'note', text: expect.stringMatching(/^y+$/) }]);
  });

  it('is in the order of its times; equal ones, and what has none, as they came', () => {
    const log = new EvidenceLog();
    const action = (at: number, text: string) => log.add({ kind: 'action', at, text });
    action(0.002, 'second');
    log.note('of the second');
    action(1.291, 'last');
    action(0.001, 'first');
    log.note('at the end');
    action(0.002, 'third');
    expect(log.items.map((item) => ('text' in item ? item.text : ''))).toEqual([
      ...['first', 'second', 'of the second', 'third', 'last', 'at the end'],
    ]);
  });
});
