import type { Check } from '../check.ts';

const CLIENTS = 40;

export const concClients: Check = {
  id: 'conc.clients',
  title: 'Many clients at once are all answered',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const silent = await trial.open(trial.server);
    const answers = await Promise.all(
      Array.from({ length: CLIENTS }, async () => {
        const client = trial.client();
        const { text } = await trial.talk(trial.server, `IAMAT ${client} ${trial.location()} ${trial.now()}`);
        return text.startsWith('AT ') && text.includes(client);
      }),
    );
    const answered = answers.filter((isGood) => isGood).length;
    trial.expect(
      answered === CLIENTS,
      `${trial.server} answered ${answered} of ${CLIENTS} clients that came at once, while another one was connected and silent`,
      { hint: 'Nothing may sleep or wait in a way that keeps other connections waiting.' },
    );
    silent.close();
  },
};
