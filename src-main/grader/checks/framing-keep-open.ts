import type { Check } from '../check.ts';

export const framingKeepOpen: Check = {
  id: 'framing.keep-open',
  title: 'A client that keeps its side open is answered',
  needs: 'server',
  async run(trial) {
    const client = trial.client();
    const ending = 'keep-open';
    const report = `IAMAT ${client} ${trial.location()} ${trial.now()}`;
    const { text } = await trial.talk(trial.server, report, { ending });
    const hint = 'A command is complete with its newline: there is no need to read to the end of the stream.';
    trial.expect(
      text.startsWith('AT '),
      `${trial.server} did not answer IAMAT of a client that keeps its side of the connection open`,
      { hint },
    );
    const { line } = await trial.ask(trial.server, client, '10', '5', { ending });
    trial.expect(
      line !== undefined,
      `${trial.server} did not answer WHATSAT of a client that keeps its side of the connection open`,
      { hint },
    );
  },
};
