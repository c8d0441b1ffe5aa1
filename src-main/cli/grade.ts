/** What `herd grade` does: finds the submissions and the rubric, grades, reports. */
import { randomInt } from 'node:crypto';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import {
  findSubmission,
  type GradingResult,
  gradeSubmission,
  loadRubric,
  type Rubric,
  type RubricCheck,
  type Submission,
  type SubmissionResult,
  verdictOf,
} from '../grader/index.ts';
import { readTemplate } from '../nodes/command-template.ts';
import type { Cli } from './cli.ts';
import { Ending } from './ending.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { GradeCommandOptions } from './grade-command.ts';
import { writeSubmission } from './grade-text.ts';
import { loadTopology } from './load-topology.ts';
import { quoteArgument } from './quote-argument.ts';

/** Grades to the end and sets the exit code. @throws HerdError for what can't be graded at all */
export async function grade(cli: Cli, paths: readonly string[], options: GradeCommandOptions): Promise<void> {
  const rubric = await loadRubric(options.rubric);
  const checks = chosenChecks(rubric, options.only);
  const topology = await loadTopology(options.topology ?? rubric.topology);
  const command = options.command ?? rubric.command;
  readTemplate('a server', command);
  checkPorts(options.ports, topology);
  const submissions = await Promise.all(paths.map(findSubmission));
  const seed = options.seed ?? randomInt(2 ** 32);
  const ending = new Ending(cli);
  const results: SubmissionResult[] = [];
  for (const submission of submissions) {
    if (ending.signal.aborted) break;
    const result = await gradeSubmission({
      ...{ submission, rubric, topology, command, checks, seed, signal: ending.signal },
      env: { ...rubric.env, ...options.env },
      ports: options.ports,
      reproduce: (check) => reproduceCommand(submission, options, seed, check),
    }).catch((thrown: unknown) => {
      if (ending.signal.aborted) return undefined;
      throw thrown;
    });
    if (result === undefined) break;
    results.push(result);
    if (!options.json) writeSubmission(cli.stdout, rubric, result);
  }
  ending.settle();
  if (options.json) cli.stdout.line(JSON.stringify(gradingResult(rubric, topology, seed, results)));
  cli.exitWith(exitCode(rubric, submissions, results));
}

function gradingResult(
  { id, title, countsBeyond }: Rubric,
  topology: Topology,
  seed: number,
  submissions: readonly SubmissionResult[],
): GradingResult {
  const servers = topology.servers.map(({ name }) => name);
  return {
    schema: 1,
    rubric: { id, title, countsBeyond },
    topology: { id: topology.id, title: topology.title, servers, links: topology.links },
    seed,
    submissions,
  };
}

/** @throws HerdError USAGE when a named check isn't in the rubric */
function chosenChecks(rubric: Rubric, only: readonly string[] | undefined): readonly RubricCheck[] {
  if (only === undefined) return rubric.checks;
  const ids = rubric.checks.map(({ id }) => id);
  for (const id of only) {
    if (ids.includes(id)) continue;
    const meant = closestName(id, ids);
    const problem = `The rubric ${rubric.id} has no check “${id}”.`;
    throw new HerdError('USAGE', {
      problem,
      help: meant ? `Did you mean ${meant}?` : `It has: ${ids.join(', ')}.`,
    });
  }
  return rubric.checks.filter(({ id }) => only.includes(id));
}

/** @throws HerdError USAGE when not every server of the topology has a port */
function checkPorts(ports: GradeCommandOptions['ports'], topology: Topology): void {
  if (typeof ports === 'string') return;
  const names = topology.servers.map(({ name }) => name);
  const missing = names.filter((name) => !ports.has(name));
  const unknown = [...ports.keys()].filter((name) => !names.includes(name));
  if (missing.length === 0 && unknown.length === 0) return;
  const problem =
    missing.length > 0
      ? `--ports has none for ${missing.join(', ')}.`
      : `--ports names ${unknown.join(', ')}.`;
  throw new HerdError('USAGE', { problem, help: `The servers are: ${names.join(', ')}.` });
}

function reproduceCommand(
  { path }: Submission,
  options: GradeCommandOptions,
  seed: number,
  check: string,
): string {
  const { rubric, topology, command, env, ports } = options;
  const words = ['herd', 'grade', path, '--rubric', rubric];
  if (topology !== undefined) words.push('--topology', topology);
  if (command !== undefined) words.push('--command', command);
  for (const [key, value] of Object.entries(env)) words.push('--env', `${key}=${value}`);
  if (typeof ports === 'string') words.push(...(ports === 'own' ? [] : ['--ports', ports]));
  else words.push('--ports', [...ports].map(([name, port]) => `${name}=${port}`).join(','));
  words.push('--only', check, '--seed', String(seed));
  return words.map(quoteArgument).join(' ');
}

function exitCode(
  rubric: Rubric,
  submissions: readonly Submission[],
  results: readonly SubmissionResult[],
): ExitCode {
  const verdicts = results.map((result) => verdictOf(rubric, result));
  if (verdicts.includes('fail')) return EXIT.failed;
  return verdicts.includes('unknown') || results.length < submissions.length ? EXIT.unknown : EXIT.ok;
}
