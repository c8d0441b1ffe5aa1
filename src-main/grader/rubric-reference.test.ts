/** Holds the reference in resources/rubrics/README.md to what the program does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { pointsOf } from '../../src-shared/grading/results.ts';
import { findPreset } from '../../src-shared/topology/presets.ts';
import { PLACEHOLDERS, readTemplate } from '../nodes/command-template.ts';
import { RUBRIC_MEMBERS, readRubric, rubricFolder } from './rubric.ts';

const README = readFileSync(join(rubricFolder(), 'README.md'), 'utf8');
const EXAMPLES = [...README.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);
const PARTS = ['## The rubric', '## A section', '## A check'].map(
  (heading) => README.split(`\n${heading}\n`)[1]?.split('\n## ')[0] ?? '',
);

it('has an example that loads, and gives the points that are told of it', () => {
  const [example = '', ...others] = EXAMPLES;
  expect(others).toEqual([]);
  const rubric = readRubric(example, 'README.md');
  expect(findPreset(rubric.topology)).toBeDefined();
  expect(() => readTemplate('a server', rubric.command)).not.toThrow();
  const { possible } = pointsOf(
    rubric,
    rubric.checks.map((check) => ({ ...check, verdict: 'pass' })),
  );
  expect(README).toContain(`It gives ${possible} points`);
});

it('describes every member at its place, shows each, and names none that there isn’t', () => {
  for (const [i, members] of RUBRIC_MEMBERS.entries()) {
    const described = [...(PARTS[i] ?? '').matchAll(/^\| `([^`{]+)` \|/gm)].map(([, member]) => member);
    expect(described).toEqual(members);
    for (const member of members) expect(EXAMPLES[0]).toContain(`${member}:`);
  }
});

it('describes the placeholders of a command', () => {
  for (const name of PLACEHOLDERS) expect(PARTS[0]).toMatch(new RegExp(`^\\| .*\`\\{${name}\\}\``, 'm'));
});

it('is where the way to it leads', () => {
  const readme = readFileSync(join(rubricFolder(), '..', '..', 'README.md'), 'utf8');
  expect(readme).toContain('--rubric');
  expect(readme).toContain('(resources/rubrics/README.md)');
});
