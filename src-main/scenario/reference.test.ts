/** Holds the reference in resources/scenarios/README.md to what the program does. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { scenarioFolder } from './built-in.ts';
import { readScenario, runScenario, textReport } from './index.ts';
import { HEAD_MEMBERS } from './read-scenario.ts';
import { REPLY_KINDS } from './reply-kinds.ts';
import { COMMON_MEMBERS } from './step-kind.ts';
import { STEP_KINDS } from './steps/index.ts';
import { SAVED } from './steps/send.ts';
import { tinyHerd } from './testing/tiny-herd.ts';

const README = readFileSync(join(scenarioFolder(), 'README.md'), 'utf8');
const HEADINGS = README.split('\n').filter((line) => line.startsWith('### '));
const EXAMPLES = [...README.matchAll(/```yaml\n(.*?)```/gs)].map(([, yaml = '']) => yaml);

/** The part of the reference below the heading that names a keyword. */
function sectionOf(keyword: string): string {
  const heading = HEADINGS.find((line) => line.includes(`\`${keyword}\``));
  return heading === undefined ? '' : (README.split(`${heading}\n`)[1]?.split(/\n##+ /)[0] ?? '');
}

describe('the reference of scenarios', () => {
  it.each(STEP_KINDS.map(({ keyword, members }) => ({ keyword, members })))(
    'describes $keyword and its members',
    ({ keyword, members }) => {
      const section = sectionOf(keyword);
      expect(section).not.toBe('');
      for (const member of members) {
        const common = member in COMMON_MEMBERS;
        expect(common || section.includes(`\`${member}\``) || section.includes(`${member}:`), member).toBe(
          true,
        );
      }
    },
  );

  it('names no step that there isn’t', () => {
    const named = HEADINGS.flatMap((line) => [...line.matchAll(/`([^`]+)`/g)].map(([, keyword]) => keyword));
    expect(named.sort()).toEqual(STEP_KINDS.map(({ keyword }) => keyword).sort());
  });

  it('describes the head, every reply and what is saved', () => {
    for (const member of [...HEAD_MEMBERS, ...REPLY_KINDS.map(({ keyword }) => keyword)]) {
      expect(README, member).toContain(`\n| \`${member}\` |`);
    }
    for (const member of Object.keys(COMMON_MEMBERS)) expect(README).toContain(`\`${member}\``);
    for (const field of SAVED) expect(README).toContain(`{name.${field}}`);
  });

  it.each(EXAMPLES)('has examples that run: %s', async (example) => {
    const whole = example.startsWith('title:') ? example : `title: An example\nsteps:\n${example}`;
    const result = await runScenario({
      scenario: readScenario(whole, 'README.md'),
      topology: PRESETS[0]!.topology,
      openHost: async (topology) => tinyHerd(topology),
      seed: 1,
      signal: new AbortController().signal,
      patience: 4,
    });
    expect(result.verdict, textReport(result)).toBe('pass');
  });
});
