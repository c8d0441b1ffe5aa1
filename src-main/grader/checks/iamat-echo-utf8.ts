import type { Check } from '../check.ts';

const NAMES = ['café', '寿司🍣', 'a/b:c;d,e', '"\'\\<>&', '%s%d{}[]()', '$HOME`~!@#^*|='];

export const iamatEchoUtf8: Check = {
  id: 'iamat.echo-utf8',
  title: 'A client’s name may be any text without white space, in UTF-8',
  needs: 'server',
  async run(trial) {
    for (const name of NAMES) {
      const command = `${name}-${trial.client()} ${trial.location()} ${trial.now()}`;
      const { text } = await trial.talk(trial.server, `IAMAT ${command}`);
      const line = text.split('\n', 1)[0] ?? '';
      const [, origin = trial.server, diff = '+0.5'] = line.split(' ');
      trial.expectEqual(
        line.replace(/\r$/, ''),
        `AT ${origin} ${diff} ${command}`,
        `${trial.server} did not give a client’s name back as it was`,
        'Names are bytes in UTF-8, and anything but white space may stand in them.',
      );
    }
  },
};
