import type { Check } from '../check.ts';

export const startAll: Check = {
  id: 'start.all',
  title: 'All servers start, each on its own port',
  needs: 'nothing',
  async run(trial) {
    await trial.start(...trial.names);
    for (const server of trial.names) {
      const { text } = await trial.talk(server, `IAMAT ${trial.client()} ${trial.location()} ${trial.now()}`);
      trial.expect(text !== '', `${server} listens on its port and answers nothing there`);
    }
    trial.expectAlive(...trial.names);
  },
};
