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

/** Expects an AT line and JSON in the form of Google's Nearby Search below it. */
export function readAnswer(trial: Trial, server: string, { line, json, answer }: Asked): PlacesAnswer {
  if (line === undefined) {
    const what = answer.text === '' ? 'not at all' : `with ${JSON.stringify(answer.text.slice(0, 80))}`;
    return trial.fail(`${server} answered WHATSAT ${what}, not with an AT line and JSON`);
  }
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
  trial.places.expectTaken();
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
