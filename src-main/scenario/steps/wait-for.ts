/** wait for: a fact about the herd, with a deadline. */
import { z } from 'zod';
import { waitFor } from '../deadline.ts';
import { defineStep, linkMentions, serverMentions, stepSchema } from '../step-kind.ts';
import { ScenarioFailure } from '../verdict.ts';
import { oneOfWords, texts } from '../words.ts';

export const waitForStep = defineStep({
  keyword: 'wait for',
  summary: 'Waits until servers are ready, paused or stopped (servers), or links up, broken or cut (links).',
  schema: stepSchema({
    'wait for': z.strictObject({
      servers: texts.optional(),
      links: texts.optional(),
      are: oneOfWords(['ready', 'paused', 'stopped', 'up', 'broken', 'cut']),
    }),
  }),
  mentions: ({ 'wait for': { servers = [], links = [] } }) => [
    ...serverMentions('wait for', servers),
    ...linkMentions('wait for', links),
  ],
  async run({ 'wait for': fact }, play) {
    const servers = new Set(play.servers(fact.servers ?? []));
    const links = new Set(play.links(fact.links ?? []));
    let missing: string[] = [];
    const held = await waitFor(
      async () => {
        const snapshot = await play.look();
        missing = [
          ...snapshot.servers.filter(({ name, state }) => servers.has(name) && state.kind !== fact.are),
          ...snapshot.links.filter(({ id, state }) => links.has(id) && state !== fact.are),
        ].map((item) => ('id' in item ? item.id : item.name));
        return missing.length === 0 ? true : undefined;
      },
      { seconds: play.within, signal: play.signal },
    );
    play.transcript.expected(`${[...servers, ...links].join(', ')}: ${fact.are}`, held === true);
    if (!held) throw new ScenarioFailure(`${missing.join(', ')} not ${fact.are} within ${play.within} s`);
  },
});
