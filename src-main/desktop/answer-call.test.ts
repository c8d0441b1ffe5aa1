import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HerdError } from '../../src-shared/errors.ts';
import { FRONT_CONTRACT, type FrontCommand } from '../../src-shared/front-contract.ts';
import { answerCall } from './answer-call.ts';
import type { CommandTable } from './commands.ts';

const COMMANDS = Object.keys(FRONT_CONTRACT) as FrontCommand[];

/** Handlers that only remember what they were asked. */
function recordingTable(answer: () => unknown = () => ({})) {
  const asked: unknown[][] = [];
  const handlers = COMMANDS.map((command) => [
    command,
    (request: unknown) => {
      asked.push([command, request]);
      return answer();
    },
  ]);
  return { table: Object.fromEntries(handlers) as CommandTable, asked };
}

const codeOf = async (table: CommandTable, command: unknown, request: unknown) => {
  const outcome = await answerCall(table, command, request);
  return outcome.ok ? 'ok' : outcome.error.code;
};

describe('answerCall', () => {
  it('passes a valid request on and gives the value back', async () => {
    const { table, asked } = recordingTable(() => 'value');
    expect(await answerCall(table, 'server.start', { servers: ['Ball'] })).toEqual({
      ok: true,
      value: 'value',
    });
    expect(asked).toEqual([['server.start', { servers: ['Ball'] }]]);
  });

  it.each([undefined, null, 7, {}, '', 'nothing', '__proto__', 'toString', 'constructor', 'hasOwnProperty'])(
    'knows no command %j',
    async (command) => {
      const { table, asked } = recordingTable();
      expect(await codeOf(table, command, {})).toBe('BAD_REQUEST');
      expect(asked).toEqual([]);
    },
  );

  it.each([
    ['herd.state', undefined],
    ['herd.state', { more: 1 }],
    ['server.kill', {}],
    ['server.kill', { servers: 'Ball' }],
    ['server.kill', { servers: [''] }],
    ['server.kill', { servers: Array.from({ length: 1_001 }, () => 'Ball') }],
    ['link.cut', { links: [{}] }],
    ['settings.set', { key: 'x' }],
    ['settings.setKey', { key: '', source: 'google' }],
    ['file.save', { kind: 'png', name: '../x', bytes: new Uint8Array() }],
    ['app.openLog', { server: '' }],
    ['swarm.start', {}],
    ['herd.send', { server: 'Ball', bytes: 'text', halfClose: false, timeoutMs: 1 }],
    ['herd.send', { server: 'Ball', bytes: new Uint8Array(), halfClose: false, timeoutMs: Number.NaN }],
  ])('refuses %s with %j', async (command, request) => {
    const { table, asked } = recordingTable();
    expect(await codeOf(table, command, request)).toBe('BAD_REQUEST');
    expect(asked).toEqual([]);
  });

  it('gives a failure back as data', async () => {
    const { table } = recordingTable(() => {
      throw new HerdError('UNKNOWN_SERVER', { name: 'Bell', known: ['Ball'] });
    });
    expect(await codeOf(table, 'server.start', { servers: ['Bell'] })).toBe('UNKNOWN_SERVER');
  });

  it('never rejects, whatever it is asked', async () => {
    const { table } = recordingTable();
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.constantFrom(...COMMANDS), fc.anything()), fc.anything(), async (c, r) => {
        expect(await answerCall(table, c, r)).toHaveProperty('ok');
      }),
    );
  });
});
