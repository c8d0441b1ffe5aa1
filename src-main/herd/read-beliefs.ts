/** What a store knows, as text for people. */
import { ByteWriter } from '../../src-shared/protocol/byte-writer.ts';
import { decodeText, encodeText } from '../../src-shared/protocol/bytes.ts';
import { UNKNOWN, type UpdateStore } from './update-store.ts';

export interface BeliefLines {
  /** How many clients it knows in all. */
  readonly clients: number;
  /** AT lines of 6 fields. */
  readonly lines: readonly string[];
}

/** The lines of the clients named; none named: of up to `most`, those that it came to know last. */
export function readBeliefs(store: UpdateStore, clients: readonly string[], most: number): BeliefLines {
  const writer = new ByteWriter(256);
  const lineOf = (client: number): string => {
    writer.length = 0;
    store.copyLine(client, writer);
    return decodeText(writer.bytes.subarray(0, writer.length));
  };
  return { clients: store.size, lines: numbersOf(store, clients, most).map(lineOf) };
}

function numbersOf(store: UpdateStore, clients: readonly string[], most: number): number[] {
  if (clients.length === 0) {
    const first = Math.max(0, store.size - most);
    return Array.from({ length: store.size - first }, (_, i) => first + i);
  }
  return clients
    .map((client) => {
      const id = encodeText(client);
      return store.find(id, 0, id.length);
    })
    .filter((number) => number !== UNKNOWN);
}
