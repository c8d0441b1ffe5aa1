import { describe, expect, it } from 'vitest';
import type { Host } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import { type RunOptions, type RunResult, readScenario, runScenario, textReport } from './index.ts';
import { tinyHerd } from './testing/tiny-herd.ts';
import type { Fault } from './testing/tiny-server.ts';

const TOPOLOGY = PRESETS[0]!.topology;

interface Tried {
  readonly result: RunResult;
  readonly closed: boolean;
}

async function run(steps: string, more: Partial<RunOptions> & { fault?: Fault } = {}): Promise<Tried> {
  let closed = false;
  const openHost = async (): Promise<Host> => {
    const host = tinyHerd(TOPOLOGY, more.fault);
    return {
      ...host,
      close: () => {
        closed = true;
        return host.close();
      },
    };
  };
  const result = await runScenario({
    scenario: readScenario(`title: A test\nsteps:\n${steps}`, 'test.yaml'),
    topology: TOPOLOGY,
    openHost,
    seed: 1,
    signal: new AbortController().signal,
    patience: 4,
    ...more,
  });
  return { result, closed };
}

const REPORT = `
  - start: all
  - send: IAMAT kiwi +34.068930-118.445127 {now}
    to: Alford
    reply: at sent`;

describe('a run that fails', () => {
  it('names the step, shows the first wrong byte, and closes the herd', async () => {
    const { result, closed } = await run(`
  - start: all
  - send: nonsense
    to: Alford
    reply: { line: "? nonsence" }`);
    expect(result).toMatchObject({
      verdict: 'fail',
      trouble: { step: { line: 5 }, wrong: { offset: 8, got: 0x73 } },
    });
    expect(textReport(result)).toContain('^ byte 8: expected “c” (0x63), got “s” (0x73)');
    expect(closed).toBe(true);
  });

  it('because nothing comes within the deadline', async () => {
    const { result } = await run(
      `
  - start: all
  - send: nonsense
    to: Alford
    reply: refused
    within: 1`,
      { fault: 'says nothing to invalid lines', patience: 0.1 },
    );
    expect(result.verdict).toBe('fail');
    expect(result.trouble?.problem).toContain('nothing more came within 0.1 s');
  });

  it('because the scenario claims more than the herd does', async () => {
    const { result } = await run(`
  - start: all
  - cut: links of Welsh
  - send: IAMAT kiwi +34-118 {now}
    to: Alford
    reply: at sent
  - expect known: kiwi
    by: [Ball, Welsh]
    within: 0.1`);
    expect(result).toMatchObject({ verdict: 'fail', trouble: { step: { line: 9 } } });
    expect(result.trouble?.problem).toContain('Welsh did not come to know kiwi’s newest update');
  });

  it('because a server that the scenario says can’t know does', async () => {
    const { result } = await run(`${REPORT}\n  - expect not known: kiwi\n    by: Holiday`);
    expect(result.verdict).toBe('fail');
    expect(result.trouble?.problem).toContain('Holiday knows kiwi’s newest update');
  });

  it('because a server ended by itself, and shows what it said', async () => {
    const { result } = await run(
      `
  - start: all
  - send: { hex: ff0a }
    to: Alford
    reply: refused`,
      { fault: 'crashes on bytes that are no UTF-8' },
    );
    expect(result).toMatchObject({ verdict: 'fail', trouble: { error: { code: 'SERVER_CRASHED' } } });
    expect(textReport(result)).toContain('UnicodeDecodeError');
  });

  it.each(['SERVER_CRASHED', 'START_TIMEOUT'] as const)(
    'because a program does not start: %s',
    async (code) => {
      const details = {
        server: 'Alford',
        how: 'exit code 1',
        address: '127.0.0.1:1',
        seconds: 30,
        output: ['x'],
      };
      const { result } = await run('  - start: all', { openHost: refusing(new HerdError(code, details)) });
      expect(result).toMatchObject({ verdict: 'fail', trouble: { error: { code } } });
    },
  );

  it('in one of several concurrent blocks: its own step is named', async () => {
    const { result } = await run(`
  - start: all
  - together:
      - - send: fine
          to: Ball
          reply: refused
      - - send: wrong
          to: Welsh
          reply: closed`);
    expect(result).toMatchObject({ verdict: 'fail', trouble: { step: { line: 9 } } });
    expect(result.transcript.filter(({ block }) => block === '1')).not.toHaveLength(0);
  });
});

const refusing = (error: Error) => async (): Promise<Host> => {
  const host = tinyHerd(TOPOLOGY);
  return {
    ...host,
    call: (command, request) =>
      command === 'server.start' ? Promise.reject(error) : host.call(command, request),
  };
};

describe('a run of which nothing can be said', () => {
  it.each([
    new HerdError('PORT_IN_USE', { server: 'Alford', host: '127.0.0.1', port: 12000 }),
    new HerdError('PROGRAM_MISSING', { server: 'Alford', program: 'python4', reason: 'ENOENT' }),
    new Error('out of memory'),
  ])('because of %s', async (error) => {
    const { result } = await run('  - start: all', { openHost: refusing(error) });
    expect(result).toMatchObject({ verdict: 'unknown', trouble: { step: { line: 3 } } });
  });

  it('because the herd can’t be made', async () => {
    const openHost = () => Promise.reject(new HerdError('GAZETTEER_MISSING', { path: 'x', reason: 'y' }));
    const { result } = await run('  - start: all', { openHost });
    expect(result).toMatchObject({ verdict: 'unknown', trouble: { error: { code: 'GAZETTEER_MISSING' } } });
  });

  it.each([
    ['a server that it has not started', '  - send: hi\n    to: Ball\n    reply: refused'],
    ['a client that nobody reported', '  - start: all\n  - expect known: kiwi'],
    ['an answer that no line is owed', '  - start: all\n  - send: hi\n    to: Ball\n    reply: at sent'],
    ['a loop over nothing', '  - for each: server that is up\n    as: s\n    do:\n      - kill: s'],
    ['an update that nobody must know', `${REPORT}\n  - kill: Alford\n  - expect known: kiwi`],
  ])('because the scenario talks of %s', async (_, steps) => {
    const { result } = await run(steps);
    expect(result.verdict, textReport(result)).toBe('unknown');
  });

  it('because it was interrupted while it waited: at once, and the herd is closed', async () => {
    const controller = new AbortController();
    const openHost = async (): Promise<Host> => {
      const host = tinyHerd(TOPOLOGY);
      // The step that waits for Welsh has begun when the herd is asked to pause it.
      return {
        ...host,
        call: async (command, request) => {
          const answer = await host.call(command, request);
          if (command === 'server.pause') setImmediate(() => controller.abort());
          return answer;
        },
      };
    };
    const steps = `
  - start: all
  - pause: Welsh
  - wait for: { servers: Welsh, are: ready }
    within: 3600`;
    const { result } = await run(steps, { openHost, signal: controller.signal });
    expect(result).toMatchObject({ verdict: 'unknown', trouble: { problem: 'the run was interrupted' } });
  });

  it('because it was interrupted before it began', async () => {
    const { result, closed } = await run('  - start: all', { signal: AbortSignal.abort() });
    expect(result.verdict).toBe('unknown');
    expect(closed).toBe(true);
  });
});

describe('a run that passes', () => {
  it('uses kept connections, saved values and concurrent blocks', async () => {
    const { result, closed } = await run(`
  - start: all
  - send: IAMAT kiwi +34.068930-118.445127 {now}
    to: Alford
    on: session
    save: told
  - expect: at sent
    on: session
    save: told
  - together:
      - - send: IAMAT {told.client} {told.location} {told.time+1}
          on: session
          reply: { at: { server: "{told.server}", client: kiwi, location: "{told.location}", time: "{told.time+1}" } }
      - - send: WHATSAT nobody 1 1
          to: Ball
          reply: [refused, nothing]
  - close: session
  - expect known: kiwi
    settled: true`);
    expect(result.verdict, textReport(result)).toBe('pass');
    expect(closed).toBe(true);
  });

  it('gives the same random values for the same seed', async () => {
    const steps =
      '  - for each: server\n    as: s\n    do:\n      - let: { a: "{random}", b: "{random 1..999}" }';
    const texts = async (seed: number): Promise<string[]> =>
      (await run(steps, { seed })).result.transcript.flatMap((entry) =>
        entry.kind === 'did' ? [entry.text] : [],
      );
    expect(await texts(5)).toEqual(await texts(5));
    expect(await texts(5)).not.toEqual(await texts(6));
  });
});
