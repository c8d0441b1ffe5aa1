/** IAMATs a second: a closed loop in which each connection sends its next batch when the last is answered. */
import type { Address } from '../../src-shared/topology/topology.ts';
import { clientName, leastReplyLength, ReportBatch } from './lines.ts';
import { type LoadConnection, openAll } from './load-connection.ts';

export interface RateShape {
  readonly connections: number;
  /** Reports in a batch, sent in one write. */
  readonly depth: number;
  readonly warmUpMs: number;
  readonly measureMs: number;
}

/** How long all connections together may be silent before the server counts as hung. */
const SILENCE_LIMIT_MS = 10_000;

/** Replies a second over the measured time. Throws if a reply was no AT line, or the server fell silent. */
export async function iamatRate(address: Address, shape: RateShape): Promise<number> {
  const least = leastReplyLength(clientName(0));
  const connections = await openAll([address], shape.connections, least);
  try {
    const rate = await run(connections, shape);
    const wrong = connections.reduce((sum, connection) => sum + connection.wrong, 0);
    if (wrong > 0) throw new Error(`${wrong} replies were no AT lines.`);
    return rate;
  } finally {
    for (const connection of connections) connection.close();
  }
}

function run(connections: readonly LoadConnection[], shape: RateShape): Promise<number> {
  const { depth } = shape;
  const begin = performance.now();
  const from = begin + shape.warmUpMs;
  const until = from + shape.measureMs;
  let counted = 0;
  let countedFrom = 0;
  let busy = connections.length;
  let last = begin;

  return new Promise((resolve, reject) => {
    const watch = setInterval(() => {
      if (performance.now() - last > SILENCE_LIMIT_MS)
        settle(() => reject(new Error('The server fell silent.')));
    }, 500);
    const settle = (act: () => void): void => {
      clearInterval(watch);
      act();
    };
    connections.forEach((connection, n) => {
      const clients = Array.from({ length: depth }, (_, slot) => clientName(n * depth + slot));
      const batch = new ReportBatch(clients);
      let waiting = depth;
      connection.onFailure = (error) => settle(() => reject(error));
      connection.onReplies = (replies) => {
        last = performance.now();
        if (last >= from && last <= until) {
          if (countedFrom === 0) countedFrom = last;
          else counted += replies;
        }
        waiting -= replies;
        if (waiting > 0) return;
        if (last < until) {
          waiting = depth;
          batch.renew();
          connection.write(batch.bytes);
          return;
        }
        busy -= 1;
        if (busy === 0) settle(() => resolve((1000 * counted) / (until - countedFrom)));
      };
      connection.write(batch.bytes);
    });
  });
}
