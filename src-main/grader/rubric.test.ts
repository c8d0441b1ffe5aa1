import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { CHECKS } from './checks/index.ts';
import { builtInRubrics, loadRubric, readRubric, rubricFolder } from './rubric.ts';

const HEAD = 'title: Mine\ncommand: ./server {name}\n';
const one = (entry: string) =>
  `${HEAD}sections:\n  - title: S\n    checks:\n      - ${entry.replaceAll('\n', '\n        ')}\n`;

const errorOf = (source: string) => {
  try {
    readRubric(source, 'r.yaml');
  } catch (error) {
    if (error instanceof HerdError) return error;
  }
  throw new Error('it was taken');
};

describe('a rubric', () => {
  it('is read', () => {
    const rubric = readRubric(one('id: iamat.fields\nweight: 2.5\nsays: It answers.'), 'r.yaml');
    expect(rubric).toMatchObject({
      id: 'r.yaml',
      title: 'Mine',
      command: './server {name}',
      countsBeyond: false,
    });
    expect(rubric.checks).toEqual([
      { id: 'iamat.fields', section: 'S', weight: 2.5, says: 'It answers.', beyond: false },
    ]);
  });

  it.each([
    ['title: x', 1, /“command” is missing/],
    [one('id: iamat.feilds\nsays: x'), 6, /no check “iamat.feilds”/],
    [one('id: iamat.fields'), 6, /needs one of “says” and “beyond”/],
    [one('id: iamat.fields\nsays: x\nbeyond: y'), 6, /needs one of/],
    [one('id: iamat.fields\nsays: x\nweight: much'), 8, /a number of points/],
    [one('id: iamat.fields\nsays: x\nwieght: 1'), 8, /“wieght” is unknown/],
    [
      `${one('id: iamat.fields\nsays: x')}      - id: iamat.fields\n        says: x\n`,
      8,
      /stands in it twice/,
    ],
    [`${HEAD}sections: *there`, 1, /aliases/],
    ['', 1, /a rubric with “title”, “command” and “sections” was meant here, not nothing/],
    ['cs131', 1, /a rubric with .* was meant here, not “cs131”/],
    [one('iamat.fields'), 6, /a check with “id” and one of “says” and “beyond” was meant here, not “iamat.f/],
    [`${HEAD}sections: all`, 3, /a list of sections was meant here, not “all”/],
    [`${HEAD}sections:\n  - Flooding`, 4, /a section with “title” and “checks” was meant here, not “Floo/],
    [`${HEAD}sections:\n  - title: S\n    checks: flood.all`, 5, /a list of checks was meant here, not “flo/],
    [
      `${HEAD}env: [A]\n${one('id: iamat.fields\nsays: x').slice(HEAD.length)}`,
      3,
      /a mapping of names to texts was/,
    ],
  ])('%j is refused at line %i', (source, line, problem) => {
    const error = errorOf(source);
    expect(error.code).toBe('RUBRIC_INVALID');
    expect(error.message).toMatch(problem);
    expect(error.message).toMatch(new RegExp(`r\\.yaml:${line === 1 ? '\\d+' : line} `));
  });

  it.each([
    [one('id: iamat.feilds\nsays: x'), 'Did you mean iamat.fields?'],
    [one('id: iamat.fields\nsays: x\nwieght: 1'), 'Did you mean “weight”?'],
    [one('id: iamat.fields\nsay: x'), 'Did you mean “says”?'],
    [one('id: iamat.fields\nsays: x').replace('checks:', 'cheks:'), 'Did you mean “checks”?'],
    [one('id: iamat.fields\nsays: x').replace('command:', 'comand:'), 'Did you mean “command”?'],
    [one('id: iamat.fields\nsays: x\npoints: 1'), 'Known here: id, weight, says, beyond.'],
  ])('%j is told what may be meant', (source, meant) => {
    expect(errorOf(source).why).toBe(meant);
  });

  it('that nobody has is told with those that there are', async () => {
    await expect(loadRubric('cs13')).rejects.toMatchObject({
      code: 'UNKNOWN_RUBRIC',
      next: /Did you mean cs131/,
    });
    await expect(loadRubric('/')).rejects.toMatchObject({ code: 'FILE_UNREADABLE' });
  });

  it('that ships uses every check that there is', async () => {
    expect(await builtInRubrics()).toEqual(['cs131']);
    const { checks } = await loadRubric('cs131');
    expect(checks.map(({ id }) => id).sort()).toEqual(CHECKS.map(({ id }) => id).sort());
  });

  it('that is built in goes into the packaged app, whose window grades by it', () => {
    const packaged = readFileSync(join(rubricFolder(), '..', '..', 'electron-builder.yml'), 'utf8');
    expect(packaged).toContain('  - resources/rubrics/**\n');
  });
});
