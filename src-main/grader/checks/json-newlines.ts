import { decodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { readAnswer } from '../places-answer.ts';

export const jsonNewlines: Check = {
  id: 'json.newlines',
  title: 'The JSON has no blank lines and is followed by exactly two newlines',
  needs: 'server',
  async run(trial) {
    for (const blankLines of [true, false]) {
      const { client } = await trial.report(trial.server);
      trial.places.behave({ kind: 'places', count: 20, blankLines });
      const asked = await trial.ask(trial.server, client, '10', '20', { toTheEnd: true });
      const { json } = readAnswer(trial, trial.server, asked);
      const text = decodeText(json);
      trial.expectEqual(
        text,
        `${text.replaceAll(/\n+/g, '\n').replace(/\n+$/, '')}\n\n`,
        `${trial.server}’s JSON is not free of blank lines with exactly two newlines behind it`,
        'Runs of newlines become one newline, those at the end are removed, and two newlines follow.',
      );
    }
  },
};
