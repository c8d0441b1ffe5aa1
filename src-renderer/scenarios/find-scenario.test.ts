import { expect, it } from 'vitest';
import { fitsScenario } from './find-scenario.ts';

it.each([
  ['', true],
  ['report-2016', true],
  ['REPORT', true],
  ['kill  own', true],
  [' test', true],
  ['report-2017', false],
])('%j finds a scenario by its title or its id: %s', (typed, fits) => {
  expect(fitsScenario(typed, "The report's own test: kill", 'report-2016')).toBe(fits);
});

it('a scenario without an id is found by its title', () => {
  expect(fitsScenario('mine', 'Mine', undefined)).toBe(true);
});
