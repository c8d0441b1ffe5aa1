/** The flooding that every check of it expects: exactly the reachable servers come to know a client. */
import { PATIENCE } from './patience.ts';
import type { Reported, Trial } from './trial.ts';

export interface FloodExpectation {
  /** Servers that don't run. */
  readonly down?: readonly string[];
  readonly seconds?: number;
  /** Those that it can't come to now may know it all the same: it was told before the others went down. */
  readonly mayKnow?: boolean;
  /** A server that was started again since the report. */
  readonly startedAgain?: string;
}

/**
 * Waits until all servers that can hear of the report know its client, who is to be a fresh one, and expects that no
 * other running one does. What their AT lines say of it is looked at by other checks. The others are asked last, when
 * the flood has had time to reach those that are further away.
 */
export async function expectKnown(
  trial: Trial,
  reported: Reported,
  options: FloodExpectation = {},
): Promise<void> {
  const { down = [], seconds = PATIENCE.answer, mayKnow = false, startedAgain } = options;
  const up = trial.names.filter((name) => !down.includes(name));
  const expected = trial.reachable(reported.origin, { down: new Set(down) });
  const knew = new Set<string>();
  const asked = new Set<string>();
  const tell = () =>
    trial.evidence.add({
      kind: 'flood',
      at: trial.evidence.now(),
      client: reported.client,
      origin: reported.origin,
      down,
      expected,
      knew: up.filter((name) => knew.has(name)),
      asked: up.filter((name) => asked.has(name)),
    });
  const downText = whileDown(down);
  try {
    for (const server of expected) {
      asked.add(server);
      const when = `${beforeStart(startedAgain, server)}${downText}`;
      let answered = true;
      const look = async () => {
        const { answer, update } = await trial.ask(server, reported.client);
        answered = answer.text !== '';
        return update?.client === reported.client ? update : undefined;
      };
      const teller = server === reported.origin ? 'it' : reported.origin;
      await trial.until(
        () => {
          if (!answered)
            return `${server} did not answer WHATSAT about a client that ${teller} was told of${when}`;
          return server === reported.origin
            ? `${server} does not know a client that it was told of${when}`
            : `${server} did not learn of a client that ${teller} was told of${when}`;
        },
        look,
        seconds,
      );
      knew.add(server);
    }
    const onAsked = (server: string, knows: boolean): void => {
      asked.add(server);
      if (knows) knew.add(server);
    };
    if (!mayKnow) await expectUnknown(trial, reported, { down, onAsked });
  } finally {
    tell();
  }
}

/** Expects that no running server knows of the report that can't have heard of it. */
export async function expectUnknown(
  trial: Trial,
  { client, origin }: Reported,
  {
    down = [],
    onAsked = () => {},
  }: FloodExpectation & { readonly onAsked?: (server: string, knows: boolean) => void } = {},
): Promise<void> {
  const expected = trial.reachable(origin, { down: new Set(down) });
  for (const server of trial.names.filter((name) => !down.includes(name) && !expected.includes(name))) {
    const knows = (await trial.known(server, client)) !== undefined;
    onAsked(server, knows);
    if (!knows) continue;
    trial.fail(
      `${server} knows of a client that it can’t have heard of${whileDown(down)}: no way leads there from ${origin}`,
      { hint: 'Servers may only talk to their neighbours, not to all, and not through a shared file.' },
    );
  }
}

function beforeStart(startedAgain: string | undefined, server: string): string {
  if (startedAgain === undefined) return '';
  return ` before ${startedAgain === server ? 'it' : startedAgain} was started again`;
}

function whileDown(down: readonly string[]): string {
  if (down.length === 0) return '';
  return ` while ${down.join(' and ')} ${down.length === 1 ? 'is' : 'are'} down`;
}

/** Reports a new client at `origin` and expects the flood. */
export async function expectFlood(
  trial: Trial,
  origin: string,
  options: FloodExpectation = {},
): Promise<Reported> {
  const reported = await trial.report(origin);
  await expectKnown(trial, reported, options);
  return reported;
}
