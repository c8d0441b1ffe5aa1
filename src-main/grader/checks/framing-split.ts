import { encodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { inputBytes } from '../talk.ts';

/** Another client that isn't answered meanwhile is not what this looks at. */
const MEANWHILE_SECONDS = 1;

export const framingSplit: Check = {
  id: 'framing.split',
  title: 'A command may come in any number of pieces',
  needs: 'server',
  async run(trial) {
    const command = `caf\u00e9-${trial.client()} ${trial.location()} ${trial.now()}`;
    const bytes = inputBytes(`IAMAT ${command}`, trial.dialect.lineEnd);
    // Within the keyword, within the two bytes of a character, between fields, within the time stamp.
    const inCharacter = encodeText('IAMAT caf').length + 1;
    const cuts = [3, inCharacter, bytes.indexOf(0x20, inCharacter), bytes.length - 5];
    const connection = await trial.open(trial.server);
    for (const [i, cut] of [...cuts, bytes.length].entries()) {
      await connection.send(bytes.subarray(cuts[i - 1] ?? 0, cut));
      // When another client has been answered, this piece has been read by itself.
      const meanwhile = `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`;
      if (i < cuts.length) await trial.talk(trial.server, meanwhile, { seconds: MEANWHILE_SECONDS });
    }
    if (trial.dialect.ending === 'half-close') connection.halfClose();
    await connection.until(({ received, end }) => end !== 'open' || received.includes(0x0a));
    const text = Buffer.from(connection.received).toString('utf8');
    const [, origin = trial.server, diff = '+0.5'] = text.startsWith('AT ') ? text.split(' ') : [];
    trial.expectEqual(
      connection.received,
      `AT ${origin} ${diff} ${command}\n`,
      `${trial.server} did not answer a command that came in pieces`,
      'What one read gives may be a part of a line: it must be kept until the rest has come.',
    );
  },
};
