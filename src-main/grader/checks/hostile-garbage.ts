import { encodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import { expectServes } from '../still-serves.ts';
import type { Trial } from '../trial.ts';

const RANDOM_BYTES = 4_000;

export const hostileGarbage: Check = {
  id: 'hostile.garbage',
  title: 'Bytes that are no text do no harm',
  needs: 'server',
  async run(trial) {
    for (const [what, bytes] of garbage(trial)) {
      await trial.report(trial.server);
      const connection = await trial.open(trial.server);
      await connection.send(bytes);
      connection.halfClose();
      // Whatever it answers, if anything.
      // Two, so that the bytes have been read by the time of the second.
      for (let i = 0; i < 2; i++) {
        await expectServes(
          trial,
          `${trial.server} does not answer clients any more after one has sent ${what}`,
          { hint: 'Decoding bytes that are not UTF-8 throws: such a line is an invalid command.' },
        );
      }
      connection.close();
    }
  },
};

function garbage(trial: Trial): (readonly [what: string, bytes: Uint8Array])[] {
  const random = Uint8Array.from({ length: RANDOM_BYTES }, () => trial.random.between(0, 255));
  const notUtf8 = Uint8Array.of(
    ...encodeText('IAMAT '),
    0xff,
    0xfe,
    0xc3,
    0x28,
    ...encodeText(' +34-118 9.5\n'),
  );
  return [
    ['NUL bytes', Uint8Array.of(0, 0, 0, 0x0a, 0, 0x0a)],
    ['a line that is not UTF-8', Uint8Array.of(0xff, 0xfe, 0xfd, 0x0a)],
    ['an IAMAT whose client is not UTF-8', notUtf8],
    ['random bytes', random],
    ['the beginning of a TLS handshake', Uint8Array.of(0x16, 3, 1, 0, 5, 1, 0, 0, 1, 0, 0x0a)],
  ];
}
