/** `herd serve` as it is shipped: ready, commands, events, and how it ends. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Address } from '../../src-shared/topology/topology.ts';
import {
  freeBasePort,
  HerdProcess,
  type HerdProcessOptions,
  isOpen,
  runHerd,
} from './testing/herd-process.ts';

const NAMES = ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'];
const QUIET = ['--base-port', '0', '--log-dir', 'none', '--places', 'off'];

let folder = '';
const started: HerdProcess[] = [];
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'herd-serve-'));
});
afterEach(async () => {
  await Promise.all(started.splice(0).map((herd) => herd.end('SIGKILL')));
  rmSync(folder, { recursive: true, force: true });
});

function serve(args: readonly string[], options: HerdProcessOptions = {}): HerdProcess {
  const herd = new HerdProcess(['serve', ...args], { cwd: folder, ...options });
  started.push(herd);
  return herd;
}

const expectNoPortLeft = async (addresses: Iterable<Address>): Promise<void> => {
  expect(await Promise.all([...addresses].map(isOpen))).not.toContain(true);
};

const ask = async (address: Address, line: string): Promise<string> =>
  (await runHerd(['send', `${address.host}:${address.port}`, line])).stdout;

describe('herd serve', () => {
  it('says ready in the topology’s order, answers, logs, and ends cleanly', async () => {
    const basePort = await freeBasePort(5);
    const herd = serve(['--base-port', String(basePort)]);
    const addresses = await herd.ready();
    expect([...addresses.keys()]).toEqual(NAMES);
    expect([...addresses.values()].map(({ port }) => port)).toEqual(NAMES.map((_, i) => basePort + i));
    const alford = addresses.get('Alford') as Address;
    expect(await ask(alford, 'IAMAT kiwi +34-118 1')).toMatch(/^AT Alford \+\d+\.\d{9} kiwi \+34-118 1\n$/);
    expect(await herd.end('SIGINT')).toEqual({ code: 0, signal: null });
    await expectNoPortLeft(addresses.values());
    expect(readdirSync(join(folder, 'logs')).sort()).toEqual(NAMES.map((name) => `${name}.log`));
    expect(readFileSync(join(folder, 'logs/Alford.log'), 'utf8')).toContain('IAMAT kiwi +34-118 1');
  });

  it.each(['SIGTERM', 'SIGHUP'] as const)('ends cleanly at %s', async (signal) => {
    const herd = serve(QUIET);
    const addresses = await herd.ready();
    expect(await herd.end(signal)).toEqual({ code: 0, signal: null });
    await expectNoPortLeft(addresses.values());
  });

  it('goes on when stdin ends, and without any', async () => {
    for (const stdin of ['pipe', 'ignore'] as const) {
      const herd = serve([...QUIET, '--json'], { stdin });
      const { Ball } = await herd.jsonReady();
      herd.child.stdin?.end('state\n');
      if (stdin === 'pipe') await herd.until((it) => it.messages.some(({ type }) => type === 'state'));
      expect(await ask(Ball as Address, 'hello?')).toBe('? hello?\n');
      expect(await herd.end()).toEqual({ code: 0, signal: null });
    }
  });

  it('hosts only the named servers, each once', async () => {
    const basePort = String(await freeBasePort(5));
    const herd = serve([...QUIET, '--base-port', basePort, 'Welsh', 'Alford', 'Welsh']);
    expect([...(await herd.ready()).keys()]).toEqual(['Alford', 'Welsh']);
    expect(await herd.command('kill Ball')).toContain('NOT_HOSTED');
    expect(await herd.command('state')).toBe('ok state');
    expect(herd.lines.find((line) => line.trim().startsWith('Ball '))).toContain('elsewhere');
  });

  it('makes a herd of five processes, which finds together in any order', async () => {
    const basePort = String(await freeBasePort(5));
    const alone = ['--base-port', basePort, '--log-dir', 'none', '--places', 'off', '--json'];
    const herds = NAMES.map((name) => serve([name, ...alone]));
    await Promise.all(herds.map((herd) => herd.jsonReady()));
    await runHerd(['send', 'Ball', '--base-port', basePort, 'IAMAT kiwi +34-118 1']);
    const told = (it: HerdProcess): boolean =>
      it.messages.some(({ type, client }) => type === 'update' && client === 'kiwi');
    await Promise.all(herds.map((herd) => herd.until(told)));
  });

  it('obeys stdin in order, and answers each command with one line', async () => {
    const herd = serve(QUIET);
    const addresses = await herd.ready();
    const ball = addresses.get('Ball') as Address;
    expect(await herd.command('kill Ball')).toBe('ok kill Ball');
    expect(await isOpen(ball)).toBe(false);
    expect(await herd.command('kill Ball')).toBe('ok kill Ball');
    expect(await herd.command('start Ball')).toBe('ok start Ball');
    expect(await isOpen(ball)).toBe(true);
    expect(await herd.command('cut Welsh-Alford')).toBe('ok cut Welsh-Alford');
    expect(await herd.command('state')).toBe('ok state');
    expect(herd.lines.filter((line) => /Alford-Welsh +cut/.test(line)).length).toBe(1);
    expect(await herd.command('heal all')).toBe('ok heal all');
    expect(await herd.command('send Ball  hello  there')).toBe('ok send Ball  hello  there');
    expect(herd.lines).toContain('< ? hello  there');
    expect(await herd.command('kil Ball')).toMatch(/^error kil Ball: .*\[USAGE\].*Did you mean kill\?/);
    expect(await herd.command('pause Welhs')).toMatch(/\[UNKNOWN_SERVER\].*Did you mean Welsh\?/);
    expect(await herd.command('cut Ball-Alford')).toContain('[UNKNOWN_LINK]');
    expect(await herd.command('stop all')).toBe('ok stop all');
    expect(await herd.command('pause Ball')).toContain('[NOT_RUNNING]');
    herd.child.stdin?.write('state\nquit\nstate\n');
    expect(await herd.ended).toEqual({ code: 0, signal: null });
    expect(herd.lines.at(-1)).toBe('ok quit');
  });

  it('with --json tells of ready first, then of everything, and ties answers to their commands', async () => {
    const herd = serve([...QUIET, '--json']);
    expect(Object.keys(await herd.jsonReady())).toEqual(NAMES);
    herd.child.stdin?.write('send Alford IAMAT kiwi +34-118 1\nkill Welsh\nkil Ball\nquit\n');
    expect(await herd.ended).toEqual({ code: 0, signal: null });
    const answers = herd.messages.filter((message) => 'command' in message);
    expect(answers).toMatchObject([
      {
        type: 'reply',
        command: 'send Alford IAMAT kiwi +34-118 1',
        text: expect.stringMatching(/^AT Alford/),
      },
      { type: 'ok', command: 'kill Welsh' },
      { type: 'error', command: 'kil Ball', code: 'USAGE' },
      { type: 'ok', command: 'quit' },
    ]);
    const types = new Set(herd.messages.map(({ type }) => type));
    for (const type of ['server', 'link', 'connection', 'line', 'update']) expect(types).toContain(type);
    const stopped = herd.messages.filter(({ type, state }) => {
      return type === 'server' && (state as { kind?: string }).kind === 'stopped';
    });
    expect(new Set(stopped.map(({ server }) => server))).toEqual(new Set(NAMES));
  });

  it('ends quietly when nobody reads its output any more', async () => {
    const herd = serve([...QUIET, '--json']);
    const { Ball } = await herd.jsonReady();
    herd.child.stdout?.destroy();
    await ask(Ball as Address, 'an event that can’t be told');
    expect(await herd.ended).toEqual({ code: 0, signal: null });
    expect(herd.stderr).toBe('');
  });

  it('serves without a Google key, but says so', async () => {
    const herd = serve(['--base-port', '0', '--log-dir', 'none', '--places', 'google']);
    const alford = (await herd.ready()).get('Alford') as Address;
    expect(herd.stderr).toContain('PLACES_KEY_MISSING');
    await ask(alford, 'IAMAT kiwi +34-118 1');
    expect(await ask(alford, 'WHATSAT kiwi 10 5')).toContain('"REQUEST_DENIED"');
  });

  it.skipIf(process.platform === 'win32')(
    'goes on in the background of a terminal where somebody types, and reads it in the foreground',
    async () => {
      const runner = ['python3', join(import.meta.dirname, 'testing/background_job.py')];
      const herd = serve(QUIET, { runner, env: { NO_COLOR: '1' } });
      const alford = (await herd.ready()).get('Alford') as Address;
      herd.child.stdin?.write('state\n');
      // A job that reads its terminal from the background is stopped, and would answer nothing.
      for (const line of ['one', 'two', 'three']) expect(await ask(alford, line)).toBe(`? ${line}\n`);
      expect(herd.lines).not.toContain('ok state');
      herd.child.stdin?.write('FOREGROUND\n');
      await herd.until((it) => it.lines.includes('ok state'));
      herd.child.stdin?.write('quit\n');
      expect(await herd.ended).toEqual({ code: 0, signal: null });
    },
  );

  it('starts and ends servers of any program, and leaves none behind', async () => {
    const program = `require('net').createServer((s)=>s.pipe(s)).listen(process.argv[1],'127.0.0.1')`;
    writeFileSync(join(folder, 'program.js'), program.replace('argv[1]', 'argv[2]'));
    const command = `${process.execPath} program.js {port}`;
    const spec = { name: 'Own', command: { template: command, cwd: '.' } };
    writeFileSync(join(folder, 'own.yaml'), JSON.stringify({ servers: [spec] }));
    const herd = serve([...QUIET, '--topology', 'own.yaml']);
    const own = (await herd.ready()).get('Own') as Address;
    await herd.command('send Own echo');
    expect(herd.lines).toContain('< echo');
    expect(await herd.end('SIGINT')).toEqual({ code: 0, signal: null });
    await expectNoPortLeft([own]);
  });
});
