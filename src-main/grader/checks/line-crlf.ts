import type { Check } from '../check.ts';
import { expectRefused } from '../refusal.ts';

export const lineCrlf: Check = {
  id: 'line.crlf',
  title: 'Lines may end in CR LF; answers have no CR',
  needs: 'server',
  async run(trial) {
    const talk = { lineEnd: '\r\n' } as const;
    const command = `${trial.client()} ${trial.location()} ${trial.now()}`;
    const { text, bytes } = await trial.talk(trial.server, `IAMAT ${command}`, talk);
    const [, origin = trial.server, diff = '+0.5'] = text.split(' ');
    trial.expectEqual(
      bytes,
      `AT ${origin} ${diff} ${command}\n`,
      `${trial.server} did not answer a line that ends in CR LF as it should`,
      'CR is white space: it belongs to no field.',
    );
    await expectRefused(trial, `HELLO ${trial.random.word(8)}`, 'an invalid line that ends in CR LF', {
      talk,
    });
  },
};
