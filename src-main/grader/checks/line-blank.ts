import type { Check } from '../check.ts';

export const lineBlank: Check = {
  id: 'line.blank',
  title: 'Blank lines are ignored',
  needs: 'server',
  async run(trial) {
    await trial.report(trial.server);
    const command = `${trial.client()} ${trial.location()} ${trial.now()}`;
    const { bytes, text } = await trial.talk(trial.server, ['', '  \t ', '', `IAMAT ${command}`]);
    const [, origin = trial.server, diff = '+0.5'] = text.startsWith('AT ') ? text.split(' ') : [];
    trial.expectEqual(
      bytes,
      `AT ${origin} ${diff} ${command}\n`,
      `${trial.server} did not answer just the IAMAT that came after blank lines`,
      'A line without a field is neither a command nor an error.',
    );
    trial.expectAlive(trial.server);
  },
};
