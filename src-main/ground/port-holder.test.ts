import { createServer } from 'node:net';
import { describe, expect, it } from 'vitest';
import { listenersOn, portsListenedOnBy } from './port-holder.ts';

describe('the ports of processes', () => {
  it('are those on which they listen, and no others', async () => {
    const server = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const address = server.address();
    const port = typeof address === 'object' ? address?.port : undefined;
    try {
      // Where the system doesn't tell, there are none to name.
      const told = listenersOn(port ?? 0).kind === 'told';
      expect(portsListenedOnBy([process.pid]).includes(port ?? 0)).toBe(told);
      expect(portsListenedOnBy([])).toEqual([]);
    } finally {
      server.close();
    }
    await new Promise((resolve) => server.once('close', resolve));
    expect(portsListenedOnBy([process.pid])).not.toContain(port);
  });
});
