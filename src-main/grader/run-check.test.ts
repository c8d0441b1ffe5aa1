import { describe, expect, it } from 'vitest';
import { findPreset } from '../../src-shared/topology/presets.ts';
import type { Check } from './check.ts';
import type { HerdUnderTest } from './herd-under-test.ts';
import { Budget } from './patience.ts';
import { PrintedLines } from './printed-lines.ts';
import { attempt } from './run-check.ts';
import { COURSE_DIALECT } from './talk.ts';
import type { Trial } from './trial.ts';
import { CheckFailure } from './verdict.ts';

/** A herd of which nothing runs. */
function deadHerd(differences: Partial<HerdUnderTest> = {}): HerdUnderTest {
  const topology = findPreset('fall-2016')?.topology;
  if (topology === undefined) throw new Error('the preset is gone');
  const nobody = (): never => {
    throw new Error('nobody is there');
  };
  return {
    topology,
    places: {
      requests: [],
      url: '',
      authority: '',
      behave() {},
      release() {},
      request: nobody,
      close: nobody,
    },
    takesPlaces: undefined,
    redirectsPlaces: false,
    dialect: COURSE_DIALECT,
    gate: Promise.resolve(),
    running: [],
    addressOf: nobody,
    start: nobody,
    kill: async () => {},
    stop: nobody,
    endOf: () => undefined,
    outputOf: () => [],
    printed: new PrintedLines(),
    load: 1,
    cpuSeconds: () => 0,
    floods: async () => false,
    tookPlace() {},
    writtenFiles: async () => [],
    ...differences,
  };
}

const run = (
  act: (trial: Trial) => void | Promise<void>,
  options: { number?: number; signal?: AbortSignal; herd?: HerdUnderTest; seconds?: number } = {},
) => {
  const check: Check = { id: 'x.y', title: 'x', needs: 'nothing', run: async (trial) => act(trial) };
  const { number = 0, seconds, signal = new AbortController().signal, herd = deadHerd() } = options;
  return attempt(check, {
    herd,
    server: 'Ball',
    seed: 1,
    attempt: number,
    signal,
    ...(seconds === undefined ? {} : { seconds }),
  });
};

describe('one attempt at a check', () => {
  it('passes by coming to its end', async () => {
    expect(await run(() => {})).toEqual({ verdict: 'pass', reason: '', evidence: [] });
  });

  it('fails with the reason, a hint and the first difference as evidence', async () => {
    const outcome = await run((trial) => trial.expectEqual('AT Ball +1', 'AT Ball -1', 'it differs', 'look'));
    expect(outcome).toMatchObject({ verdict: 'fail', reason: 'it differs', hint: 'look' });
    expect(outcome.evidence).toEqual([
      { kind: 'difference', difference: expect.objectContaining({ offset: 8, expected: 'AT Ball -1' }) },
    ]);
  });

  describe('that fails', () => {
    const printing = async (act: (trial: Trial, printed: PrintedLines) => void) => {
      const printed = new PrintedLines();
      printed.add('Ball', 'of a check before');
      const herd = deadHerd({ printed, outputOf: () => ['NameError: floaty'] });
      return run((trial) => act(trial, printed), { herd });
    };

    it('shows what the servers have printed since it began, also what is on its way when it fails', async () => {
      const { evidence } = await printing((trial, printed) => {
        printed.add('Ball', 'NameError: floaty');
        for (const server of ['Alford', 'Welsh']) setImmediate(() => printed.add(server, 'never awaited'));
        trial.fail('it gave no answer');
      });
      expect(evidence).toEqual([
        { kind: 'output', server: 'Ball', lines: ['NameError: floaty'] },
        { kind: 'output', server: 'Alford, Welsh', lines: ['never awaited'] },
      ]);
    });

    it('shows nothing twice', async () => {
      const { evidence } = await printing((trial, printed) => {
        printed.add('Ball', 'NameError: floaty');
        printed.add('Welsh', 'SyntaxError: invalid syntax');
        trial.evidence.add({ kind: 'output', server: 'Ball', lines: trial.outputOf('Ball') });
        trial.fail('Welsh ended at its start; it printed:\nSyntaxError: invalid syntax');
      });
      expect(evidence).toEqual([{ kind: 'output', server: 'Ball', lines: ['NameError: floaty'] }]);
    });

    it('is the only one that shows it', async () => {
      expect((await printing((_, printed) => printed.add('Ball', 'ready'))).evidence).toEqual([]);
      const unknown = await printing((trial, printed) => {
        printed.add('Ball', 'ready');
        trial.unknown('no idea');
      });
      expect(unknown.evidence).toEqual([]);
    });
  });

  it('shows what is too much as a difference', async () => {
    const outcome = await run((trial) => trial.expectEqual('a\nb\n', 'a\n', 'it says more'));
    expect(outcome.evidence).toMatchObject([{ difference: { offset: 2 } }]);
  });

  it('doesn’t know where the check says so, nor where the check itself is broken', async () => {
    expect(await run((trial) => trial.unknown('no idea'))).toMatchObject({
      verdict: 'unknown',
      reason: 'no idea',
    });
    expect(
      await run(() => {
        throw new TypeError('x is not a function');
      }),
    ).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('x is not a function') });
  });

  it('tells what will lack at the next attempt as well from what may only have been too slow', async () => {
    const unheard = await run((trial) => trial.places.expectTaken(), {
      herd: deadHerd({ takesPlaces: false }),
    });
    expect(unheard).toMatchObject({ verdict: 'unknown', lacking: true });
    expect(unheard.hindered).toBeUndefined();
    const herd = deadHerd({ takesPlaces: false, load: 1_000_000 });
    const slow = await run((trial) => trial.until('it did not come', () => undefined, 0.001).then(() => {}), {
      herd,
    });
    expect(slow).toMatchObject({
      ...{ verdict: 'unknown', hindered: true },
      reason: expect.stringContaining('overloaded'),
    });
    expect(slow.lacking).toBeUndefined();
  });

  it('keeps only the last of the looks at a fact', async () => {
    let looks = 0;
    const { evidence } = await run((trial) =>
      trial
        .until('it never came', () => {
          trial.evidence.note(`look ${++looks}`);
          return looks === 3 ? true : undefined;
        })
        .then(() => {}),
    );
    expect(evidence).toEqual([{ kind: 'note', text: 'look 3' }]);
  });

  it('ends when it is told to, with that reason, whatever it waits for', async () => {
    const ending = new AbortController();
    const outcome = run(() => new Promise(() => {}), { signal: ending.signal });
    ending.abort(new Error('storm'));
    expect(await outcome).toMatchObject({ verdict: 'unknown', reason: expect.stringContaining('storm') });
  });

  it.each([
    ['fails', 1],
    ['does not know, on an overloaded machine,', 1_000_000],
  ])('%s when its time is up', async (how, load) => {
    const herd = deadHerd({ load });
    const outcome = await run(() => new Promise(() => {}), { herd, seconds: 0.01 });
    expect(outcome.verdict).toBe(how === 'fails' ? 'fail' : 'unknown');
    expect(outcome.reason).toMatch(how === 'fails' ? /could not be finished within/ : /overloaded/);
  });

  it('has time of its own for the starts of servers', async () => {
    const herd = deadHerd({
      start: () => {
        const other = new Budget(0.02, () => 1);
        return new Promise((resolve) => other.onSpent(resolve));
      },
    });
    expect(await run((trial) => trial.start('Ball'), { herd, seconds: 0.02 })).toMatchObject({
      verdict: 'pass',
    });
  });

  it('is over when the start that it was at is over: the herd is the next check’s then', async () => {
    const ending = new AbortController();
    const story: string[] = [];
    const herd = deadHerd({
      start: async (server, signal) => {
        await new Promise((resolve) => {
          signal.addEventListener('abort', resolve);
          ending.abort(new Error('storm'));
        });
        await new Promise(setImmediate);
        story.push(`${server} was given up`);
        signal.throwIfAborted();
      },
    });
    await run((trial) => trial.start('Ball'), { signal: ending.signal, herd });
    story.push('the check is over');
    expect(story).toEqual(['Ball was given up', 'the check is over']);
  });

  it('waits for all starts when one has failed, and tells the herd’s own fault', async () => {
    const story: string[] = [];
    const herd = deadHerd({
      start: async (server) => {
        if (server === 'Ball') throw new CheckFailure('Ball ended at its start');
        await new Promise(setImmediate);
        story.push(server);
      },
    });
    const outcome = await run((trial) => trial.start('Ball', 'Welsh'), { herd });
    expect(outcome).toMatchObject({ verdict: 'fail', reason: 'Ball ended at its start' });
    expect(story).toEqual(['Welsh']);
  });

  it('changes nothing of the herd any more when it is over', async () => {
    const changed: string[] = [];
    const herd = deadHerd({
      start: async (server) => void changed.push(server),
      kill: async (server) => void changed.push(server),
    });
    let late: Trial | undefined;
    await run(
      (trial) => {
        late = trial;
      },
      { herd },
    );
    await expect(late?.kill('Ball')).rejects.toThrow();
    await expect(late?.start('Ball')).rejects.toThrow();
    await expect(late?.impersonate('Ball')).rejects.toThrow();
    expect(changed).toEqual([]);
  });

  it('draws the same for the same seed, and new things at another attempt', async () => {
    const draws: string[] = [];
    const draw = (trial: Trial): void => {
      draws.push([trial.client(), trial.location(), trial.random.shuffle(trial.names).join()].join(' '));
    };
    await run(draw);
    await run(draw);
    await run(draw, { number: 1 });
    expect(draws[0]).toBe(draws[1]);
    expect(draws[2]).not.toBe(draws[0]);
    expect(draws[2]?.split(' ')[0]).not.toBe(draws[0]?.split(' ')[0]);
  });
});
