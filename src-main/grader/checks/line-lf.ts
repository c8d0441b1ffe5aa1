import type { Check } from '../check.ts';

export const lineLf: Check = {
  id: 'line.lf',
  title: 'Lines may end in LF alone',
  needs: 'server',
  async run(trial) {
    const client = trial.client();
    const input = `IAMAT ${client} ${trial.location()} ${trial.now()}`;
    const { text } = await trial.talk(trial.server, input, { lineEnd: '\n' });
    trial.expect(
      text.startsWith('AT ') && text.includes(client),
      `${trial.server} did not answer a line that ends in LF with an AT line`,
      { hint: 'Twisted’s LineReceiver waits for CR LF unless its delimiter is set to b"\\n".' },
    );
  },
};
