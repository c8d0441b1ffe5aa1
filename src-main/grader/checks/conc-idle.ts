import { encodeText } from '../../../src-shared/protocol/index.ts';
import type { Check } from '../check.ts';

const IDLE = 60;

export const concIdle: Check = {
  id: 'conc.idle',
  title: 'Clients that say nothing, or half of a command, keep nobody waiting',
  needs: 'server',
  async run(trial) {
    for (let i = 0; i < IDLE; i++) {
      const idle = await trial.open(trial.server);
      if (i % 2 === 1) await idle.send(encodeText('IAMAT kiwi'));
    }
    const { text } = await trial.talk(
      trial.server,
      `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`,
    );
    trial.expect(
      text.startsWith('AT '),
      `${trial.server} did not answer a client while ${IDLE} others were connected and silent`,
    );
  },
};
