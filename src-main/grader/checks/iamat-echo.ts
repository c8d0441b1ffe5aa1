import type { Check } from '../check.ts';

const LOCATIONS = ['+34.0689300-118.4451270', '+34-118', '-0.0+000.5', '+07.50-007.25', '+90-180'];
const TIMESTAMPS = ['1479413884.3920', '1479413884.392014450', '1479413884', '0000001000.50', '9.0'];

export const iamatEcho: Check = {
  id: 'iamat.echo',
  title: 'Client, location and time stamp come back exactly as the client wrote them',
  needs: 'server',
  async run(trial) {
    for (const [i, location] of LOCATIONS.entries()) {
      const client = `Kiwi.CS-${trial.client().toUpperCase()}`;
      const command = `${client} ${location} ${TIMESTAMPS[i]}`;
      const { text } = await trial.talk(trial.server, `IAMAT ${command}`);
      const line = text.split('\n', 1)[0] ?? '';
      const [, origin = trial.server, diff = '+0.5'] = line.split(' ');
      trial.expectEqual(
        line.replace(/\r$/, ''),
        `AT ${origin} ${diff} ${command}`,
        `${trial.server} did not copy what the client sent into the AT line`,
        'The fields are texts: made into numbers and back, digits are lost or added.',
      );
    }
  },
};
