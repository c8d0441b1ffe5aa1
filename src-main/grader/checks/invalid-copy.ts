import type { Check } from '../check.ts';
import { expectRefused, expectRefusedAfterGood } from '../refusal.ts';

const HINT = 'The copy is the line as it came, with all its white space, without its line end.';

export const invalidCopy: Check = {
  id: 'invalid.copy',
  title: 'An invalid line is answered with a question mark, a blank and a copy of the line',
  needs: 'server',
  async run(trial) {
    const word = trial.random.word(8);
    await expectRefusedAfterGood(
      trial,
      [
        [`HELLO-${word}`, 'an invalid line of one word'],
        [`HELLO ${word} again`, 'an invalid line of several words'],
        [`HELLO  ${word}\t \tagain`, 'an invalid line with several blanks and tabs within'],
        [`  \tHELLO ${word} \t `, 'an invalid line with white space around it'],
        [`HELLO café 寿司 ${word}`, 'an invalid line in UTF-8'],
        [`? ${word}`, 'an invalid line that begins with a question mark'],
      ],
      HINT,
    );
    // What comes behind the copy may come late where the connection stays open; and to the end is a long wait there.
    await expectRefused(trial, `HELLO-${word} to the end`, 'an invalid line', {
      hint: 'Behind the copy and its line end comes nothing more.',
      talk: { toTheEnd: true },
    });
  },
};
