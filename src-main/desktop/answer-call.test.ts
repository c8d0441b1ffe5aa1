import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COMMAND_NAMES, type Host } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { answerCall } from './answer-call.ts';

/** A host that only remembers what it was asked. */
function recordingHost(answer: () => unknown = () => ({})) {
  const asked: unknown[][] = [];
  const host = {
    call: async (...call: unknown[]) => {
      asked.push(call);
      return answer();
    },
    subscribe: () => () => undefined,
    close: async () => undefined,
  } as unknown as Host;
  return { host, asked };
}

const codeOf = async (host: Host, command: unknown, request: unknown) => {
  const outcome = await answerCall(host, command, request);
  return outcome.ok ? 'ok' : outcome.error.code;
};

describe('answerCall', () => {
  it('passes a valid request on and gives the value back', async () => {
    const { host, asked } = recordingHost(() => 'value');
    expect(await answerCall(host, 'server.start', { servers: ['Ball'] })).toEqual({
      ok: true,
      value: 'value',
    });
    expect(asked).toEqual([['server.start', { servers: ['Ball'] }]]);
  });

  it.each([undefined, null, 7, {}, '', 'nothing', '__proto__', 'toString', 'constructor', 'hasOwnProperty'])(
    'knows no command %j',
    async (command) => {
      const { host, asked } = recordingHost();
      expect(await codeOf(host, command, {})).toBe('BAD_REQUEST');
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
    ['herd.send', { server: 'Ball', bytes: 'text', halfClose: false, timeoutMs: 1 }],
    ['herd.send', { server: 'Ball', bytes: new Uint8Array(), halfClose: false, timeoutMs: Number.NaN }],
  ])('refuses %s with %j', async (command, request) => {
    const { host, asked } = recordingHost();
    expect(await codeOf(host, command, request)).toBe('BAD_REQUEST');
    expect(asked).toEqual([]);
  });

  it('gives a failure back as data', async () => {
    const { host } = recordingHost(() => {
      throw new HerdError('UNKNOWN_SERVER', { name: 'Bell', known: ['Ball'] });
    });
    expect(await codeOf(host, 'server.start', { servers: ['Bell'] })).toBe('UNKNOWN_SERVER');
  });

  it('never rejects, whatever it is asked', async () => {
    const { host } = recordingHost();
    await fc.assert(
      fc.asyncProperty(
        fc.oneof(fc.constantFrom(...COMMAND_NAMES), fc.anything()),
        fc.anything(),
        async (c, r) => {
          expect(await answerCall(host, c, r)).toHaveProperty('ok');
        },
      ),
    );
  });
});
