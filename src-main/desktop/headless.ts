/**
 * `electron . --headless ...`: the herd without a window, with the arguments of `herd serve`. It runs to its end
 * while Electron still loads the app: no window system is opened, no page process started, and what stands here is
 * `herd serve` itself, with its signals, stdin and exit codes.
 */
import process from 'node:process';

export async function runHeadless(args: readonly string[]): Promise<never> {
  const { processCli } = await import('../cli/process-cli.ts');
  const { runProgram } = await import('../cli/program.ts');
  const cli = processCli();
  // What starts us as it would start the `herd` command names the subcommand itself.
  const named = args[0] === 'serve' || args[0] === 'grade';
  await runProgram(cli, named ? args : ['serve', ...args]);
  await Promise.all([cli.stdout.drained(), cli.stderr.drained()]);
  process.exit(cli.exitCode);
}
