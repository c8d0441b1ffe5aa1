/** A burst that the report's design loses a third of, silently: here each of the five must know all of it. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { eventually, TestHerd } from './testing/test-herd.ts';

const UPDATES = 5_000;
const CONNECTIONS = 50;
/** Reports of one connection that wait for their answer. */
const DEPTH = 32;

describe(`a burst of ${UPDATES} updates over ${CONNECTIONS} connections, ${DEPTH} deep`, () => {
  let herd: TestHerd;
  beforeEach(async () => {
    herd = await TestHerd.start();
  });
  afterEach(() => herd.close());

  it.each([
    ['each of another client', UPDATES],
    ['of a hundred roaming clients', 100],
  ])('%s reaches all five', async (_, clientCount) => {
    const clients = Array.from({ length: clientCount }, (_, i) => `burst-${i}`);
    /** The newest answer for each client. */
    const newest = new Map<string, string>();
    let next = 0;
    const talk = async (connection: number): Promise<void> => {
      const client = await herd.client(herd.names[connection % herd.names.length] as string);
      const waiting: number[] = [];
      for (;;) {
        while (waiting.length < DEPTH && next < UPDATES) {
          const number = next++;
          waiting.push(number);
          client.write(
            `IAMAT ${clients[number % clientCount]} +34.068930-118.445127 ${1_479_413_884 + number}\n`,
          );
        }
        const number = waiting.shift();
        if (number === undefined) return;
        const answer = await client.line();
        expect(answer.split(' ')[5]).toBe(String(1_479_413_884 + number));
        if (number >= UPDATES - clientCount) newest.set(clients[number % clientCount] as string, answer);
      }
    };
    await Promise.all(Array.from({ length: CONNECTIONS }, (_, i) => talk(i)));
    expect(newest.size).toBe(clientCount);

    const wanted = clients.map((client) => newest.get(client));
    for (const name of herd.names) {
      let missing: number[] = [];
      const all = async (): Promise<boolean> => {
        const seen = await herd.beliefs(name, clients);
        missing = wanted.flatMap((line, i) => (line === seen[i] ? [] : [i]));
        return missing.length === 0;
      };
      await eventually(
        all,
        () => `${name} knows them all; ${missing.length} are missing, first ${missing[0]}`,
      );
    }
  });
});
