import { copyFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { PLACES_KEY_VARIABLE } from '../places/places-key.ts';
import { quoteWord, readTemplate } from './command-template.ts';
import { type OwnServerSetup, ownServerNode } from './own-server.ts';
import { ANYWHERE, ask, makeContext, PROGRAM } from './testing/hosting.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'it\'s {a} "place" '));
});
afterEach(() => rmSync(folder, { recursive: true }));

it.each(['plain', 'a b', "it's", '"x"', '{name}', '{{', '$HOME \\ `', ''])(
  'quotes %j as one word',
  (text) => {
    const values = { name: 'A', host: '', port: '', neighbours: '', topology: '' };
    expect(readTemplate('A', `x ${quoteWord(text)}`).words(values).args).toEqual([text]);
  },
);

it('is run with what holds when it starts, from and to paths of any kind', async () => {
  const program = join(folder, 'herd program.mjs');
  copyFileSync(PROGRAM, program);
  let setup: OwnServerSetup = { places: { source: 'gazetteer' }, logDir: folder };
  const herd = { template: `${quoteWord(process.execPath)} ${quoteWord(program)}` };
  const node = ownServerNode(makeContext('Alford', ['Ball']), herd, () => setup);
  try {
    const { address } = await node.start(ANYWHERE);
    const args = JSON.parse(await ask(address, 'args'));
    expect(args.filter((_: string, i: number) => i !== 3)).toEqual([
      'serve',
      'Alford',
      '--topology',
      '--places',
      'gazetteer',
      '--log-dir',
      folder,
    ]);
    await node.stop();
    setup = { places: { source: 'google', url: 'http://127.0.0.1:1', key: 'a {secret}' }, logDir: null };
    await node.start(address);
    const again = await ask(address, 'args');
    expect(JSON.parse(again).slice(4)).toEqual([
      '--places',
      'google',
      '--places-url',
      'http://127.0.0.1:1',
      '--log-dir',
      'none',
    ]);
    expect(again).not.toContain('secret');
    expect(await ask(address, `env ${PLACES_KEY_VARIABLE}`)).toBe('a {secret}');
  } finally {
    await node.kill();
  }
});

it('has its dialling of a neighbour that is down or cut off refused', async () => {
  const ctx = makeContext('Alford', ['Ball']);
  const herd = { template: `${quoteWord(process.execPath)} ${quoteWord(PROGRAM)}` };
  const setup = (): OwnServerSetup => ({ places: { source: 'off' }, logDir: null });
  const nodes = [ownServerNode(ctx, herd, setup), ownServerNode(makeContext('Ball'), herd, setup)] as const;
  try {
    ctx.down.add('Ball');
    const { address } = await nodes[0].start(ANYWHERE);
    expect(await ask(address, 'dial Ball pid')).toBe('ECONNREFUSED');
    const ball = await nodes[1].start(ANYWHERE);
    ctx.addresses.set('Ball', ball.address);
    ctx.down.delete('Ball');
    ctx.events.emit({ type: 'server', time: 0, server: 'Ball', state: { kind: 'ready', ...ball } });
    while ((await ask(address, 'dial Ball pid')) === 'ECONNREFUSED');
    expect(await ask(address, 'dial Ball pid')).toBe(String(ball.pid));
    ctx.cuts.add('Ball');
    nodes[0].setCut('Ball', true);
    expect(await ask(address, 'dial Ball pid')).toBe('ECONNREFUSED');
  } finally {
    await Promise.all(nodes.map((node) => node.kill()));
  }
});
