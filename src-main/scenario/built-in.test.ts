import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { loadScenario, type RunResult, runScenario, textReport } from './index.ts';
import { tinyHerd } from './testing/tiny-herd.ts';
import { FAULTS, type Fault } from './testing/tiny-server.ts';

const FALL_2016 = PRESETS[0]!.topology;

async function run(id: string, topology: Topology, fault?: Fault): Promise<RunResult> {
  return runScenario({
    scenario: await loadScenario(id),
    topology,
    openHost: async (herd) => tinyHerd(herd, fault),
    seed: 7,
    signal: new AbortController().signal,
    // A right herd is given time; a wrong one shows soon that it is.
    patience: fault === undefined ? 4 : 0.4,
  });
}

/** Which scenario finds a fault, and what it says then. */
const FOUND_BY: Readonly<Record<Fault, readonly [scenario: string, says: RegExp]>> = {
  'never floods': ['report-2016', /did not come to know kiwi/],
  'floods to neighbours alone': ['report-2016', /did not come to know kiwi/],
  'floods past a cut': ['partition-and-heal', /can’t have heard of it/],
  'floods to everyone': ['every-pair-down', /can’t have heard of it/],
  'never catches up after a start': ['restart-catches-up', /did not come to know missed/],
  'never catches up after a heal': ['partition-and-heal', /did not come to know/],
  'forgets what it is told while others are down': ['every-pair-down', /did not come to know/],
  'lets the last report win': ['stale-and-equal', /does not tell client-\w+’s newest update/],
  'stores a repeated report again': ['stale-and-equal', /what nobody reported/],
  'reads timestamps as doubles': [
    'stale-and-equal',
    /does not tell client-\w+’s newest update|did not come to know/,
  ],
  'keeps the first of equal timestamps': ['stale-and-equal', /tied-\w+’s newest update/],
  'tells its own name in WHATSAT': ['report-2016', /what nobody reported/],
  'tells a new diff in WHATSAT': ['report-2016', /what nobody reported/],
  'tells a diff without a sign': ['report-2016', /the AT line for “IAMAT kiwi/],
  'ends without an answer at half-close': ['half-close', /the connection (ended|was reset)/],
  'never ends after half-close': ['half-close', /the server ends the connection/],
  'drops a last line without LF': ['half-close', /newest AT line/],
  'chokes on CR LF': ['bad-input', /the AT line for/],
  'decodes each segment alone': ['bad-input', /the AT line for/],
  'says nothing to invalid lines': ['bad-input', /\? nonsense/],
  'hangs up on invalid lines': ['bad-input', /the connection (ended|was reset)/],
  'answers blank lines': ['bad-input', /\? WHATSAT nobody/],
  'echoes over-long lines whole': ['bad-input', /\? endless-/],
  greets: ['bad-input', /the AT line for/],
  'lets WHATSAT go to 60 km': ['bad-input', /\? WHATSAT client-\w+ 51 5/],
  'gives more results than asked for': ['half-close', /at most 5 results/],
  'ends JSON with one newline': ['half-close', /ended by two newlines/],
  'crashes on bytes that are no UTF-8': ['bad-input', /ended by itself|connection (ended|was reset)/],
};

const SCENARIOS = [
  'bad-input',
  'every-pair-down',
  'half-close',
  'partition-and-heal',
  'report-2016',
  'restart-catches-up',
  'stale-and-equal',
];

describe('a right herd passes', () => {
  it.each(SCENARIOS)('%s', async (id) => {
    const result = await run(id, FALL_2016);
    expect(result.verdict, textReport(result)).toBe('pass');
  });
});

describe.concurrent('a wrong herd fails', () => {
  it.each(FAULTS)('that %s', async (fault) => {
    const [scenario, says] = FOUND_BY[fault];
    const result = await run(scenario, FALL_2016, fault);
    expect(result.verdict, textReport(result)).toBe('fail');
    expect(result.trouble?.problem).toMatch(says);
    expect(result.trouble?.step).toBeDefined();
  });
});
