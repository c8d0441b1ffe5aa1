import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { createPlaces } from '../places/places.ts';
import { InProcessNode } from './in-process-node.ts';
import { makeContext } from './testing/hosting.ts';

it('that can’t have its port writes into no log: it may be another herd’s', async () => {
  const logDir = mkdtempSync(join(tmpdir(), 'in-process-node-'));
  const holder = createServer();
  try {
    const port = await new Promise<number>((resolve) => {
      holder.listen(0, '127.0.0.1', () => resolve((holder.address() as AddressInfo).port));
    });
    const node = new InProcessNode(makeContext(), {
      places: createPlaces({ source: 'off' }),
      logDir: () => logDir,
    });
    await expect(node.start({ host: '127.0.0.1', port })).rejects.toMatchObject({ code: 'PORT_IN_USE' });
    expect(existsSync(join(logDir, 'Alford.log'))).toBe(false);
    holder.close();
    await node.start({ host: '127.0.0.1', port });
    await node.kill();
    expect(existsSync(join(logDir, 'Alford.log'))).toBe(true);
  } finally {
    holder.close();
    rmSync(logDir, { recursive: true });
  }
});
