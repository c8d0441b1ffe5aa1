/** Which of two reports of a client a server keeps: what every check of time stamps expects. */
import type { Trial } from './trial.ts';

export interface TwoReports {
  readonly older: string;
  readonly newer: string;
  /** What is kept instead when it goes wrong, in a sentence. */
  readonly what: string;
  readonly hint: string;
}

/** Reports them in both orders, each for a client of its own, and expects the newer one to be what WHATSAT tells. */
export async function expectNewest(trial: Trial, { older, newer, what, hint }: TwoReports): Promise<void> {
  const { server } = trial;
  for (const order of [
    [older, newer],
    [newer, older],
  ]) {
    const client = trial.client();
    for (const timestamp of order) {
      // How a report that is no news is answered is not looked at here.
      await trial.talk(server, `IAMAT ${client} ${trial.location()} ${timestamp}`);
    }
    const { update } = await trial.ask(server, client);
    trial.expect(update !== undefined, `${server} does not know a client that it was told of twice`);
    trial.expectEqual(
      update?.timestamp ?? '',
      newer,
      `${server} was told of a client at ${order.join(' and then at ')}, and kept ${what}`,
      hint,
    );
  }
}
