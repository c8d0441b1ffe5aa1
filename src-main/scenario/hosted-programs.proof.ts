/** Scenarios on herds of programs that aren't ours: real processes, judged from outside. */
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { PRESETS } from '../../src-shared/topology/presets.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { createHost } from '../host/host.ts';
import {
  loadScenario,
  type RunResult,
  readScenario,
  runScenario,
  type Scenario,
  textReport,
} from './index.ts';

const PROGRAM = join(import.meta.dirname, 'testing', 'report-server.mjs');

function herdOf(template: string): Topology {
  const { servers, ...topology } = PRESETS[0]!.topology;
  return { ...topology, servers: servers.map(({ name }) => ({ name, command: { template } })) };
}

const REPORT_HERD = herdOf(`"${process.execPath}" "${PROGRAM}" {name} {port} {neighbours}`);

function run(scenario: Scenario, topology: Topology, patience: number): Promise<RunResult> {
  return runScenario({
    scenario,
    topology,
    openHost: (herd, source) => createHost({ topology: herd, basePort: 0, places: { source }, logDir: null }),
    seed: 1,
    signal: new AbortController().signal,
    patience,
  });
}

describe('a herd of the report’s design', () => {
  it.each(['report-2016', 'every-pair-down'])('passes %s, which asks for nothing more', async (id) => {
    const result = await run(await loadScenario(id), REPORT_HERD, 6);
    expect(result.verdict, textReport(result)).toBe('pass');
  });

  it.each([
    ['restart-catches-up', /did not come to know missed/],
    ['partition-and-heal', /did not come to know here/],
    ['half-close', /newest AT line/],
    ['bad-input', /\? IAMAT client-\w+ 34/],
    ['stale-and-equal', /client-\w+’s newest update/],
  ])('fails %s', async (id, says) => {
    const result = await run(await loadScenario(id), REPORT_HERD, 1);
    expect(result.verdict, textReport(result)).toBe('fail');
    expect(result.trouble?.problem).toMatch(says);
  });
});

describe('a program', () => {
  it('that crashes fails, and what it printed is told', async () => {
    const source = 'title: x\nsteps:\n  - start: Ball\n  - send: crash\n    to: Ball\n    reply: refused';
    const crashing = herdOf(`"${process.execPath}" "${PROGRAM}" {name} {port} {neighbours}, crashes`);
    const result = await run(readScenario(source, 'x.yaml'), crashing, 4);
    expect(result).toMatchObject({ verdict: 'fail', trouble: { error: { code: 'SERVER_CRASHED' } } });
    expect(textReport(result)).toContain('told to crash');
  });

  it('that is not installed says nothing about the herd', async () => {
    const source = 'title: x\nsteps:\n  - start: all';
    const result = await run(readScenario(source, 'x.yaml'), herdOf('no-such-program-here {name} {port}'), 1);
    expect(result).toMatchObject({ verdict: 'unknown', trouble: { error: { code: 'PROGRAM_MISSING' } } });
  });
});
