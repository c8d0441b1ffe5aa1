/** The table of contents of the `herd` command: its subcommands, one file each, and what becomes of their errors. */
import { Command, CommanderError } from 'commander';
import { version } from '../../package.json';
import { type ErrorData, HerdError, toErrorData } from '../../src-shared/errors.ts';
import { benchCommand } from './bench-command.ts';
import type { Cli } from './cli.ts';
import { EXIT, exitCodeOf } from './exit-codes.ts';
import { gradeCommand } from './grade-command.ts';
import { reportError } from './report-error.ts';
import { runCommand } from './run-command.ts';
import { sendCommand } from './send-command.ts';
import { serveCommand } from './serve-command.ts';
import { topologiesCommand } from './topologies-command.ts';

/** In the order of the help. To add one: a file that gives a Command, and a row here. */
const SUBCOMMANDS: readonly ((cli: Cli) => Command)[] = [
  serveCommand,
  sendCommand,
  runCommand,
  gradeCommand,
  topologiesCommand,
  benchCommand,
];

const EXAMPLES = `
Examples:
  herd serve                               five servers on 127.0.0.1:12000 to 12004
  herd send Alford "IAMAT kiwi +34.068930-118.445127 $(date +%s.%N)"
  herd send Holiday "WHATSAT kiwi 10 5"    another server knows it, and what is near
  herd run report-2016                     the 2016 report's test, judged
  herd grade submissions/*                 each judged by the course's rubric, with evidence

Exit codes: 0 done, 1 failed, 2 unknown (the environment's fault: a port in use, a folder
that can't be written), 64 the command line or a file that it names can't be understood.
`;

function buildProgram(cli: Cli): Command {
  const program = new Command('herd')
    .description(
      'Run, break and judge a proxy herd: small TCP servers that tell each other where clients are.',
    )
    .version(version, '-V, --version', 'show the version')
    .helpOption('-h, --help', 'show help')
    .helpCommand('help [command]', 'show help for a command')
    .showSuggestionAfterError(true)
    .exitOverride()
    .configureHelp({ styleTitle: (text) => cli.stdout.paint.bold(text) })
    .configureOutput({
      writeOut: (text) => cli.stdout.write(text),
      writeErr: (text) => cli.stderr.write(text),
      // Usage errors are thrown and told like every other error.
      outputError: () => {},
    })
    .addHelpText('after', EXAMPLES);
  for (const subcommand of SUBCOMMANDS) {
    const command = subcommand(cli);
    program.addCommand(command.copyInheritedSettings(program));
  }
  return program;
}

/** Runs the command line `args` (without node and script) to its end. Never throws. */
export async function runProgram(cli: Cli, args: readonly string[]): Promise<void> {
  const program = buildProgram(cli);
  try {
    await program.parseAsync(args, { from: 'user' }).catch((thrown: unknown) => {
      // Help and version, which were asked for.
      if (!(thrown instanceof CommanderError && thrown.exitCode === 0)) throw thrown;
    });
    await expectWritten(cli);
  } catch (thrown) {
    if (thrown instanceof CommanderError && thrown.code === 'commander.help') {
      cli.exitWith(EXIT.usage);
      return;
    }
    const error = thrown instanceof CommanderError ? usageError(program, args, thrown) : toErrorData(thrown);
    reportError(cli, error, wantsJson(args));
    cli.exitWith(exitCodeOf(error.code));
  }
}

/** Whether all that was printed got there, for example into a file on a disk that may be full. */
async function expectWritten({ stdout }: Cli): Promise<void> {
  await stdout.drained();
  if (stdout.failure === undefined) return;
  throw new HerdError('FILE_UNWRITABLE', { path: 'stdout', reason: stdout.failure.message });
}

function usageError(program: Command, args: readonly string[], { message }: CommanderError): ErrorData {
  const [first = '', ...rest] = message.replace(/^error: /, '').split('\n');
  const command = program.commands.find((one) => args.includes(one.name()));
  const meant = rest.map((line) => `${line.replace(/^\(|\)$/g, '')} `).join('');
  const help = `${meant}See: herd ${command ? `${command.name()} ` : ''}--help`;
  const problem = /[.?!]$/.test(first) ? first : `${first}.`;
  return new HerdError('USAGE', {
    problem: problem.charAt(0).toUpperCase() + problem.slice(1),
    help,
  }).toData();
}

/** Asked of the arguments themselves, because they may be what can't be parsed. */
function wantsJson(args: readonly string[]): boolean {
  const end = args.indexOf('--');
  return args.slice(0, end === -1 ? args.length : end).includes('--json');
}
