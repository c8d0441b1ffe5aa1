import { describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { applyOverride } from '../../src-shared/grading/override.ts';
import { aCheck, aResult, aSubmission } from '../../src-shared/grading/testing/a-result.ts';
import { Overrides } from './apply-overrides.ts';
import { readOverrides } from './read-overrides.ts';
import { resultPieces } from './reports/json.ts';

const RUBRIC = { checks: [{ id: 'iamat.fields', weight: 1, section: 'Replies', says: '', beyond: false }] };
const read = (source: string) => readOverrides(source, 'overrides.yaml', RUBRIC);

const GOOD = `overrides:
  - submission: ada
    check: iamat.fields
    verdict: pass
    reason: "The course’s own example has seven fields."
    by: Grace
    at: 2024-11-25
`;

describe('a file of overrides', () => {
  it('is read as it is written', () => {
    expect(read(GOOD)).toEqual([
      {
        submission: 'ada',
        check: 'iamat.fields',
        verdict: 'pass',
        reason: 'The course’s own example has seven fields.',
        by: 'Grace',
        at: '2024-11-25',
      },
    ]);
  });

  it('may be the results of a run in which some were overridden', () => {
    const result = aResult([aSubmission('ada', [aCheck({ verdict: 'fail' })])]);
    const override = { check: 'iamat.fields', verdict: 'pass', reason: 'As agreed.' } as const;
    const text = [...resultPieces(applyOverride(result, 'ada', override))].join('');
    expect(read(text)).toEqual([{ submission: 'ada', ...override }]);
  });

  it.each([
    [
      'a check that the rubric has not',
      GOOD.replace('iamat.fields', 'iamat.feilds'),
      /overrides\.yaml:3.*iamat\.feilds.*iamat\.fields/s,
    ],
    ['another verdict', GOOD.replace('pass', 'maybe'), /overrides\.yaml:4.*pass, fail or unknown/s],
    ['no reason', GOOD.replace(/ {4}reason.*\n/, ''), /reason/],
    ['an empty reason', GOOD.replace(/reason: .*/, 'reason: ""'), /overrides\.yaml:5/],
    ['a word that means nothing', GOOD.replace('by:', 'who:'), /who/],
    ['a misspelt word', GOOD.replace('reason:', 'raeson:'), /Did you mean “reason”/],
    ['no list', 'overrides: none\n', /a list of overrides/],
    ['no YAML', 'overrides: [', /broken/],
  ])('with %s is refused, with the line', (_, source, problem) => {
    let thrown: unknown;
    try {
      read(source);
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(HerdError);
    const { code, message, why } = thrown as HerdError;
    expect(code).toBe('OVERRIDE_INVALID');
    expect(`${message} ${why}`).toMatch(problem);
  });
});

describe('overrides put into results', () => {
  it('go to their submission, and what is left of them is named', () => {
    const overrides = new Overrides(aResult([]).rubric, [...read(GOOD), ...read(GOOD.replace('ada', 'ben'))]);
    const failed = aSubmission('ada', [aCheck({ verdict: 'fail' })]);
    expect(overrides.apply(failed)).toMatchObject({ earned: 1, overrides: [{ was: 'fail' }] });
    expect(overrides.unused).toMatchObject([{ submission: 'ben', check: 'iamat.fields' }]);
  });
});
