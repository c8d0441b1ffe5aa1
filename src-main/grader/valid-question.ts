/** A WHATSAT that is valid, asked before or beside those that are to be refused. */
import type { Asked, Trial } from './trial.ts';

/**
 * Expects an AT line in the answer. `what` names the question in a sentence: “a WHATSAT with a radius of 50 km”;
 * what is said is what was seen, for a server that breaks off has refused nothing.
 */
export async function expectTaken(
  trial: Trial,
  client: string,
  what: string,
  radius = '10',
  bound = '5',
): Promise<void> {
  sayTaken(trial, await trial.ask(trial.server, client, radius, bound), what);
}

/** The same of an answer that has come. */
export function sayTaken(trial: Trial, { line, answer }: Asked, what: string): void {
  if (line !== undefined) return;
  if (answer.text === '') trial.fail(`${trial.server} did not answer ${what}`);
  if (answer.text.startsWith('?')) trial.fail(`${trial.server} refused ${what}`);
  trial.fail(
    `${trial.server} answered ${what}, with ${JSON.stringify(answer.text.slice(0, 80))}, not with an AT line`,
  );
}
