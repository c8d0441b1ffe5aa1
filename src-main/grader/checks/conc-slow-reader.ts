import { encodeText } from '../../../src-shared/protocol/index.ts';
import { joinBytes } from '../../../src-shared/visible-bytes.ts';
import type { Check } from '../check.ts';
import type { Trial } from '../trial.ts';

/** The answers are more than a connection’s buffers hold, and the lines are such as any server reads. */
const LINES = 1_000;
const LINE_BYTES = 8_000;
/** So many others in a row are answered while nothing more of it is taken: then the server waits for the slow one. */
const ENOUGH = 50;

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
    for (let answered = 0, before = -1; answered < ENOUGH && slow.end === 'open'; answered++) {
      if (slow.unsentBytes !== before) answered = 0;
      before = slow.unsentBytes;
      await expectAnswered(trial, `HELLO ${trial.random.word(6)}`, '? ');
    }
    await expectAnswered(trial, `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`, 'AT ');
    trial.expectAlive(trial.server);
  },
};

async function expectAnswered(trial: Trial, line: string, beginning: string): Promise<void> {
  const { text } = await trial.talk(trial.server, line);
  trial.expect(
    text.startsWith(beginning),
    `${trial.server} answered nobody else while a client did not read its answers`,
    { hint: 'Writing to a client that does not read may not block, or hold what others need meanwhile.' },
  );
}
