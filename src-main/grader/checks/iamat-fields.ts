import type { Check } from '../check.ts';

export const iamatFields: Check = {
  id: 'iamat.fields',
  title: 'IAMAT is answered with an AT line of six fields, and with nothing else',
  needs: 'server',
  async run(trial) {
    const [client, location, timestamp] = [trial.client(), trial.location(), trial.now()];
    const answer = await trial.talk(trial.server, `IAMAT ${client} ${location} ${timestamp}`, {
      toTheEnd: true,
    });
    const fields = answer.text.split(/\s+/).filter((field) => field !== '');
    // What the fields hold is looked at by other checks.
    const [, origin = trial.server, diff = '+0.5'] = fields[0] === 'AT' && fields.length >= 6 ? fields : [];
    const copies = fields.length >= 6 ? fields.slice(3, 6).join(' ') : `${client} ${location} ${timestamp}`;
    trial.expectEqual(
      answer.bytes,
      `AT ${origin} ${diff} ${copies}\n`,
      `${trial.server}’s answer to IAMAT is not one line of AT and five more fields with single blanks between them`,
    );
  },
};
