import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { isSelfConnection } from './self-connection.ts';

const LOOPBACK = '127.0.0.1';

it('is told from a connection to somebody who listens', async () => {
  const listener = createServer().listen(0, LOOPBACK);
  await once(listener, 'listening');
  const { port } = listener.address() as AddressInfo;
  const other = connect({ host: LOOPBACK, port });
  await once(other, 'connect');
  expect(isSelfConnection(other)).toBe(false);
  other.destroy();
  listener.close();
  await once(listener, 'close');
  // The port is free now: whoever dials it from itself gets itself.
  const itself = connect({ host: LOOPBACK, port, localPort: port, localAddress: LOOPBACK });
  await once(itself, 'connect');
  expect(isSelfConnection(itself)).toBe(true);
  itself.destroy();
});
