/** for each: its steps once for each of something, each time with values of their own. */

import { z } from 'zod';
import { pairsOf } from '../../../src-shared/topology/reachability.ts';
import { linkId } from '../../../src-shared/topology/topology.ts';
import type { Play } from '../play.ts';
import { runSteps } from '../run-steps.ts';
import { defineStep, stepSchema, steps } from '../step-kind.ts';
import { ScenarioFault } from '../verdict.ts';
import { oneOfWords, text, texts } from '../words.ts';
import { valueName } from './let.ts';

/** What can be gone through; each turn has as many values as there are names after `as`. */
const SUBJECTS = {
  server: (play: Play) => play.topology.servers.map(({ name }) => [name]),
  'server that is up': (play: Play) => play.knowledge.ready.map((name) => [name]),
  'server that knows': (play: Play, client: string) => {
    const newest = play.knowledge.newest(client);
    return newest ? play.knowledge.mustKnow(newest).map((name) => [name]) : [];
  },
  'pair of servers': (play: Play) => pairsOf(play.topology).map((pair) => [...pair]),
  link: (play: Play) => play.topology.links.map((link) => [linkId(link)]),
  value: (_: Play, __: string, values: readonly string[]) => values.map((value) => [value]),
} as const;

type Subject = keyof typeof SUBJECTS;
const WORDS: readonly [Subject, ...Subject[]] = [
  'server',
  'server that is up',
  'server that knows',
  'pair of servers',
  'link',
  'value',
];

export const forEachStep = defineStep({
  keyword: 'for each',
  summary:
    'Runs steps once for each server, server that is up, server that knows (client), pair of servers, link, or value (of).',
  schema: stepSchema({
    'for each': oneOfWords(WORDS),
    client: text.optional(),
    of: texts.optional(),
    as: z.preprocess(
      (value) => (typeof value === 'string' ? [value] : value),
      z.array(valueName).min(1).max(2),
    ),
    do: steps,
  }),
  block: { member: 'do', lists: false },
  blocks: (value) => [{ steps: value.do, names: value.as }],
  async run(value, play) {
    const turns = SUBJECTS[value['for each']](play, play.values.fill(value.client ?? ''), value.of ?? []);
    if (turns.length === 0) throw new ScenarioFault(`there is no ${value['for each']} to go through here`);
    for (const turn of turns) {
      const inner = play.inner();
      for (const [index, name] of value.as.entries()) {
        const text = turn[index];
        if (text === undefined)
          throw new ScenarioFault(`“${value['for each']}” gives no second value for {${name}}`);
        inner.values.set(name, inner.values.fill(text));
      }
      inner.transcript.did(value.as.map((name) => `${name} = ${inner.values.get(name)}`).join(', '));
      await runSteps(value.do, inner);
    }
  },
});
