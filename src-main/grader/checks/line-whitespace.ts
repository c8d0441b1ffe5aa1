import type { Check } from '../check.ts';

export const lineWhitespace: Check = {
  id: 'line.whitespace',
  title: 'Fields may be parted, and commands surrounded, by any white space',
  needs: 'server',
  async run(trial) {
    const shapes = [
      (words: readonly string[]) => words.join('  '),
      (words: readonly string[]) => words.join('\t'),
      (words: readonly string[]) => `  ${words.join(' \t ')} \t`,
    ];
    for (const shape of shapes) {
      const fields = [trial.client(), trial.location(), trial.now()];
      const { text } = await trial.talk(trial.server, shape(['IAMAT', ...fields]));
      const [line = ''] = text.split('\n', 1);
      const [, origin = trial.server, diff = '+0.5'] = line.split(' ');
      trial.expectEqual(
        line.replace(/\r$/, ''),
        `AT ${origin} ${diff} ${fields.join(' ')}`,
        `${trial.server} did not take an IAMAT with other white space between its fields than single blanks`,
        'Fields are parted by one or more white space characters, and the command may be surrounded by some.',
      );
      const asked = await trial.talk(trial.server, shape(['WHATSAT', fields[0] ?? '', '10', '5']));
      trial.expect(
        asked.text.startsWith('AT '),
        `${trial.server} did not take a WHATSAT with other white space between its fields than single blanks`,
      );
    }
  },
};
