import type { Check } from '../check.ts';
import { expectEcho } from '../echo.ts';

const NAMES = ['café', '寿司🍣', 'a/b:c;d,e', '"\'\\<>&', '%s%d{}[]()', '$HOME`~!@#^*|='];

export const iamatEchoUtf8: Check = {
  id: 'iamat.echo-utf8',
  title: 'A client’s name may be any text without white space, in UTF-8',
  needs: 'server',
  async run(trial) {
    for (const name of NAMES) {
      const fields = `${name}-${trial.client()} ${trial.location()} ${trial.now()}`;
      await expectEcho(
        trial,
        fields,
        `${trial.server} did not give a client’s name back as it was`,
        'Names are bytes in UTF-8, and anything but white space may stand in them.',
      );
    }
  },
};
