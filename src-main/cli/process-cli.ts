/** The real `Cli`: the one place that touches the process's stdin, stdout, stderr, environment and signals. */
import process from 'node:process';
import type { Cli, EndSignal } from './cli.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Output } from './output.ts';
import { processInput } from './process-input.ts';

const END_SIGNALS: readonly EndSignal[] = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** What a shell reports for a command that SIGINT ended. */
const INTERRUPTED = 130;

export interface ProcessCli extends Cli {
  readonly exitCode: ExitCode;
}

export function processCli(): ProcessCli {
  let exitCode: ExitCode = EXIT.ok;
  return {
    stdin: processInput(),
    stdout: new Output(process.stdout, process.env),
    stderr: new Output(process.stderr, process.env),
    env: process.env,
    get exitCode() {
      return exitCode;
    },
    exitWith(code) {
      exitCode = code;
    },
    onEndSignal,
  };
}

function onEndSignal(listener: (signal: EndSignal) => void): () => void {
  let asked = false;
  const handle = (signal: EndSignal): void => {
    if (!asked) {
      asked = true;
      listener(signal);
    } else if (signal === 'SIGINT') {
      // Somebody presses Ctrl-C again because the end takes too long. Children notice that we are gone.
      process.exit(INTERRUPTED);
    }
  };
  for (const signal of END_SIGNALS) process.on(signal, handle);
  return () => {
    for (const signal of END_SIGNALS) process.off(signal, handle);
  };
}
