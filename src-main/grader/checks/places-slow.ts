import type { Check } from '../check.ts';
import { expectAnswered } from '../places-answer.ts';
import { inputBytes } from '../talk.ts';

export const placesSlow: Check = {
  id: 'places.slow',
  title: 'While Places takes its time, other clients are answered',
  needs: 'server',
  async run(trial) {
    const first = await trial.ask(trial.server, (await trial.report(trial.server)).client);
    // A server that gives no answer at all is not slow. What there is in it is other checks' business.
    if (!first.answer.text.includes('{')) expectAnswered(trial, trial.server, first);
    const before = trial.places.requests.length;
    const { client } = await trial.report(trial.server);
    trial.places.behave({ kind: 'held' });
    const { ending, lineEnd } = trial.dialect;
    const waiting = await trial.open(trial.server);
    await waiting.send(inputBytes(`WHATSAT ${client} 10 5`, lineEnd));
    if (ending === 'half-close') waiting.halfClose();
    await trial.places.asked(before + 1);
    const meanwhile = trial.client();
    const { text } = await trial.talk(trial.server, `IAMAT ${meanwhile} ${trial.location()} ${trial.now()}`);
    trial.expect(
      text.startsWith('AT '),
      `while ${trial.server} waited for Places it answered no other client`,
      {
        hint: 'A request that blocks the event loop blocks every client: Places must be asked asynchronously.',
      },
    );
    trial.places.release();
    const answered = await waiting.until(({ received, end }) => end !== 'open' || received.includes(0x7b));
    trial.expect(
      answered && waiting.received.includes(0x7b),
      `${trial.server} did not answer WHATSAT when Places had answered at last`,
    );
  },
};
