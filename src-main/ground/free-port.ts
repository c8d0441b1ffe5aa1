/** Whether a port can be listened on, and which free one to take when any will do. */
import { createServer } from 'node:net';
import { HerdError } from '../../src-shared/errors.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import { holderOf } from './port-holder.ts';

/**
 * Free ports for servers are taken from here: below what systems give to outgoing connections, so that nothing
 * takes the port between our look at it and the server's listening, nor while the server is down.
 */
const RANGE = { first: 15_000, count: 17_000 } as const;
const TRIES = 200;

/** Where in the range to look next: on from a random place, so that two that start at once never get the same. */
let nextPlace: number | undefined;

function nextCandidate(random: () => number): number {
  const place = nextPlace ?? Math.floor(random() * RANGE.count);
  nextPlace = (place + 1) % RANGE.count;
  return RANGE.first + place;
}

interface ListenFailure {
  readonly code: string;
  readonly message: string;
}

/** Listens on a port and ends that again. */
function tryListen(address: Address): Promise<ListenFailure | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', (error: NodeJS.ErrnoException) => {
      resolve({ code: error.code ?? '', message: error.message });
    });
    server.listen({ ...address, exclusive: true }, () => server.close(() => resolve(undefined)));
  });
}

function refused(server: string, address: Address, failure: ListenFailure): HerdError {
  if (failure.code !== 'EADDRINUSE') {
    return new HerdError('PORT_REFUSED', { server, ...address, reason: failure.message });
  }
  const holder = holderOf(address.port, address.host);
  return new HerdError('PORT_IN_USE', { server, ...address, ...(holder !== undefined && { holder }) });
}

/**
 * The address that a server is to listen on: the same, or with a free port in place of port 0.
 * @throws HerdError PORT_IN_USE, PORT_REFUSED
 */
export async function claimAddress(server: string, address: Address, random: () => number): Promise<Address> {
  if (address.port !== 0) {
    const failure = await tryListen(address);
    if (failure) throw refused(server, address, failure);
    return address;
  }
  for (let tries = 1; ; tries++) {
    const candidate = { ...address, port: nextCandidate(random) };
    const failure = await tryListen(candidate);
    if (!failure) return candidate;
    if (failure.code !== 'EADDRINUSE' || tries === TRIES) throw refused(server, candidate, failure);
  }
}
