import { encodeText } from '../../../src-shared/protocol/index.ts';
import { joinBytes } from '../../../src-shared/visible-bytes.ts';
import type { Check } from '../check.ts';

/** More than a connection’s buffers hold, in lines that any server reads. */
const LINES = 800;
const LINE_BYTES = 8_000;
/** So many clients in a row are answered while nothing more of it is taken: then the server waits for the slow one. */
const ENOUGH = 15;

export const concSlowReader: Check = {
  id: 'conc.slow-reader',
  title: 'A client that does not read its answers keeps nobody waiting',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const slow = await trial.open(trial.server);
    slow.pause();
    const line = encodeText(`HELLO ${'x'.repeat(LINE_BYTES)}${trial.dialect.lineEnd}`);
    slow.push(joinBytes(Array.from({ length: LINES }, () => line)));
    for (let answered = 0, before = -1; answered < ENOUGH && slow.unsentBytes > 0; answered++) {
      if (slow.unsentBytes !== before) answered = 0;
      before = slow.unsentBytes;
      const { text } = await trial.talk(
        trial.server,
        `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`,
      );
      trial.expect(
        text.startsWith('AT '),
        `${trial.server} answered nobody else while a client did not read its answers`,
        {
          hint: 'Writing to a client that does not read must not block: nothing that others need may be held meanwhile.',
        },
      );
    }
    trial.expectAlive(trial.server);
  },
};
