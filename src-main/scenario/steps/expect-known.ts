/** expect known, expect not known: who must and who can't know a client's newest update, computed from the graph. */
import type { KnownUpdate } from '../../../src-shared/topology/knowledge.ts';
import type { Play } from '../play.ts';
import { defineStep, serverMentions, stepSchema } from '../step-kind.ts';
import { ScenarioFault } from '../verdict.ts';
import { awaitKnown, checkNotKnown, checkStillKnown, settle } from '../who-knows.ts';
import { flag, text, texts } from '../words.ts';

const list = (names: readonly string[]): string => names.join(', ') || 'nobody';

function newestOf(play: Play, reference: string): KnownUpdate {
  const client = play.values.fill(reference);
  const newest = play.knowledge.newest(client);
  if (newest) return newest;
  throw new ScenarioFault(`nobody has reported ${client} yet, so there is nothing to know of it`);
}

export const expectKnownStep = defineStep({
  keyword: 'expect known',
  summary:
    'Waits until everyone who must know a client’s newest update knows it: computed, or those named after `by`.',
  schema: stepSchema({ 'expect known': text, by: texts.optional(), settled: flag.optional() }),
  mentions: ({ by = [] }) => serverMentions('by', by),
  async run({ 'expect known': client, by, settled }, play) {
    const update = newestOf(play, client);
    if (settled) await settle(play);
    const must = by ? play.servers(by) : play.knowledge.mustKnow(update);
    if (must.length === 0) {
      throw new ScenarioFault(`nobody is left who must know ${update.client}, so nothing can be checked`);
    }
    if (settled) await checkStillKnown(play, update.client, must);
    await awaitKnown(play, update, must);
    play.transcript.expected(`known of ${update.client} by ${list(must)}${by ? '' : ' (computed)'}`, true);
  },
});

export const expectNotKnownStep = defineStep({
  keyword: 'expect not known',
  summary:
    'Makes sure that nobody knows a client’s newest update who can’t have heard of it: computed, or those named after `by`. First everything under way has to arrive.',
  schema: stepSchema({ 'expect not known': text, by: texts.optional() }),
  mentions: ({ by = [] }) => serverMentions('by', by),
  async run({ 'expect not known': client, by }, play) {
    const update = newestOf(play, client);
    const cannot = by ? play.servers(by) : play.knowledge.cannotKnow(update);
    if (cannot.length === 0) {
      play.transcript.did(`nobody is cut off from ${update.client}: there is nobody to ask`);
      return;
    }
    await awaitKnown(play, update, play.knowledge.mustKnow(update));
    await settle(play);
    await checkNotKnown(play, update, cannot);
    play.transcript.expected(
      `not known of ${update.client} by ${list(cannot)}${by ? '' : ' (computed)'}`,
      true,
    );
  },
});
