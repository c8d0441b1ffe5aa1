import { describe, expect, it } from 'vitest';
import { GOALS, judge } from './goals.ts';
import type { Outcome, Results } from './results.ts';

const measured = (value: number): Outcome => ({ kind: 'measured', value, rounds: [value] });
const verdictOf = (results: Results, id: string) => judge(results).find((goal) => goal.id === id);

describe('the goals', () => {
  it('are met exactly from their bound on', () => {
    const at = (ours: number): Results => ({
      'iamat-50x32': { bare: measured(1000), 'ours-off': measured(ours) },
    });
    const id = 'iamat-50x32/ours-off/bare';
    expect(verdictOf(at(450), id)).toMatchObject({ verdict: 'met', actual: 0.45 });
    expect(verdictOf(at(449), id)).toMatchObject({ verdict: 'missed' });
  });

  it('hold a time and a size to at most their bound', () => {
    const idle = (ours: number): Results => ({
      'idle-five-p99': { tuned: measured(2), 'ours-off': measured(ours) },
    });
    expect(verdictOf(idle(2), 'idle-five-p99/ours-off/tuned')?.verdict).toBe('met');
    expect(verdictOf(idle(2.01), 'idle-five-p99/ours-off/tuned')?.verdict).toBe('missed');
    const memory = (bytes: number): Results => ({ memory: { 'ours-off': measured(bytes) } });
    expect(verdictOf(memory(300), 'memory/ours-off')?.verdict).toBe('met');
    expect(verdictOf(memory(301), 'memory/ours-off')?.verdict).toBe('missed');
    const grading = (seconds: number): Results => ({ grading: { 'ours-on': measured(seconds) } });
    expect(verdictOf(grading(60), 'grading/ours-on')).toMatchObject({
      verdict: 'met',
      text: 'ours, log on: at most 60 s',
    });
    expect(verdictOf(grading(60.1), 'grading/ours-on')?.verdict).toBe('missed');
  });

  it('hold one process of ours to five of the peer', () => {
    const results: Results = {
      'updates-five': { report: measured(100) },
      'updates-one': { 'ours-on': measured(15_000) },
    };
    expect(verdictOf(results, 'updates-one/ours-on/report')).toMatchObject({ verdict: 'met', actual: 150 });
  });

  it('are unknown, never met, where a side was not measured or makes no sense', () => {
    const missing: Outcome = { kind: 'missing', why: 'no Twisted' };
    const id = 'iamat-50x32/ours-on/report';
    const ours = measured(1_000_000);
    expect(verdictOf({ 'iamat-50x32': { 'ours-on': ours, report: missing } }, id)).toMatchObject({
      verdict: 'unknown',
      actual: null,
    });
    expect(verdictOf({ 'iamat-50x32': { 'ours-on': ours } }, id)?.verdict).toBe('unknown');
    expect(verdictOf({ 'iamat-50x32': { report: measured(1) } }, id)?.verdict).toBe('unknown');
    expect(verdictOf({ 'iamat-50x32': { 'ours-on': ours, report: measured(0) } }, id)?.verdict).toBe(
      'missed',
    );
    expect(verdictOf({ 'iamat-50x32': { 'ours-on': ours, report: measured(Number.NaN) } }, id)?.verdict).toBe(
      'missed',
    );
  });

  it('are set against the tuned Twisted herd; a batched one changes no verdict', () => {
    const id = 'updates-five/ours-off/tuned';
    const results: Results = {
      'updates-five': { tuned: measured(100), batched: measured(1_000), 'ours-off': measured(250) },
    };
    expect(verdictOf(results, id)).toMatchObject({ verdict: 'met', actual: 2.5 });
    expect(GOALS.filter((goal) => goal.peer?.subject === 'batched')).toEqual([]);
  });

  it('are silent about cases that were not run', () => {
    expect(judge({})).toEqual([]);
    expect(new Set(GOALS.map((goal) => goal.id)).size).toBe(GOALS.length);
  });
});
