/** What `herd grade` does: finds the submissions and the rubric, grades, reports. */
import { randomInt } from 'node:crypto';
import { join } from 'node:path';
import { version } from '../../package.json';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { summarise } from '../../src-shared/grading/class-summary.ts';
import { plainLine } from '../../src-shared/grading/plain-text.ts';
import { RESULT_SCHEMA } from '../../src-shared/grading/results.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import {
  eachOnce,
  FINISHED,
  FORMAT_NAMES,
  findSubmission,
  type GradingResult,
  gradeClass,
  listingOf,
  loadOverrides,
  loadRubric,
  type NamedOverride,
  Overrides,
  Progress,
  prepareReports,
  type ReportFormat,
  ResultStore,
  type Rubric,
  type RubricCheck,
  readResult,
  resultPieces,
  type Submission,
  type SubmissionResult,
  tellsPort,
  verdictOf,
  withoutPassedEvidence,
  writeReports,
} from '../grader/index.ts';
import { readTemplate } from '../nodes/command-template.ts';
import type { Cli } from './cli.ts';
import { Ending } from './ending.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import type { GradeCommandOptions } from './grade-command.ts';
import { classIn, othersText, overridesInForce, refuseLoss } from './grade-folder.ts';
import { endWithInput, gradedNews, newsOf, tellNews } from './grade-news.ts';
import { writeSubmission, writeSummary } from './grade-text.ts';
import { loadTopology } from './load-topology.ts';
import { quoteArgument } from './quote-argument.ts';

const DEFAULT_FORMATS: readonly ReportFormat[] = ['html', 'json'];

/** Grades to the end and sets the exit code. @throws HerdError for what can't be graded at all */
export async function grade(cli: Cli, paths: readonly string[], options: GradeCommandOptions): Promise<void> {
  const formats = chosenFormats(options);
  const rubric = await loadRubric(options.rubric);
  const checks = chosenChecks(rubric, options.only);
  const topology = await loadTopology(options.topology ?? rubric.topology);
  const command = options.command ?? rubric.command;
  readTemplate('a server', command);
  checkPorts(options.ports, topology, command);
  const tell = (line: string): void => {
    if (!options.news) cli.stderr.line(line);
  };
  const found = await eachOnce(await Promise.all(paths.map(findSubmission)));
  const known = await classIn(options.out, found);
  const { submissions, others } = known;
  const finished = options.out && join(options.out, FINISHED);
  const before = finished ? await ResultStore.runIn(finished) : undefined;
  const seed = options.seed ?? before?.seed ?? randomInt(2 ** 32);
  const env = { ...rubric.env, ...options.env };
  const ports = typeof options.ports === 'string' ? options.ports : [...options.ports];
  const inForce = overridesInForce(before, await chosenOverrides(options, rubric));
  const overrides = new Overrides(rubric, inForce.overrides);
  const settings = { seed, rubric, topology, command, env, ports, checks, grader: version };
  if (options.out !== undefined) {
    refuseLoss(options.out, others, settings);
    await prepareReports(options.out);
    const where = plainLine(options.out);
    if (options.resume && before === undefined)
      tell(`There is no run to go on with in ${where}: all is graded.`);
    if (!options.resume && options.seed === undefined && before !== undefined)
      tell(`The seed is ${seed}, that of the run in ${where}.`);
    for (const line of othersText(known)) tell(line);
    if (inForce.text !== undefined) tell(inForce.text);
  }
  const store = finished && (await ResultStore.open(finished, settings, inForce.overrides));
  const progress = new Progress(submissions.length, checks.length);
  const ending = new Ending(cli);
  const stopListening = options.news ? endWithInput(cli, ending) : undefined;
  if (options.news) {
    const { rubric: used, topology: drawn } = gradingResult(rubric, topology, seed, [], 0);
    const plan = { rubric: used, topology: drawn, seed, submissions, checks: checks.map(listingOf) };
    tellNews(cli, { kind: 'planned', plan });
  }
  const judged = new Map<string, SubmissionResult>();
  const { graded, left } = await gradeClass({
    ...{
      submissions,
      rubric,
      topology,
      command,
      env,
      checks,
      seed,
      jobs: options.jobs,
      signal: ending.signal,
    },
    ...(store ? { store } : {}),
    resume: options.resume === true,
    ports: options.ports,
    reproduce: (submission, check) => reproduceCommand(cli, submission, options, seed, check),
    onEvent: (event) => {
      progress.take(event);
      if (options.news) return tellNews(cli, newsOf(event));
      if (event.type === 'check')
        showProgress(cli, `${plainLine(event.name)}: ${event.result.id}  ${progress.text}`);
    },
    onRegrade: ({ name }, why, again) => {
      const only = again.length === 0 ? '' : ` (${again.join(', ')})`;
      tell(`${plainLine(name)} is graded again${only}, because ${why}.`);
    },
    onResult: (found, again) => {
      const result = overrides.apply(found);
      // What is held of a whole class until its end is what its reports will have.
      judged.set(result.name, withoutPassedEvidence(result));
      progress.finished(result.name, again);
      if (options.news) return tellNews(cli, gradedNews(result));
      showProgress(cli, '');
      if (!options.json) writeSubmission(cli.stdout, rubric, result);
      if (submissions.length > 1)
        cli.stderr.line(
          `${plainLine(result.name)}: ${result.earned} of ${result.possible}  ${progress.text}`,
        );
    },
  });
  stopListening?.();
  ending.settle();
  const results = graded.flatMap(({ name }) => judged.get(name) ?? []);
  const result = gradingResult(rubric, topology, seed, results, submissions.length);
  if (options.out !== undefined) {
    const all = inOrder(results, await resultsOf(options.out, others, overrides));
    const asked = submissions.length + others.length;
    await writeReports(options.out, formats, gradingResult(rubric, topology, seed, all, asked));
  }
  if (options.json) for (const piece of resultPieces(result)) cli.stdout.write(piece);
  else if (submissions.length > 1 && results.length > 0 && !options.news)
    writeSummary(cli.stdout, summarise(result));
  for (const { submission, check } of overrides.unused) {
    // Of what was only not reached nothing is known yet.
    if (left.some(({ name }) => name === submission)) continue;
    cli.stderr.line(
      `The override of ${plainLine(`${submission}: ${check}`)} was not used: that was not graded.`,
    );
  }
  if (left.length > 0)
    cli.stderr.line(interrupted(submissions.length, left, graded, options.out !== undefined));
  cli.exitWith(exitCode(rubric, left, results));
}

function interrupted(
  submissions: number,
  left: readonly Submission[],
  graded: readonly Submission[],
  kept: boolean,
): string {
  const former = left.filter((one) => graded.includes(one)).length;
  const also =
    former === 0
      ? ''
      : `; of ${former} more the reports have the result of a former run, which --resume takes for done`;
  const next = kept
    ? 'The same command with --resume goes on from here.'
    : 'Nothing is kept of it: with --out FOLDER a run can be gone on with (--resume).';
  return `Interrupted: ${submissions - left.length} of ${submissions} graded${also}. ${next}`;
}

/** What is kept of others in the folder of reports, as far as reports need it. */
async function resultsOf(
  folder: string,
  others: readonly Submission[],
  overrides: Overrides,
): Promise<SubmissionResult[]> {
  const results: SubmissionResult[] = [];
  for (const { name } of others) {
    const result = await readResult(folder, name);
    if (result !== undefined) results.push(withoutPassedEvidence(overrides.apply(result)));
  }
  return results;
}

/** A class has one order, whoever of it is graded now. */
const inOrder = (
  results: readonly SubmissionResult[],
  others: readonly SubmissionResult[],
): readonly SubmissionResult[] =>
  others.length === 0 ? results : [...results, ...others].sort((a, b) => (a.path < b.path ? -1 : 1));

/** One line that is written over again and again, where a person watches. */
function showProgress({ stderr }: Cli, text: string): void {
  if (stderr.terminal) stderr.write(`\r\u001b[K${text}`);
}

/** @throws HerdError FILE_UNREADABLE, OVERRIDE_INVALID */
const chosenOverrides = async (
  { override }: GradeCommandOptions,
  rubric: Rubric,
): Promise<NamedOverride[] | undefined> =>
  override === undefined ? undefined : loadOverrides(override, rubric);

/** @throws HerdError USAGE */
function chosenFormats({ out, format, resume }: GradeCommandOptions): readonly ReportFormat[] {
  const named = format ?? [];
  const unknown = named.find((name) => !FORMAT_NAMES.some((known) => known === name));
  if (unknown !== undefined) {
    const help = `The formats are: ${FORMAT_NAMES.join(', ')}.`;
    throw new HerdError('USAGE', { problem: `There is no format “${unknown}”.`, help });
  }
  if (out === undefined && (format !== undefined || resume === true)) {
    const option = resume === true ? '--resume' : '--format';
    throw new HerdError('USAGE', {
      problem: `${option} needs --out.`,
      help: 'Name the folder of the reports: --out report.',
    });
  }
  return format === undefined ? DEFAULT_FORMATS : FORMAT_NAMES.filter((known) => named.includes(known));
}

function gradingResult(
  { id, title, countsBeyond }: Rubric,
  topology: Topology,
  seed: number,
  submissions: readonly SubmissionResult[],
  asked: number,
): GradingResult {
  const servers = topology.servers.map(({ name }) => name);
  return {
    schema: RESULT_SCHEMA,
    rubric: { id, title, countsBeyond },
    topology: { id: topology.id, title: topology.title, servers, links: topology.links },
    seed,
    ...(asked > submissions.length ? { asked } : {}),
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

/** @throws HerdError USAGE when not every server of the topology has a port, or would not be told it */
function checkPorts(ports: GradeCommandOptions['ports'], topology: Topology, command: string): void {
  if (ports === 'free' && !tellsPort(command)) {
    const help = "Tell it with {port}: --command 'python3 server.py {name} {port}'. Or leave --ports out.";
    throw new HerdError('USAGE', {
      problem: `Nobody tells a program its free port: the command is “${command}”.`,
      help,
    });
  }
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

/** Whoever had npx find this program has no `herd` on the PATH either when a check is to be run again. */
const programWords = ({ env }: Pick<Cli, 'env'>): string[] =>
  env['npm_lifecycle_event'] === 'npx' ? ['npx', 'herd'] : ['herd'];

function reproduceCommand(
  cli: Pick<Cli, 'env'>,
  { path }: Submission,
  options: GradeCommandOptions,
  seed: number,
  check: string,
): string {
  const { rubric, topology, command, env, ports } = options;
  const words = [...programWords(cli), 'grade', path, '--rubric', rubric];
  if (topology !== undefined) words.push('--topology', topology);
  if (command !== undefined) words.push('--command', command);
  if (typeof ports === 'string') words.push(...(ports === 'own' ? [] : ['--ports', ports]));
  else words.push('--ports', [...ports].map(([name, port]) => `${name}=${port}`).join(','));
  words.push('--only', check, '--seed', String(seed));
  return [...words.map(quoteArgument), ...Object.keys(env).map(variableArgument)].join(' ');
}

/** A value may be a secret, and reports go to students: whoever runs it again has it in the shell. */
const variableArgument = (key: string): string =>
  /^[A-Za-z_]\w*$/.test(key) ? `--env ${key}="$${key}"` : `--env ${quoteArgument(`${key}=`)}`;

function exitCode(
  rubric: Rubric,
  left: readonly Submission[],
  results: readonly SubmissionResult[],
): ExitCode {
  const verdicts = results.map((result) => verdictOf(rubric, result));
  // Of a class that was interrupted nothing is sure yet.
  if (left.length > 0) return EXIT.unknown;
  if (verdicts.includes('fail')) return EXIT.failed;
  return verdicts.includes('unknown') ? EXIT.unknown : EXIT.ok;
}
