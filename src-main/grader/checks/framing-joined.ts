import type { Check } from '../check.ts';
import { isRefusal } from '../refusal.ts';

export const framingJoined: Check = {
  id: 'framing.joined',
  title: 'Several commands may come in one piece',
  needs: 'server',
  async run(trial) {
    const ids = [trial.client(), trial.client(), trial.client()];
    const lines = ids.map((id) => `IAMAT ${id} ${trial.location()} ${trial.now()}`);
    const bad = `HELLO ${trial.random.word(6)}`;
    const { text } = await trial.talk(trial.server, [...lines, bad]);
    const answers = text.split('\n').slice(0, -1);
    for (const [i, id] of ids.entries()) {
      trial.expect(
        answers[i]?.split(' ')[3] === id,
        `${trial.server} did not answer IAMAT number ${i + 1} of ${ids.length} that came in one piece`,
        { hint: 'What one read gives may be several lines, or a part of one.' },
      );
    }
    const last = answers.slice(ids.length).join('\n');
    if (isRefusal(last, bad)) return;
    trial.expectEqual(
      last,
      `? ${bad}`,
      `${trial.server} did not answer the last of several commands that came in one piece`,
    );
  },
};
