import type { Check } from '../check.ts';
import { addedTo, logGrown, logWith } from '../own-log.ts';

/** Reports before the neighbour is lost: what each of them adds to the log is no notice of the loss. */
const CONTROLS = 3;

export const logPeers: Check = {
  id: 'log.peers',
  title: 'The log tells that a neighbour is lost',
  needs: 'own-herd',
  async run(trial) {
    const { server } = trial;
    const neighbour = trial.random.pick(trial.neighboursOf(server));
    const isNaming = naming(neighbour, trial.addressOf(neighbour).port);
    const first = await trial.report(server);
    const clients = [first.client];
    /** Lines that name the neighbour and are not about a client, in the form that many of them share. */
    const formsIn = (text: string): string[] =>
      text
        .split('\n')
        .filter((line) => isNaming(line) && !clients.some((client) => line.includes(client)))
        .map((line) => line.replaceAll(/\d+/g, '#'));
    const before = await logWith(trial, server, `IAMAT ${first.client}`, 'a line that a client sent to it');
    for (let i = 0; i <= CONTROLS; i++) clients.push((await trial.report(server)).client);
    const last = clients.at(-1) ?? '';
    const log = await logGrown(trial, before, 'a line that a client sent to it', (added) =>
      added.includes(last),
    );
    const added = addedTo(before, log);
    const starts = clients.slice(1).map((client) => added.indexOf(client));
    // What stands between two clients is of the former, however late the log is read.
    const controls = starts.slice(0, -1).map((at, i) => new Set(formsIn(added.slice(at, starts[i + 1]))));
    await trial.kill(neighbour);
    clients.push((await trial.report(server)).client);
    // A line that comes now and then without a loss, as of a link that isn't made yet, may come for one as well.
    const isUsual = (form: string): boolean => controls.every((forms) => forms.has(form));
    await logGrown(
      trial,
      log,
      `that ${server} lost its neighbour ${neighbour}`,
      (since) => formsIn(since).some((form) => !isUsual(form)),
      'That a neighbour can’t be reached, or that its connection was dropped, belongs into the log, with its name.',
    );
  },
};

/** Whether a line has a server's name as a word, or its port as a whole number. */
function naming(server: string, port: number): (line: string) => boolean {
  const name = server.replaceAll('.', '\\.');
  const named = new RegExp(`(?<![\\p{L}\\d])${name}(?![\\p{L}\\d])|(?<![\\d.])${port}(?!\\.?\\d)`, 'u');
  return (line) => named.test(line);
}
