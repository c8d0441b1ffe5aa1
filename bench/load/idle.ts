/** How long one update takes to be known to all of an idle herd: from its first byte sent until every sink heard it. */
import type { Address } from '../../src-shared/topology/topology.ts';
import { clientName, leastReplyLength, reportLine } from './lines.ts';
import { type LoadConnection, openAll } from './load-connection.ts';
import type { Sinks } from './sinks.ts';

/** A herd that needs longer than this for one update has lost it; one that merely stalled counts with its time. */
const LOST_AFTER_MS = 10_000;
/** One that loses so many is not timed further. */
const LOST_LIMIT = 5;
/** Clients that take turns. Their reports are always newer, so each is news. */
const CLIENTS = 100;

export interface IdleTimes {
  /** Milliseconds, one for each update that all servers heard. */
  readonly times: readonly number[];
  readonly lost: number;
}

/** Sends `count` updates, one after the other is known, to the servers in turn. */
export async function idleTimes(
  addresses: readonly Address[],
  sinks: Sinks,
  count: number,
): Promise<IdleTimes> {
  const connections = await openAll(addresses, addresses.length, leastReplyLength(clientName(0)));
  const times: number[] = [];
  let lost = 0;
  try {
    for (let n = 0; n < count; n += 1) {
      const took = await timeOf(connections[n % connections.length]!, sinks, clientName(n % CLIENTS));
      if (took === undefined) lost += 1;
      else times.push(took);
      if (lost === LOST_LIMIT) throw new Error(`${lost} single updates did not reach all five servers.`);
    }
    return { times, lost };
  } finally {
    for (const connection of connections) connection.close();
  }
}

/** One update: answered to its client and heard by every sink. Undefined: lost. */
function timeOf(connection: LoadConnection, sinks: Sinks, client: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const missing = new Set(sinks.addresses.keys());
    const line = Buffer.from(reportLine(client));
    let known: number | undefined;
    let answered = false;
    const finish = (): void => {
      clearTimeout(limit);
      sinks.onUpdate = () => {};
      resolve(known);
    };
    const limit = setTimeout(finish, LOST_AFTER_MS);
    connection.onFailure = (error) => {
      clearTimeout(limit);
      reject(error);
    };
    connection.onReplies = () => {
      answered = true;
      if (known !== undefined) finish();
    };
    sinks.onUpdate = (sink, heard) => {
      if (heard !== client || !missing.delete(sink) || missing.size > 0) return;
      known = performance.now() - begin;
      if (answered) finish();
    };
    const begin = performance.now();
    connection.write(line);
  });
}
