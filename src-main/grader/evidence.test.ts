import { describe, expect, it } from 'vitest';
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
    for (let i = 0; i < 5; i++) log.note(long);
    log.note('short');
    expect(log.items.map((item) => ('text' in item ? item.text.length : 0))).toEqual([long.length, 5, 27]);
    expect(log.items.at(-1)).toEqual(LEFT_OUT);
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
