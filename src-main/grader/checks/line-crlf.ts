import { encodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { differenceOf } from '../evidence.ts';
import { isRefusal } from '../refusal.ts';

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
    const line = `HELLO ${trial.random.word(8)}`;
    const refusal = await trial.talk(trial.server, line, talk);
    trial.expect(
      isRefusal(refusal.text, line),
      `${trial.server} did not refuse an invalid line that ends in CR LF`,
      { difference: differenceOf(encodeText(`? ${line}\n`), refusal.bytes) },
    );
    // Where the copy begins is another check's business.
    trial.expectEqual(
      refusal.text,
      refusal.text.replaceAll('\r', ''),
      `${trial.server} answered an invalid line that ends in CR LF with a CR`,
      'A line end is CR LF or LF, and no part of the line that is copied.',
    );
  },
};
