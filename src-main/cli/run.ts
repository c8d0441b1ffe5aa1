/** What `herd run` does: finds the scenario and the topology, runs it, reports. */
import { randomInt } from 'node:crypto';
import { access, constants, stat, writeFile } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { HerdError } from '../../src-shared/errors.ts';
import { DEFAULT_PRESET_ID, findPreset } from '../../src-shared/topology/presets.ts';
import { createHost } from '../host/host.ts';
import {
  jsonReport,
  listBuiltIn,
  loadScenario,
  REPORT_ENDINGS,
  type RunResult,
  reportWriter,
  runScenario,
  type Scenario,
  textReport,
} from '../scenario/index.ts';
import type { Cli } from './cli.ts';
import { Ending } from './ending.ts';
import { EXIT } from './exit-codes.ts';
import { loadTopology } from './load-topology.ts';
import type { RunCommandOptions } from './run-command.ts';

const EXIT_OF = { pass: EXIT.ok, fail: EXIT.failed, unknown: EXIT.unknown } as const;

export async function listScenarios(cli: Cli, json: boolean): Promise<void> {
  const scenarios = await listBuiltIn();
  if (json) return cli.stdout.line(JSON.stringify({ schema: 1, scenarios }));
  const width = Math.max(...scenarios.map(({ id }) => id.length));
  for (const { id, title } of scenarios)
    cli.stdout.line(`${cli.stdout.paint.bold(id.padEnd(width))}  ${title}`);
}

/** Runs it to its verdict and sets the exit code. @throws HerdError for what can't be run at all */
export async function run(cli: Cli, idOrFile: string, options: RunCommandOptions): Promise<void> {
  const writeReport = await reportTo(options.report);
  const scenario = await loadScenario(idOrFile);
  const topology = await loadTopology(options.topology ?? topologyOf(scenario));
  const ending = new Ending(cli);
  const result = await runScenario({
    scenario,
    topology,
    openHost: (herd, source) => createHost({ topology: herd, basePort: 0, places: { source }, logDir: null }),
    seed: options.seed ?? randomInt(2 ** 32),
    signal: ending.signal,
    ...(options.patience === undefined ? {} : { patience: options.patience }),
  });
  ending.settle();
  cli.stdout.write(options.json ? jsonReport(result) : textReport(result, cli.stdout.paint));
  cli.exitWith(EXIT_OF[result.verdict]);
  await writeReport(result);
}

/** A topology file is seen from the folder of the scenario that names it. */
function topologyOf({ topology, file }: Scenario): string {
  if (topology === undefined) return DEFAULT_PRESET_ID;
  return findPreset(topology) ? topology : resolve(dirname(file), topology);
}

/** Whether the report can be written is seen before anything is started. */
async function reportTo(path: string | undefined): Promise<(result: RunResult) => Promise<void>> {
  if (path === undefined) return async () => {};
  const write = reportWriter(extname(path));
  if (!write) {
    const problem = `A report can’t be written as “${path}”.`;
    throw new HerdError('USAGE', {
      problem,
      help: `Its ending says the form: ${REPORT_ENDINGS.join(', ')}.`,
    });
  }
  const attempt = async (act: () => Promise<void>): Promise<void> => {
    try {
      await act();
    } catch (error) {
      throw new HerdError('FILE_UNWRITABLE', { path, reason: (error as Error).message });
    }
  };
  await attempt(() => checkWritable(path));
  return (result) => attempt(() => writeFile(path, write(result)));
}

/** Writes nothing: a run that is interrupted leaves no empty report, and none instead of an older one. */
async function checkWritable(path: string): Promise<void> {
  const there = await stat(path).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (there?.isDirectory()) throw new Error('it is a folder');
  await access(there ? path : dirname(path), constants.W_OK);
}
