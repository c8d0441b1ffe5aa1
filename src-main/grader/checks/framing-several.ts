import { decodeText, encodeText } from '../../../src-shared/protocol/index.ts';
import { visible } from '../../../src-shared/visible-bytes.ts';
import type { Check } from '../check.ts';
import { inputBytes } from '../talk.ts';

const MOST_SHOWN = 80;

export const framingSeveral: Check = {
  id: 'framing.several',
  title: 'Several commands can be given on one connection, one after the other',
  needs: 'server',
  async run(trial) {
    const connection = await trial.open(trial.server);
    const id = trial.client();
    // To an invalid line any answer is one here: its form is another check's business.
    const commands = [
      [`IAMAT ${id} ${trial.location()} ${trial.now()}`, 'AT ', '\n'],
      [`HELLO ${trial.random.word(6)}`, '', '\n'],
      [`WHATSAT ${id} 10 5`, 'AT ', '\n\n'],
      [`IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`, 'AT ', '\n'],
    ] as const;
    for (const [i, [line, start, end]] of commands.entries()) {
      const before = connection.received.length;
      await connection.send(inputBytes(line, trial.dialect.lineEnd));
      const answer = () => decodeText(connection.received.subarray(before));
      await connection.until(({ end: over }) => over !== 'open' || answer().endsWith(end));
      const which = `the command number ${i + 1} on one connection, ${line.split(' ')[0]}`;
      trial.expect(answer() !== '', `${trial.server} did not answer ${which}`, {
        hint: 'After an answer, also to an invalid command, the connection stays open for the next command.',
      });
      trial.expect(
        answer().startsWith(start) && answer().endsWith(end),
        `${trial.server} answered ${which}, with “${visible(encodeText(answer()), MOST_SHOWN)}”`,
      );
    }
  },
};
