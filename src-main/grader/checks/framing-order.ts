import type { Check } from '../check.ts';
import { inputBytes } from '../talk.ts';

export const framingOrder: Check = {
  id: 'framing.order',
  title: 'Answers come in the order of the commands, also when Places takes its time',
  needs: 'server',
  async run(trial) {
    const { client } = await trial.report(trial.server);
    trial.places.behave({ kind: 'held' });
    const bad = `HELLO ${trial.random.word(6)}`;
    const connection = await trial.open(trial.server);
    await connection.send(inputBytes([`WHATSAT ${client} 10 5`, bad], trial.dialect.lineEnd));
    if (trial.dialect.ending === 'half-close') connection.halfClose();
    await trial.places.asked(1);
    // So that the second line has been read as well.
    await trial.report(trial.server);
    trial.places.release();
    const both = () => Buffer.from(connection.received).toString('utf8');
    await connection.until(({ end }) => end !== 'open' || both().endsWith(`\n\n? ${bad}\n`));
    trial.expect(
      both().startsWith('AT ') && both().endsWith(`\n\n? ${bad}\n`),
      `${trial.server} did not answer WHATSAT and then the line behind it, in this order`,
    );
  },
};
