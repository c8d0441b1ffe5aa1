import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import { expect, it } from 'vitest';
import { listen } from './listen.ts';

const LISTEN =
  "const s = require('net').createServer().listen(0, '127.0.0.1', () => console.log(s.address().port))";

it.runIf(process.platform === 'linux')(
  'names who holds the port at this address, not at another',
  async () => {
    const holder = spawn(process.execPath, ['-e', LISTEN], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [printed] = (await once(holder.stdout, 'data')) as [Buffer];
    const port = Number(printed.toString());
    // The same port at another address is ours: processes are looked through in order, and we come first.
    const other = createServer();
    try {
      expect((await listen(other, 'Ball', { host: '127.0.0.2', port })).port).toBe(port);
      await expect(listen(createServer(), 'Alford', { host: '127.0.0.1', port })).rejects.toMatchObject({
        code: 'PORT_IN_USE',
        message: expect.stringContaining(`(pid ${holder.pid})`),
      });
      expect((other.address() as AddressInfo).address).toBe('127.0.0.2');
    } finally {
      other.close();
      const ended = once(holder, 'exit');
      holder.kill('SIGKILL');
      await ended;
    }
  },
);
