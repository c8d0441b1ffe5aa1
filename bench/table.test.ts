import { describe, expect, it } from 'vitest';
import { judge } from './goals.ts';
import { parseCases } from './plan.ts';
import type { Outcome, Results } from './results.ts';
import { formatValue, renderReport } from './table.ts';

const measured = (value: number): Outcome => ({ kind: 'measured', value, rounds: [value] });

const results: Results = {
  'iamat-50x32': {
    bare: measured(2_500_000),
    'ours-on': measured(600_000),
    'ours-off': { kind: 'failed', why: 'its port did not answer in time' },
    report: measured(40_000),
  },
  'updates-five': {
    report: { kind: 'measured', value: 359.4, rounds: [359.4], lost: { count: 30, sent: 100 } },
    tuned: { kind: 'missing', why: 'no Twisted' },
    batched: measured(43_210),
  },
  'idle-five-p99': { tuned: measured(2.8) },
};

const text = renderReport({
  type: 'bench',
  quick: false,
  rounds: 5,
  seconds: 300,
  machine: { cores: 2, model: 'A processor', node: '20.20.2', platform: 'linux x64' },
  results,
  goals: judge(results),
});

describe('the table', () => {
  const lines = text.split('\n');
  const row = (title: string): string => lines.find((line) => line.startsWith(title)) ?? '';

  it('has a row for each metric that was run, a column for each peer that took part, all in line', () => {
    expect(row('IAMAT, 50 connections x 32, /s')).toMatch(/ 2,500,000 +failed +600,000 +- +- +40,000$/);
    expect(row('updates known to all, five processes, /s')).toMatch(/ - +- +- +missing +43,210 +359 \*$/);
    expect(row('idle until all know, five, p99, ms')).toMatch(/ 2\.80 /);
    expect(text).not.toContain('memory for a known client');
    const column =
      lines.find((line) => line.includes('bare Node'))!.indexOf('bare Node') + 'bare Node'.length;
    expect(row('IAMAT, 50 connections x 32').slice(0, column)).toMatch(/2,500,000$/);
  });

  it('marks each goal', () => {
    expect(text).toMatch(/^ok .*IAMAT.*ours, log on: at least 10 x Twisted, 2016: 15\.00$/m);
    expect(text).toMatch(/^\? .*ours, log off: at least 0\.45 x bare Node: not measured$/m);
  });

  it('says what was lost, what is missing and what failed', () => {
    expect(text).toMatch(/30 of 100 updates \(30\.0 %\) never reached all five/);
    expect(text).toContain('Twisted, tuned: missing: no Twisted');
    expect(text).toContain('ours, log off: failed: its port did not answer in time');
  });

  it('writes values in their unit', () => {
    expect(formatValue(1234567.8, '/s')).toBe('1,234,568');
    expect(formatValue(0.625, 'ms')).toMatch(/^0\.6[23]$/);
    expect(formatValue(48.26, 's')).toBe('48.3');
    expect(formatValue(299.6, 'bytes')).toBe('300');
  });
});

describe('parseCases', () => {
  it('takes cases in any order and names the first word that is none', () => {
    expect(parseCases('memory, idle')).toEqual({ cases: ['idle', 'memory'] });
    expect(parseCases('idle,speed')).toEqual({ cases: ['idle'], unknown: 'speed' });
    expect(parseCases('')).toEqual({ cases: [], unknown: '' });
  });
});
