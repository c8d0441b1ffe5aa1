import { expect, it } from 'vitest';
import { toResult } from './check-result.ts';
import type { Outcome } from './run-check.ts';

const CHECK = { id: 'flood.all', section: 'Flooding', says: 'x', weight: 1, beyond: false };
const FAILED: Outcome = { verdict: 'fail', reason: 'x', evidence: [] };
const OPTIONS = { reproduce: (check: string) => `again ${check}` };

it('says where a result is of a later attempt than the one that its command begins with', () => {
  expect(toResult(OPTIONS, CHECK, FAILED, 1, 1).evidence).toEqual([]);
  expect(toResult(OPTIONS, CHECK, FAILED, 2, 1).evidence).toEqual([
    { kind: 'note', text: expect.stringContaining('attempt 2') },
  ]);
});

it('keeps that this machine stood in the way only where nothing is known for it', () => {
  expect(toResult(OPTIONS, CHECK, { ...FAILED, verdict: 'unknown', hindered: true }, 3, 1).hindered).toBe(
    true,
  );
  expect(toResult(OPTIONS, CHECK, { ...FAILED, hindered: true }, 3, 1).hindered).toBeUndefined();
});
