/** Binding a port, with errors for people. */
import type { AddressInfo, Server } from 'node:net';
import { HerdError } from '../../src-shared/errors.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import { holderOf } from '../ground/port-holder.ts';
import { LIMITS } from './limits.ts';

/** Listens on the address and tells which it became. Rejects with PORT_IN_USE, naming the holder, or PORT_REFUSED. */
export function listen(listener: Server, server: string, address: Address): Promise<Address> {
  return new Promise((resolve, reject) => {
    const failed = (error: NodeJS.ErrnoException): void => reject(asHerdError(error, server, address));
    listener.once('error', failed);
    listener.listen({ host: address.host, port: address.port, backlog: LIMITS.listenBacklog }, () => {
      listener.off('error', failed);
      resolve({ host: address.host, port: (listener.address() as AddressInfo).port });
    });
  });
}

function asHerdError(error: NodeJS.ErrnoException, server: string, { host, port }: Address): HerdError {
  if (error.code !== 'EADDRINUSE') {
    return new HerdError('PORT_REFUSED', { server, host, port, reason: error.message });
  }
  const holder = holderOf(port, host);
  return new HerdError(
    'PORT_IN_USE',
    holder === undefined ? { server, host, port } : { server, host, port, holder },
  );
}
