#!/usr/bin/env node
/** The `herd` command's entry: the one owner of process.argv and of the exit code. */
import process from 'node:process';
import { processCli } from './process-cli.ts';
import { runProgram } from './program.ts';

const cli = processCli();
await runProgram(cli, process.argv.slice(2));
await Promise.all([cli.stdout.drained(), cli.stderr.drained()]);
process.exit(cli.exitCode);
