import type { Check } from '../check.ts';

export const whatsatOrigin: Check = {
  id: 'whatsat.origin',
  title: 'WHATSAT names the server that heard the client',
  needs: 'herd',
  async run(trial) {
    const [origin = ''] = trial.random.shuffle(trial.names);
    const reported = await trial.report(origin);
    // A server that doesn't keep its own line as it was is told so by another check; here its name is enough then.
    const { line: own } = await trial.ask(origin, reported.client);
    const isKept = own === reported.line;
    for (const other of trial.names.filter((name) => name !== origin)) {
      const asked = await trial.until(
        `${other} did not learn of a client that ${origin} was told of`,
        async () => {
          const asked = await trial.ask(other, reported.client);
          return asked.update ? asked : undefined;
        },
      );
      trial.expectEqual(
        isKept ? (asked.line ?? '') : (asked.update?.origin ?? ''),
        isKept ? reported.line : reported.update.origin,
        `${other} did not give the AT line that ${origin} made`,
        'The first line is the AT line of the server that heard the client, whoever is asked.',
      );
    }
  },
};
