#!/usr/bin/env node
/** The `herd` command's entry: the one owner of process.argv and of the exit code. */
import process from 'node:process';
import { collectFeedbackEarly } from '../herd/early-feedback.ts';

// Before all else is loaded: what is loaded already is watched late all the same.
collectFeedbackEarly();
const { processCli } = await import('./process-cli.ts');
const { runProgram } = await import('./program.ts');

const cli = processCli();
await runProgram(cli, process.argv.slice(2));
await Promise.all([cli.stdout.drained(), cli.stderr.drained()]);
process.exit(cli.exitCode);
