/**
 * How fast a herd spreads updates, seen from outside and in the same way for every peer. The clock runs
 * from the first byte sent until each server answers WHATSAT for a sample of the updates, the last ones of
 * each connection among them. Only few questions are asked while it runs. When it has stopped, each server
 * is asked for every single update: what is found only now moves the clock on, what is never found is lost.
 */
import { setTimeout as delay } from 'node:timers/promises';
import type { Address } from '../../src-shared/topology/topology.ts';
import { Asker } from './asker.ts';
import { clientName } from './lines.ts';
import { prepareReports, type SendShape } from './send-reports.ts';

export interface Spread {
  /** Updates that all servers know, a second. */
  readonly perSecond: number;
  readonly sent: number;
  /** Updates that at least one server never heard of. */
  readonly lost: number;
}

/** Questions in one look at a server. */
const LOOK = 8;
/** Updates of the sample that are spread evenly over all that are sent. */
const SAMPLE = 200;
/** A look in vain is repeated after this share of the time that has passed: the clock is exact to that. */
const LOOK_SHARE = 0.004;
const LOOK_LEAST_MS = 1;
const LOOK_MOST_MS = 30;
/** A server that has learnt nothing for so long learns nothing more. */
const STALL_MS = 1_500;

let namesUsed = 0;

/** Clients that no server has heard of in this run. */
function freshClients(count: number): string[] {
  const first = namesUsed;
  namesUsed += count;
  return Array.from({ length: count }, (_, n) => clientName(first + n));
}

/** Only has them answered: nobody looks where they come to be known. For what is not to be measured. */
export async function sendFresh(
  addresses: readonly Address[],
  count: number,
  shape: SendShape,
): Promise<void> {
  const prepared = await prepareReports(addresses, freshClients(count), shape);
  await prepared.send().finally(() => prepared.close());
}

export async function spreadRate(
  addresses: readonly Address[],
  count: number,
  shape: SendShape,
  stallMs: number = STALL_MS,
): Promise<Spread> {
  const clients = freshClients(count);
  const prepared = await prepareReports(addresses, clients, shape);
  const askers = addresses.map((address) => new Asker(address));
  try {
    const begin = performance.now();
    const sending = prepared.send();
    const sample = sampleOf(clients, shape.connections);
    const [, ...seen] = await Promise.all([
      sending,
      ...askers.map((asker) => watch(asker, sample, begin, stallMs)),
    ]);
    const swept = await Promise.all(askers.map((asker) => sweep(asker, clients, stallMs)));
    const end = Math.max(...seen, ...swept.map((server) => server.lastFound));
    const lost = new Set(swept.flatMap((server) => server.lost)).size;
    return { perSecond: (1000 * (count - lost)) / (end - begin), sent: count, lost };
  } finally {
    prepared.close();
    for (const asker of askers) asker.close();
  }
}

/** Evenly spread ones, and the last of each connection: client n went over connection n modulo their number. */
function sampleOf(clients: readonly string[], connections: number): string[] {
  const step = Math.max(1, Math.floor(clients.length / SAMPLE));
  const last = clients.length - connections;
  return clients.filter((_, n) => n % step === 0 || n >= last);
}

/**
 * Asks for a few at a time, in turn, until all are known. Returns when the last one was found. A look that
 * found something is followed by the next one at once; one that found nothing, by a pause.
 */
async function watch(
  asker: Asker,
  sample: readonly string[],
  begin: number,
  stallMs: number,
): Promise<number> {
  let waiting = [...sample];
  let found = begin;
  while (waiting.length > 0 && performance.now() - found < stallMs) {
    const asked = waiting.slice(0, LOOK);
    const unknown = await asker.unknownOf(asked);
    // What is known is asked no more; what is not goes to the end, so that a lost one holds up nothing.
    waiting = [...waiting.slice(LOOK), ...unknown];
    const now = performance.now();
    if (unknown.length < asked.length) found = now;
    else await delay(Math.min(LOOK_MOST_MS, Math.max(LOOK_LEAST_MS, (now - begin) * LOOK_SHARE)));
  }
  return found;
}

interface Swept {
  /** When the last one was found that was not known at the first question; 0: there was none. */
  readonly lastFound: number;
  readonly lost: readonly string[];
}

async function sweep(asker: Asker, clients: readonly string[], stallMs: number): Promise<Swept> {
  let unknown = await asker.unknownOf(clients);
  let lastFound = 0;
  let progress = performance.now();
  while (unknown.length > 0 && performance.now() - progress < stallMs) {
    await delay(20);
    const still = await asker.unknownOf(unknown);
    if (still.length < unknown.length) lastFound = progress = performance.now();
    unknown = still;
  }
  return { lastFound, lost: unknown };
}
