import type { Check } from '../check.ts';
import { INVALID_LINES } from '../invalid-lines.ts';
import { expectForm, expectRefusedExactly } from '../refusal.ts';
import type { Trial } from '../trial.ts';

const HINT = 'The copy is the line as it came, with all its white space, without its line end.';

export const invalidCopy: Check = {
  id: 'invalid.copy',
  title: 'An invalid line is answered with a question mark, a blank and a copy of the line',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    const word = trial.random.word(8);
    for (const line of [
      [`HELLO-${word}`, 'an invalid line of one word'],
      [`HELLO ${word} again`, 'an invalid line of several words'],
      [`HELLO  ${word}\t \tagain`, 'an invalid line with several blanks and tabs within'],
      [`  \tHELLO ${word} \t `, 'an invalid line with white space around it'],
      [`HELLO café 寿司 ${word}`, 'an invalid line in UTF-8'],
      [`? ${word}`, 'an invalid line that begins with a question mark'],
    ] as const)
      await expectRefusedExactly(trial, line, { hint: HINT });
    await expectFormOfAll(trial, client);
    // What comes behind the copy may come late where the connection stays open; and to the end is a long wait there.
    await expectRefusedExactly(trial, [`HELLO-${word} to the end`, 'an invalid line'], {
      hint: 'Behind the copy and its line end comes nothing more.',
      talk: { toTheEnd: true },
    });
  },
};

/**
 * A program may refuse each kind of line at another place. Which are refused is what the other checks are about: here
 * is looked at the answers that begin as a refusal does.
 */
async function expectFormOfAll(trial: Trial, client: string): Promise<void> {
  for (const linesOf of Object.values(INVALID_LINES)) {
    for (const line of linesOf(trial, client)) {
      const answer = await trial.talk(trial.server, line[0]);
      // An answer that doesn't come is a long wait, and would be one for each line of its kind.
      if (answer.text === '') break;
      if (answer.text.startsWith('?')) expectForm(trial, line, answer, HINT);
    }
  }
}
