/** cut, heal: what is done to links. */
import { defineStep, linkMentions, type StepKind, stepSchema } from '../step-kind.ts';
import { ScenarioFault } from '../verdict.ts';
import { texts } from '../words.ts';

const OPERATIONS = [
  { keyword: 'cut', done: 'cut', summary: 'Cuts links: `A-B`, `all`, or `links of A`.' },
  { keyword: 'heal', done: 'healed', summary: 'Heals links: `A-B`, `all`, or `links of A`.' },
] as const;

export const linkSteps: readonly StepKind[] = OPERATIONS.map(({ keyword, done, summary }) =>
  defineStep({
    keyword,
    summary,
    schema: stepSchema({ [keyword]: texts }),
    mentions: (value) => linkMentions(keyword, texts.parse(value[keyword])),
    async run(value, play) {
      const links = play.links(texts.parse(value[keyword]));
      // To the herd an empty list means all of them.
      if (links.length === 0) throw new ScenarioFault(`there is no such link to be ${done}`);
      const snapshot = await play.host.call(`link.${keyword}`, { links });
      play.transcript.did(`${done} ${links.join(', ')}`);
      play.see(snapshot);
    },
  }),
);
