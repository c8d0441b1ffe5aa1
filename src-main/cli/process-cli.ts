/** The real `Cli`: the one place that touches the process's stdin, stdout, stderr, environment and signals. */
import process from 'node:process';
import { flushOpenLogs } from '../herd/server-log.ts';
import type { Cli, EndReason } from './cli.ts';
import { EXIT, type ExitCode } from './exit-codes.ts';
import { Output } from './output.ts';
import { processInput } from './process-input.ts';

const END_SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** What a shell reports for a command that SIGINT ended. */
const INTERRUPTED = 130;

export interface ProcessCli extends Cli {
  readonly exitCode: ExitCode;
}

export function processCli(): ProcessCli {
  let exitCode: ExitCode = EXIT.ok;
  // However it ends, also by a second Ctrl-C: what happened last is what somebody will look for.
  process.on('exit', flushOpenLogs);
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
    onEnd,
  };
}

function onEnd(listener: (reason: EndReason) => void): () => void {
  let asked = false;
  const ask = (reason: EndReason): void => {
    if (!asked) listener(reason);
    asked = true;
  };
  const onSignal = (signal: (typeof END_SIGNALS)[number]): void => {
    // Somebody presses Ctrl-C again because the end takes too long. Children notice that we are gone.
    if (asked && signal === 'SIGINT') process.exit(INTERRUPTED);
    ask({ kind: 'signal', signal });
  };
  const onCrash = (error: unknown): void => ask({ kind: 'crash', error });
  for (const signal of END_SIGNALS) process.on(signal, onSignal);
  process.on('uncaughtException', onCrash);
  return () => {
    for (const signal of END_SIGNALS) process.off(signal, onSignal);
    process.off('uncaughtException', onCrash);
  };
}
