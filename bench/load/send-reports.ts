/** Sends one report of each of many clients, over many connections to all servers in turn. */
import type { Address } from '../../src-shared/topology/topology.ts';
import { leastReplyLength, reportLine } from './lines.ts';
import { type LoadConnection, openAll } from './load-connection.ts';

const SEND_LIMIT_MS = 60_000;

export interface SendShape {
  readonly connections: number;
  readonly depth: number;
}

/** What one connection sends: its clients in order, and where each batch of them ends in the bytes. */
interface Share {
  readonly bytes: Buffer;
  readonly ends: readonly number[];
  readonly counts: readonly number[];
}

/** Reports that are made and connected, but not sent yet: making them is not to be measured. */
export interface Prepared {
  /** Resolves when every report has been answered with an AT line. */
  send(): Promise<void>;
  close(): void;
}

/** Client n goes over connection n modulo their number; connection c goes to server c modulo theirs. */
export async function prepareReports(
  addresses: readonly Address[],
  clients: readonly string[],
  shape: SendShape,
): Promise<Prepared> {
  const shares = Array.from({ length: shape.connections }, (_, connection) =>
    shareOf(
      clients.filter((_, n) => n % shape.connections === connection),
      shape.depth,
    ),
  );
  const least = Math.min(...clients.map(leastReplyLength));
  const connections = await openAll(addresses, shape.connections, least);
  return {
    send: async () => {
      const all = Promise.all(connections.map((connection, n) => sendShare(connection, shares[n]!)));
      await within(SEND_LIMIT_MS, all);
    },
    close: () => {
      for (const connection of connections) connection.close();
    },
  };
}

/** The promise's outcome; rejects when that takes too long. */
async function within<T>(limitMs: number, promise: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('The servers did not answer all reports in time.')), limitMs);
  });
  return Promise.race([promise, late]).finally(() => clearTimeout(timer));
}

function shareOf(clients: readonly string[], depth: number): Share {
  const lines = clients.map(reportLine);
  const ends: number[] = [];
  const counts: number[] = [];
  let end = 0;
  for (let n = 0; n < lines.length; n += depth) {
    const batch = lines.slice(n, n + depth);
    end += batch.reduce((sum, line) => sum + line.length, 0);
    ends.push(end);
    counts.push(batch.length);
  }
  return { bytes: Buffer.from(lines.join('')), ends, counts };
}

function sendShare(connection: LoadConnection, share: Share): Promise<void> {
  return new Promise((resolve, reject) => {
    let batch = 0;
    let waiting = 0;
    const next = (): void => {
      const end = share.ends[batch];
      if (end === undefined) {
        if (connection.wrong > 0) reject(new Error(`${connection.wrong} replies were no AT lines.`));
        else resolve();
        return;
      }
      waiting = share.counts[batch]!;
      const begin = batch === 0 ? 0 : share.ends[batch - 1]!;
      batch += 1;
      connection.write(share.bytes.subarray(begin, end));
    };
    connection.onFailure = reject;
    connection.onReplies = (replies) => {
      waiting -= replies;
      if (waiting === 0) next();
    };
    next();
  });
}
