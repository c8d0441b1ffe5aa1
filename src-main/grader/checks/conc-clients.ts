import { decodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';
import type { Client } from '../client.ts';
import { inputBytes } from '../talk.ts';
import type { Trial } from '../trial.ts';

const CLIENTS = 100;

export const concClients: Check = {
  id: 'conc.clients',
  title: 'Many clients at once are all answered',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const connections: Client[] = [];
    // One more, which stays silent. They come one after the other, so that none is lost in a queue of the system.
    for (let i = 0; i <= CLIENTS; i++) connections.push(await trial.open(trial.server));
    const talking = connections.slice(1).map((connection) => isAnswered(trial, connection));
    const answered = (await Promise.all(talking)).filter((isGood) => isGood).length;
    trial.expect(
      answered === CLIENTS,
      `${trial.server} answered ${answered} of ${CLIENTS} clients that reported at once, while another one was connected and silent`,
      { hint: 'Nothing may sleep or wait in a way that keeps other connections waiting.' },
    );
  },
};

async function isAnswered(trial: Trial, connection: Client): Promise<boolean> {
  const { ending, lineEnd } = trial.dialect;
  const client = trial.client();
  await connection.send(inputBytes(`IAMAT ${client} ${trial.location()} ${trial.now()}`, lineEnd));
  if (ending === 'half-close') connection.halfClose();
  await connection.until(({ received, end }) => end !== 'open' || received.includes(0x0a));
  const text = decodeText(connection.received);
  return text.startsWith('AT ') && text.includes(client);
}
