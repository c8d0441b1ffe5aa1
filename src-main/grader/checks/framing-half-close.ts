import type { Check } from '../check.ts';

export const framingHalfClose: Check = {
  id: 'framing.half-close',
  title: 'A client that ends its side after its command is answered',
  needs: 'server',
  async run(trial) {
    const hint = 'That the client has nothing more to say is no reason not to answer what it said.';
    const client = trial.client();
    const ending = 'half-close';
    const report = `IAMAT ${client} ${trial.location()} ${trial.now()}`;
    const { text } = await trial.talk(trial.server, report, { ending });
    trial.expect(
      text.startsWith('AT '),
      `${trial.server} did not answer IAMAT of a client that then ended its side of the connection`,
      { hint },
    );
    const { line, json } = await trial.ask(trial.server, client, '10', '5', { ending });
    trial.expect(
      line !== undefined && json.length > 0,
      `${trial.server} did not answer WHATSAT of a client that then ended its side of the connection`,
      { hint },
    );
  },
};
