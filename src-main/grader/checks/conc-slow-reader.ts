import { encodeText } from '../../../src-shared/protocol/index.ts';
import { joinBytes } from '../../../src-shared/visible-bytes.ts';
import type { Check } from '../check.ts';
import type { Trial } from '../trial.ts';

/** The answers are more than a connection’s buffers hold, and the lines are such as any server reads. */
const LINES = 1_000;
const LINE_BYTES = 8_000;
/**
 * When nothing more of it has been taken for so many seconds the server waits for the slow one: it takes what comes in
 * steps of a megabyte and more, each of them after a while. So many others are asked meanwhile at least.
 */
const STILL_SECONDS = 1;
const ENOUGH = 50;

export const concSlowReader: Check = {
  id: 'conc.slow-reader',
  title: 'A client that does not read its answers keeps nobody waiting',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const { text } = await trial.talk(trial.server, `HELLO ${trial.random.word(6)}`);
    trial.expect(
      text !== '',
      `${trial.server} does not answer invalid lines, and with their answers the connection of a client was to be filled`,
    );
    const slow = await trial.open(trial.server);
    slow.pause();
    const line = encodeText(`HELLO ${'x'.repeat(LINE_BYTES)}${trial.dialect.lineEnd}`);
    slow.push(joinBytes(Array.from({ length: LINES }, () => line)));
    let still = { unsent: -1, since: 0, answered: 0 };
    const isStill = (): boolean =>
      still.answered >= ENOUGH && performance.now() - still.since >= STILL_SECONDS * 1_000;
    while (!isStill() && slow.end === 'open') {
      const unsent = slow.unsentBytes;
      if (unsent !== still.unsent) still = { unsent, since: performance.now(), answered: 0 };
      await expectAnswered(trial, `HELLO ${trial.random.word(6)}`);
      still.answered++;
    }
    const report = `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`;
    const answer = await expectAnswered(trial, report);
    trial.expect(
      answer.startsWith('AT '),
      `${trial.server} did not answer IAMAT with an AT line while a client did not read its answers`,
    );
    trial.expectAlive(trial.server);
  },
};

/** With anything: what is a right answer is other checks' business. */
async function expectAnswered(trial: Trial, line: string): Promise<string> {
  const { text } = await trial.talk(trial.server, line);
  trial.expect(text !== '', `${trial.server} answered nobody else while a client did not read its answers`, {
    hint: 'Writing to a client that does not read may not block, or hold what others need meanwhile.',
  });
  return text;
}
