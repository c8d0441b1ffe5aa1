import { decodeText, encodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { differenceOf } from '../evidence.ts';
import { isRefusal } from '../refusal.ts';
import { inputBytes } from '../talk.ts';

export const framingOrder: Check = {
  id: 'framing.order',
  title: 'Answers come in the order of the commands, also when Places takes its time',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    trial.places.behave({ kind: 'held' });
    const bad = `HELLO ${trial.random.word(6)}`;
    const connection = await trial.open(trial.server);
    await connection.send(inputBytes([`WHATSAT ${client} 10 5`, bad], trial.dialect.lineEnd));
    if (trial.dialect.ending === 'half-close') connection.halfClose();
    await trial.places.asked(1);
    // So that the second line has been read as well.
    await trial.report(trial.server);
    trial.places.release();
    const received = () => decodeText(connection.received);
    await connection.until(({ end }) => end !== 'open' || isInOrder(received(), bad));
    const answers = received();
    trial.expect(
      isInOrder(answers, bad),
      `${trial.server} did not answer WHATSAT and then the line behind it, in this order`,
      { difference: differenceOf(encodeText(inOrder(answers, bad)), connection.received) },
    );
  },
};

/** Whether they are an AT line, what belongs to it, and a refusal at the end. */
function isInOrder(answers: string, bad: string): boolean {
  const last = answers.trimEnd().split('\n').at(-1) ?? '';
  return answers.startsWith('AT ') && answers.endsWith('\n') && isRefusal(last, bad);
}

/** The answers as they should have come, with what there is of them. */
function inOrder(answers: string, bad: string): string {
  const others = answers.split('\n').filter((line) => !isRefusal(line, bad));
  const first = others.join('\n').trimEnd();
  return `${first.startsWith('AT ') ? first : 'AT '}\n\n? ${bad}\n`;
}
