import type { Check } from '../check.ts';
import { expectEcho } from '../echo.ts';

const LOCATIONS = ['+34.0689300-118.4451270', '+34-118', '-0.0+000.5', '+07.50-007.25', '+90-180'];
const TIMESTAMPS = ['1479413884.3920', '1479413884.392014450', '1479413884', '0000001000.50', '9.0'];

export const iamatEcho: Check = {
  id: 'iamat.echo',
  title: 'Client, location and time stamp come back exactly as the client wrote them',
  needs: 'server',
  async run(trial) {
    for (const [i, location] of LOCATIONS.entries()) {
      const client = `Kiwi.CS-${trial.client().toUpperCase()}`;
      const fields = `${client} ${location} ${TIMESTAMPS[i]}`;
      await expectEcho(
        trial,
        fields,
        `${trial.server} did not copy what the client sent into the AT line`,
        'The fields are texts: made into numbers and back, digits are lost or added.',
      );
    }
  },
};
