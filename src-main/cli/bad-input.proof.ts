/** What a person can get wrong on the command line: the exit code, the message's code, and that nothing is left. */
import { spawnSync } from 'node:child_process';
import { closeSync, mkdtempSync, openSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { freeBasePort, HERD_JS, holdPort, isOpen, runHerd } from './testing/herd-process.ts';

let folder = '';
let basePort = 0;
beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'herd-bad-'));
  basePort = await freeBasePort(5);
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const portsFrom = (base: number): { host: string; port: number }[] =>
  [0, 1, 2, 3, 4].map((i) => ({ host: '127.0.0.1', port: base + i }));

/** Serves with these, and expects that it ends, says why with its next step, and leaves nothing. */
async function expectRefusal(args: readonly string[], exit: number, code: string): Promise<string> {
  const before = readdirSync(folder).sort();
  const base = args.includes('--base-port') ? [] : ['--base-port', String(basePort)];
  const herd = await runHerd(['serve', ...base, ...args], '', { cwd: folder });
  expect([herd.code, herd.stdout]).toEqual([exit, '']);
  expect(herd.stderr).toMatch(new RegExp(`\\[${code}\\]\\n {2}why: .*\\n(.*\\n)*? {2}next: .`));
  expect(await Promise.all(portsFrom(basePort).map(isOpen))).not.toContain(true);
  // The log folder is made before a port turns out to be in use; nothing else may be left.
  expect(readdirSync(folder).filter((name) => name !== 'logs')).toEqual(before);
  return herd.stderr;
}

describe('bad input to herd serve', () => {
  it.each([
    ['an unknown server', ['Alfrod'], 'UNKNOWN_SERVER', 'Did you mean Alford?'],
    ['an unknown topology', ['--topology', 'fall-2061'], 'UNKNOWN_TOPOLOGY', 'Did you mean fall-2016?'],
    ['an unreadable topology', ['--topology', '.'], 'FILE_UNREADABLE', ''],
    ['a base port that is no number', ['--base-port', '12k'], 'PORT_RANGE', ''],
    ['a base port out of range', ['--base-port', '65536'], 'PORT_RANGE', ''],
    ['a base port too high for all servers', ['--base-port', '65532'], 'PORT_RANGE', ''],
    ['a negative base port', ['--base-port', '-1'], 'PORT_RANGE', ''],
    ['an unknown option', ['--plases', 'off'], 'USAGE', 'Did you mean --places?'],
    ['an option without its value', ['--host'], 'USAGE', 'herd serve --help'],
    ['an unknown Places source', ['--places', 'bing'], 'USAGE', 'herd serve --help'],
    ['a Places address that is none', ['--places', 'google', '--places-url', 'here'], 'PLACES_URL', ''],
    ['an empty host, which would be every interface', ['--host', ''], 'USAGE', '127.0.0.1'],
    ['an empty log folder', ['--log-dir', ''], 'USAGE', 'none'],
  ])('%s: 64', async (_, args, code, next) => {
    expect(await expectRefusal(args, 64, code)).toContain(next);
  });

  it.each([
    ['a link to a server that is not there', 'servers: [Alford, Welsh]\nlinks:\n  - Alford-Welhs\n', 3],
    ['two servers on one port', 'servers:\n  - {name: A, port: 7001}\n  - {name: B, port: 7001}\n', 3],
    ['no servers', 'servers: []\n', 1],
    ['YAML that is none', 'servers: [Alford\nlinks: ]\n', 2],
    ['a misspelt key', 'severs: [Alford]\n', 1],
    ['a port out of range', 'servers:\n  - {name: A, port: 70000}\n', 2],
  ])('a topology with %s: 64, with file and line', async (_, text, line) => {
    writeFileSync(join(folder, 'own.yaml'), text);
    const message = await expectRefusal(['--topology', 'own.yaml'], 64, 'TOPOLOGY_INVALID');
    expect(message).toContain(`own.yaml:${line}`);
  });

  it('a port of its own that is another’s place after the base port: 64', async () => {
    const text = `servers:\n  - {name: A, port: ${basePort + 1}}\n  - B\n`;
    writeFileSync(join(folder, 'own.yaml'), text);
    await expectRefusal(['--topology', 'own.yaml'], 64, 'TOPOLOGY_INVALID');
  });

  it('a port in use: 2, with the port named, and what was started first ended', async () => {
    const held = await holdPort(basePort + 3);
    const herd = await runHerd(['serve', '--base-port', String(basePort)], '', { cwd: folder });
    expect([herd.code, herd.stdout]).toEqual([2, '']);
    expect(herd.stderr).toContain('[PORT_IN_USE]');
    expect(herd.stderr).toContain(`Port ${basePort + 3} on 127.0.0.1, which Holiday needs`);
    expect(await Promise.all(portsFrom(basePort).map(isOpen))).toEqual([false, false, false, true, false]);
    await held.release();
  });

  it('an address of another machine: 2', async () => {
    await expectRefusal(['--host', '192.0.2.1'], 2, 'PORT_REFUSED');
  });

  it.each([
    ['is a file', 'file'],
    ['is below a file', 'file/logs'],
    ...(process.platform === 'linux' ? [['can’t be made', '/proc/logs']] : []),
  ])('a log folder that %s: 2', async (_, path) => {
    writeFileSync(join(folder, 'file'), '');
    await expectRefusal(['--log-dir', path ?? ''], 2, 'LOG_FOLDER');
  });

  it('with --json the error is a line on stdout as well', async () => {
    const herd = await runHerd(['serve', '--json', 'Alfrod'], '', { cwd: folder });
    expect(herd.messages).toMatchObject([{ type: 'error', code: 'UNKNOWN_SERVER' }]);
    expect(herd.code).toBe(64);
  });
});

describe('the herd command itself', () => {
  it.skipIf(process.platform !== 'linux')('output that can’t be written: 2', () => {
    const full = openSync('/dev/full', 'w');
    const herd = spawnSync(process.execPath, [HERD_JS, 'topologies'], { stdio: ['ignore', full, 'pipe'] });
    closeSync(full);
    expect(herd.status).toBe(2);
    expect(String(herd.stderr)).toContain('[FILE_UNWRITABLE]');
  });

  it.each([
    ['an unknown command', ['serv'], 'Did you mean serve?'],
    ['an argument too many', ['topologies', 'fall-2016', 'fall-2015'], 'herd topologies --help'],
    ['an unknown topology', ['topologies', 'fall-2061'], 'Did you mean fall-2016?'],
  ])('%s: 64', async (_, args, next) => {
    const herd = await runHerd(args);
    expect([herd.code, herd.stdout]).toEqual([64, '']);
    expect(herd.stderr).toContain(next);
  });

  it('without a command shows its help on stderr: 64', async () => {
    const herd = await runHerd([]);
    expect([herd.code, herd.stdout]).toEqual([64, '']);
    expect(herd.stderr).toContain('Usage: herd');
  });

  it.each([[['--version']], [['--help']], [['help', 'serve']], [['serve', '--help']], [['topologies']]])(
    '%j is answered on stdout: 0',
    async (args) => {
      const herd = await runHerd(args);
      expect([herd.code, herd.stderr]).toEqual([0, '']);
      expect(herd.stdout).not.toBe('');
    },
  );

  it('prints a topology that it can read again', async () => {
    const shown = await runHerd(['topologies', 'winter-2020']);
    writeFileSync(join(folder, 'own.yaml'), shown.stdout);
    const again = await runHerd(['topologies', 'own.yaml', '--json'], '', { cwd: folder });
    const original = await runHerd(['topologies', 'winter-2020', '--json']);
    const content = ({ stdout }: { stdout: string }): unknown => ({ ...JSON.parse(stdout), id: '' });
    expect(content(again)).toEqual(content(original));
  });
});
