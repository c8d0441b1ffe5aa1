import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { eventually, TestHerd } from './testing/test-herd.ts';

it('an answer to WHATSAT is one event, with its JSON, and line by line in the log', async () => {
  const logDir = mkdtempSync(join(tmpdir(), 'herd-asking-'));
  const topology = { id: 't', title: 'T', servers: [{ name: 'Ada' }], links: [] };
  try {
    const herd = await TestHerd.start({ topology, logDir });
    const events = herd.events('line');
    const client = await herd.client('Ada');
    await client.ask('IAMAT kiwi +34.068930-118.445127 1479413884.392014450');
    client.write('WHATSAT kiwi 10 5\n');
    const { line, raw } = await client.places();
    await eventually(() => events.length === 4, 'all lines were told');
    await herd.close();
    const json = raw.slice(line.length + 1, -2);
    expect(json.split('\n').length).toBeGreaterThan(3);
    expect(events.at(-1)).toMatchObject({ direction: 'out', text: line, body: json });
    const log = readFileSync(join(logDir, 'Ada.log'), 'utf8').split('\n');
    const out = log
      .filter((entry) => / out /.test(entry))
      .map((entry) => entry.replace(/^\S+ +out +\S+ /, ''));
    expect(out.slice(-json.split('\n').length - 1)).toEqual([line, ...json.split('\n')]);
  } finally {
    rmSync(logDir, { recursive: true, force: true });
  }
});
