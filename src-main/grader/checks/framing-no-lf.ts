import type { Check } from '../check.ts';

export const framingNoLf: Check = {
  id: 'framing.no-lf',
  title: 'A last command without a newline is answered',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const client = trial.client();
    const command = `IAMAT ${client} ${trial.location()} ${trial.now()}`;
    const { text } = await trial.talk(trial.server, command, { lineEnd: 'none', ending: 'half-close' });
    trial.expect(
      text.startsWith('AT ') && text.includes(client),
      `${trial.server} did not answer a command that the end of the client’s side ended instead of a newline`,
      { hint: 'What is left in the buffer when the client ends its side is a line as well.' },
    );
  },
};
