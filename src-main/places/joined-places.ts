/**
 * Joins equal questions that are in flight: the source is asked once for all,
 * and is told to stop only when every asker is gone.
 */
import { failedAnswer, type NearbyAnswer, type NearbyQuery, type PlacesSource } from './places-source.ts';

interface Flight {
  readonly answer: Promise<NearbyAnswer>;
  readonly stop: AbortController;
  askers: number;
}

/** Equal questions have equal names. */
export function queryName(query: NearbyQuery): string {
  return `${query.latitude} ${query.longitude} ${query.radiusMetres}`;
}

export function joinPlaces(source: PlacesSource): PlacesSource {
  const flights = new Map<string, Flight>();

  const launch = (name: string, query: NearbyQuery): Flight => {
    const stop = new AbortController();
    const flight: Flight = { stop, askers: 0, answer: ask(source, query, stop.signal).finally(forget) };
    function forget(): void {
      if (flights.get(name) === flight) flights.delete(name);
    }
    flights.set(name, flight);
    return flight;
  };

  return {
    name: source.name,
    nearby: (query, signal) =>
      new Promise((resolve, reject) => {
        signal.throwIfAborted();
        const name = queryName(query);
        const flight = flights.get(name) ?? launch(name, query);
        flight.askers++;
        const leave = (): void => {
          reject(signal.reason);
          flight.askers--;
          if (flight.askers > 0) return;
          // Whoever asks the same from now on must not get an answer that was stopped.
          if (flights.get(name) === flight) flights.delete(name);
          flight.stop.abort(signal.reason);
        };
        signal.addEventListener('abort', leave, { once: true });
        void flight.answer.then((answer) => {
          signal.removeEventListener('abort', leave);
          resolve(answer);
        });
      }),
    close: async () => {
      for (const { stop } of flights.values()) stop.abort();
      await source.close();
    },
  };
}

/** Never rejects: a source that breaks its word is a failed answer too, and nobody waits for a stopped one. */
async function ask(source: PlacesSource, query: NearbyQuery, signal: AbortSignal): Promise<NearbyAnswer> {
  try {
    return await source.nearby(query, signal);
  } catch {
    return failedAnswer('UNKNOWN_ERROR', signal.aborted ? 'Places was closed.' : 'Places failed.');
  }
}
