import { expect, it } from 'vitest';
import { failedAnswer, type NearbyAnswer, type PlacesSource } from './places-source.ts';
import { SwitchablePlaces } from './switchable-places.ts';

const HERE = { latitude: 34, longitude: -118, radiusMetres: 1_000 };
const signal = new AbortController().signal;

/** A source that answers when it is told to. */
function slowSource(name: string) {
  const answer = deferred<NearbyAnswer>();
  const source = {
    name,
    closed: 0,
    answer: () => answer.resolve(failedAnswer('OK', name)),
    nearby: () => answer.promise,
    close: async () => {
      source.closed++;
    },
  };
  return source satisfies PlacesSource;
}

function deferred<T>() {
  let resolve: (value: T) => void = () => {};
  const promise = new Promise<T>((settle) => {
    resolve = settle;
  });
  return { promise, resolve };
}

it('what was asked before a switch is answered by the source before, which is closed after that', async () => {
  const first = slowSource('first');
  const second = slowSource('second');
  const places = new SwitchablePlaces(first);
  const asked = [places.nearby(HERE, signal), places.nearby(HERE, signal)];
  places.use(second);
  expect(places.name).toBe('second');
  expect(first.closed).toBe(0);
  first.answer();
  for (const answer of asked) expect((await answer).error_message).toBe('first');
  expect(first.closed).toBe(1);
  second.answer();
  expect((await places.nearby(HERE, signal)).error_message).toBe('second');
  await places.close();
  expect([first.closed, second.closed]).toEqual([1, 1]);
});

it('a source that nobody waits for is closed at once', async () => {
  const [first, second] = [slowSource('first'), slowSource('second')];
  const places = new SwitchablePlaces(first);
  places.use(second);
  expect([first.closed, second.closed]).toEqual([1, 0]);
});
