/** WHATSAT's answer with its JSON taken apart. */
import { decodeText } from '../../src-shared/protocol/index.ts';
import type { Asked, Trial } from './trial.ts';

export interface PlacesAnswer {
  readonly line: string;
  readonly results: readonly unknown[];
  readonly status: string;
  /** What came after the first line. */
  readonly json: Uint8Array;
}

const BEFORE_PLACES = 'No request came to Places either: it most likely went wrong before that.';

/**
 * Expects an AT line, and gives it. That nothing came to Places is a reason to know nothing where it was answered as if
 * something had, or where nothing that is asked there can be heard. A program that can be heard and gave no answer has
 * just not answered.
 */
export function expectAnswered(trial: Trial, server: string, { line, answer }: Asked): string {
  if (line !== undefined || !trial.places.isHeard) trial.places.expectTaken();
  if (line === undefined) {
    const hint = trial.places.isHeard && trial.places.requests.length === 0 ? BEFORE_PLACES : undefined;
    if (answer.text === '') return trial.fail(`${server} did not answer WHATSAT`, { hint });
    const what = JSON.stringify(answer.text.slice(0, 80));
    return trial.fail(`${server} answered WHATSAT with ${what}, not with an AT line and JSON`, { hint });
  }
  return line;
}

/** Expects an AT line and JSON in the form of Google's Nearby Search below it. */
export function readAnswer(trial: Trial, server: string, asked: Asked): PlacesAnswer {
  const line = expectAnswered(trial, server, asked);
  const { json } = asked;
  const value = parse(decodeText(json));
  trial.expect(
    value !== undefined,
    `${server}’s answer to WHATSAT has no well-formed JSON below its first line`,
  );
  const { results, status } = isObject(value) ? value : {};
  if (!Array.isArray(results) || typeof status !== 'string') {
    return trial.fail(`${server}’s JSON is not an object with results and status, as Google’s is`);
  }
  return { line, results, status, json };
}

/** Asks for a client that the server knows, and expects places. */
export async function askPlaces(
  trial: Trial,
  server: string,
  client: string,
  radius = '10',
  bound = '5',
): Promise<PlacesAnswer> {
  const asked = await trial.ask(server, client, radius, bound);
  return readAnswer(trial, server, asked);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
