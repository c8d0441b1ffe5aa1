import { readdirSync } from 'node:fs';
import { expect, it } from 'vitest';
import { loadRubric } from '../rubric.ts';
import { WRONG_HERDS } from '../testing/wrong-herds.ts';
import { CHECKS } from './index.ts';

const ids = CHECKS.map(({ id }) => id);

it('has a row for every file, named after its check', () => {
  const files = readdirSync(import.meta.dirname).filter((name) => !/^index\.|\.test\./.test(name));
  expect(files.sort()).toEqual(ids.map((id) => `${id.replace('.', '-')}.ts`).sort());
});

it('is at least 60 checks, all of which the course’s rubric has', async () => {
  const { checks } = await loadRubric('cs131');
  expect(checks.map(({ id }) => id).sort()).toEqual([...ids].sort());
  expect(ids.length).toBeGreaterThanOrEqual(60);
});

it('gives points for no more than the course asks for', async () => {
  const { checks } = await loadRubric('cs131');
  expect(checks.filter(({ beyond }) => beyond).map(({ id }) => id)).toContain('framing.several');
  expect(checks.every(({ weight, says }) => weight > 0 && says.length > 20)).toBe(true);
});

it('has every check that a wrong herd is to be caught by', () => {
  expect(WRONG_HERDS.filter(({ caughtBy }) => !ids.includes(caughtBy)).map(({ id }) => id)).toEqual([]);
});
