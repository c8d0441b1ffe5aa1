/** `herd send` as it is shipped, against a herd that is served. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { freeBasePort, HerdProcess, holdPort, runHerd } from './testing/herd-process.ts';

const REPORT = 'IAMAT kiwi +34.068930-118.445127 1479413884.392014450';
const ANSWER = /^AT Alford \+\d+\.\d{9} kiwi \+34\.068930-118\.445127 1479413884\.392014450\n/;

let herd: HerdProcess;
let basePort = 0;
const at = (): string[] => ['--base-port', String(basePort)];

beforeAll(async () => {
  basePort = await freeBasePort(5);
  herd = new HerdProcess(['serve', ...at(), '--log-dir', 'none']);
  await herd.ready();
});
afterAll(async () => {
  await herd.end();
});

describe('herd send', () => {
  it('finds a server by name, prints the bytes of the answer, and ends with 0', async () => {
    const sent = await runHerd(['send', ...at(), 'Alford', REPORT]);
    expect([sent.code, sent.stderr]).toEqual([0, '']);
    expect(sent.stdout).toMatch(ANSWER);
  });

  it('takes several lines over one connection, in order', async () => {
    const sent = await runHerd(['send', ...at(), 'Alford', REPORT, 'x', '', 'WHATSAT kiwi 10 1', 'y']);
    expect(sent.code).toBe(0);
    expect(sent.stdout).toMatch(/^AT Alford .*\n\? x\nAT Alford .*\n\{\n(.*\n)*\}\n\n\? y\n$/);
  });

  it.each([
    ['as it is', `${REPORT}\nWHATSAT kiwi 10 1\n`, []],
    ['with a last line that has no line end', `${REPORT}\r\nWHATSAT kiwi 10 1`, []],
    ['and half-closes', `${REPORT}\nWHATSAT kiwi 10 1\n`, ['--half-close']],
  ])('sends stdin %s', async (_, input, options) => {
    const sent = await runHerd(['send', ...options, `127.0.0.1:${basePort}`], input);
    expect([sent.code, sent.stderr]).toEqual([0, '']);
    expect(sent.stdout).toMatch(/^AT Alford .*\nAT Alford .*\n\{\n(.*\n)*\}\n\n$/);
  });

  it('half-closes after its lines and reads to the end', async () => {
    const sent = await runHerd(['send', ...at(), 'Alford', '--half-close', REPORT]);
    expect(sent.code).toBe(0);
    expect(sent.stdout).toMatch(ANSWER);
  });

  it('awaits nothing for lines that get no answer', async () => {
    const sent = await runHerd(['send', ...at(), 'Alford', '', 'AT Ball +1.5 plum +34-118 1479413884']);
    expect([sent.code, sent.stdout]).toEqual([0, '']);
  });

  it('ends with 1 when nothing listens', async () => {
    const { port, release } = await holdPort();
    await release();
    const sent = await runHerd(['send', `127.0.0.1:${port}`, 'x']);
    expect(sent.code).toBe(1);
    expect(sent.stderr).toContain('[CONNECT_FAILED]');
  });

  it('ends with 1 when a server does not answer', async () => {
    const { port, release } = await holdPort();
    const sent = await runHerd(['send', `127.0.0.1:${port}`, '--timeout', '0.2', 'x']);
    await release();
    expect(sent.code).toBe(1);
    expect(sent.stderr).toContain('[REPLY_TIMEOUT]');
  });

  it('hints at quotes that were forgotten', async () => {
    const sent = await runHerd(['send', ...at(), 'Alford', ...REPORT.split(' ')]);
    expect(sent.stderr).toContain('put it in quotes');
  });

  it.each([
    ['an unknown server', ['Alfrod', 'x'], 'UNKNOWN_SERVER'],
    ['no server', [], 'USAGE'],
    ['a bad address', ['localhost:0', 'x'], 'USAGE'],
    ['a bad time limit', ['Alford', '--timeout', 'soon', 'x'], 'USAGE'],
    ['free ports', ['Alford', '--base-port', '0', 'x'], 'USAGE'],
    ['a bad base port', ['Alford', '--base-port', '70000', 'x'], 'PORT_RANGE'],
    ['an unknown topology', ['Alford', '--topology', 'fall-1916', 'x'], 'UNKNOWN_TOPOLOGY'],
  ])('ends with 64 for %s', async (_, args, code) => {
    const sent = await runHerd(['send', ...args]);
    expect(sent.code).toBe(64);
    expect(sent.stderr).toContain(`[${code}]`);
  });
});
