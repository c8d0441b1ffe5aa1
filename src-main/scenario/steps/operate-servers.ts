/** start, stop, kill, pause, resume: what is done to servers. */
import { defineStep, type StepKind, serverMentions, stepSchema } from '../step-kind.ts';
import { texts } from '../words.ts';

const OPERATIONS = [
  { keyword: 'start', done: 'started', summary: 'Starts servers and waits until they are ready.' },
  { keyword: 'stop', done: 'stopped', summary: 'Stops servers politely.' },
  { keyword: 'kill', done: 'killed', summary: 'Kills servers at once; they forget what they knew.' },
  { keyword: 'pause', done: 'paused', summary: 'Pauses servers: up, but neither reading nor writing.' },
  { keyword: 'resume', done: 'resumed', summary: 'Lets paused servers go on.' },
] as const;

export const serverSteps: readonly StepKind[] = OPERATIONS.map(({ keyword, done, summary }) =>
  defineStep({
    keyword,
    summary,
    schema: stepSchema({ [keyword]: texts }),
    mentions: (value) => serverMentions(keyword, read(value[keyword])),
    async run(value, play) {
      const servers = play.servers(read(value[keyword]));
      const snapshot = await play.host.call(`server.${keyword}`, { servers });
      play.transcript.did(`${done} ${servers.join(', ')}`);
      play.see(snapshot);
    },
  }),
);

/** A computed member's type is lost on the way through the schema; its shape isn't. */
const read = (value: unknown): string[] => texts.parse(value);
