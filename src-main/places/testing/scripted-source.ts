/** A source whose answers the test gives by hand. Only for tests. */
import type { NearbyAnswer, NearbyQuery, PlacesSource } from '../places-source.ts';

export interface Asked {
  readonly query: NearbyQuery;
  readonly signal: AbortSignal;
  answer(answer: NearbyAnswer): void;
  fail(error: Error): void;
}

export interface ScriptedSource extends PlacesSource {
  /** What it was asked so far. */
  readonly asked: readonly Asked[];
  readonly closes: number;
}

/** Waits to be told each answer, unless it is given one for all. Like every source it rejects when aborted. */
export function scriptedSource(always?: (query: NearbyQuery) => NearbyAnswer): ScriptedSource {
  const asked: Asked[] = [];
  let closes = 0;
  return {
    name: 'scripted',
    asked,
    get closes() {
      return closes;
    },
    nearby: (query, signal) =>
      new Promise((answer, fail) => {
        asked.push({ query, signal, answer, fail });
        signal.addEventListener('abort', () => fail(signal.reason));
        if (always !== undefined) answer(always(query));
      }),
    close: async () => {
      closes++;
    },
  };
}

export function okAnswer(...results: readonly unknown[]): NearbyAnswer {
  return { html_attributions: [], results, status: 'OK' };
}
