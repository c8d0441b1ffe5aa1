/** What `herd serve` does: plans, starts, says ready, obeys stdin, and ends all that it started. */
import type { Host } from '../../src-shared/console-contract.ts';
import { HerdError, toErrorData } from '../../src-shared/errors.ts';
import type { Topology } from '../../src-shared/topology/topology.ts';
import { nowMs } from '../herd/wall-clock.ts';
import { createHost } from '../host/host.ts';
import type { Cli } from './cli.ts';
import { commandLines } from './command-lines.ts';
import { Ending } from './ending.ts';
import type { ServeOptions } from './serve-command.ts';
import type { Answer, ServeFront } from './serve-front.ts';
import { jsonFront } from './serve-json.ts';
import { planServe, warningsOf } from './serve-plan.ts';
import { textFront } from './serve-text.ts';
import { parseStdinCommand, type StdinCall, type StdinCommand, stdinHelp } from './stdin-command.ts';

/** Resolves when it was asked to end and all has ended. @throws HerdError when it can't start */
export async function serve(cli: Cli, names: readonly string[], options: ServeOptions): Promise<void> {
  const plan = await planServe(names, options, cli.env);
  const front = options.json ? jsonFront(cli, nowMs) : textFront(cli, () => nowMs() / 1_000);
  for (const warning of warningsOf(plan)) front.warn(warning.toData());
  const ending = new Ending(cli);
  const host = await createHost(plan);
  const lastEvents = host.subscribe((batch) => front.events(batch), front.wants);
  try {
    const started = host.call('server.start', { servers: [...plan.only] });
    const state = await Promise.race([started, ending.asked]);
    if (state !== undefined) {
      front.ready(state.servers.filter(({ hosted }) => hosted));
      obey(cli, plan.topology, host, front, ending).catch((error: unknown) => ending.crash(error));
      await ending.asked;
    }
  } finally {
    await host.close();
    lastEvents();
  }
  ending.settle();
}

/** Does what stdin says, a line after the other. The end of stdin ends nothing. */
async function obey(
  cli: Cli,
  topology: Topology,
  host: Host,
  front: ServeFront,
  ending: Ending,
): Promise<void> {
  for await (const line of commandLines(cli.stdin.chunks(ending.signal))) {
    const written = line.trim();
    try {
      const command = parseStdinCommand(written, topology);
      if (command === undefined) continue;
      front.answer(written, await answerTo(command, host));
      if (command.do === 'quit') return ending.ask();
    } catch (error) {
      front.answer(written, { kind: 'error', error: toErrorData(error) });
    }
  }
}

async function answerTo(command: StdinCommand, host: Host): Promise<Answer> {
  switch (command.do) {
    case 'help':
      return { kind: 'help', lines: stdinHelp() };
    case 'quit':
      return { kind: 'ok' };
    case 'call':
      return await answerOfCall(command, host);
  }
}

async function answerOfCall(call: StdinCall, host: Host): Promise<Answer> {
  if (call.command === 'herd.state') {
    return { kind: 'state', state: await host.call(call.command, call.request) };
  }
  if (call.command !== 'herd.send') {
    await host.call(call.command, call.request);
    return { kind: 'ok' };
  }
  const exchange = await host.call(call.command, call.request);
  const { end, received, server } = exchange;
  if (received.length === 0 && (end === 'timeout' || end === 'reset')) {
    throw new HerdError('REPLY_TIMEOUT', { target: server, seconds: call.request.timeoutMs / 1_000 });
  }
  return { kind: 'reply', exchange };
}
