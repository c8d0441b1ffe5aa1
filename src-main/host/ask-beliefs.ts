/** What servers know, asked as a client would: works for any program, and costs each a connection a question. */
import type { AskedBelief, Exchange } from '../../src-shared/console-contract.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { decodeText, encodeText, parseLine } from '../../src-shared/protocol/index.ts';
import type { Herd } from '../herd/herd.ts';
import { exchange } from './exchange.ts';

const TIMEOUT_MS = 2_000;
/** Questions that are under way at a time. */
const AT_ONCE = 16;
/** Of an answer that is none, so much is shown. */
const SHOWN = 80;

/** Answers in the order of servers, then clients. No server named: all that run. Throws UNKNOWN_SERVER. */
export async function askBeliefs(
  herd: Herd,
  clients: readonly string[],
  servers: readonly string[],
): Promise<AskedBelief[]> {
  const known = herd.servers();
  const running = known.filter(({ state }) => state.kind === 'ready' || state.kind === 'paused');
  const asked = servers.length === 0 ? running.map(({ name }) => name) : servers;
  /** Why a server need not be asked (again). */
  const hopeless = new Map<string, string>();
  for (const name of asked) {
    herd.address(name);
    const server = known.find((one) => one.name === name);
    if (server?.hosted !== true || server.state.kind === 'ready') continue;
    hopeless.set(name, new HerdError('NOT_RUNNING', { server: name, state: server.state.kind }).message);
  }
  const questions = asked.flatMap((server) => clients.map((client) => ({ server, client })));
  const answers: AskedBelief[] = [];
  let next = 0;
  const worker = async (): Promise<void> => {
    for (let i = next++; i < questions.length; i = next++) {
      const { server, client } = questions[i] as (typeof questions)[number];
      const told = hopeless.get(server);
      answers[i] = { server, client, line: null, problem: told ?? null };
      if (told === undefined) answers[i] = await askOne(herd, server, client, hopeless);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return answers;
}

async function askOne(
  herd: Herd,
  server: string,
  client: string,
  hopeless: Map<string, string>,
): Promise<AskedBelief> {
  const none = (problem: string | null): AskedBelief => ({ server, client, line: null, problem });
  const giveUp = (problem: string): AskedBelief => {
    hopeless.set(server, problem);
    return none(problem);
  };
  let talked: Exchange;
  try {
    const bytes = encodeText(`WHATSAT ${client} 0 0\n`);
    talked = await exchange({
      server,
      ...herd.address(server),
      bytes,
      halfClose: true,
      timeoutMs: TIMEOUT_MS,
    });
  } catch (thrown) {
    return giveUp(thrown instanceof Error ? thrown.message : String(thrown));
  }
  const lineEnd = talked.received.indexOf(0x0a);
  const line = decodeText(talked.received.subarray(0, Math.max(lineEnd, 0)));
  const answer = parseLine(line);
  // Whatever the JSON below is: what it knows has been said.
  if (answer.kind === 'at' && answer.client === client) return { server, client, line, problem: null };
  if (line.startsWith('? ')) return none(null);
  if (lineEnd >= 0) return none(`${server} answered with something else: ${line.slice(0, SHOWN)}`);
  const unanswered = { target: server, seconds: TIMEOUT_MS / 1_000 };
  if (talked.end === 'timeout') return giveUp(new HerdError('REPLY_TIMEOUT', unanswered).message);
  return none(new HerdError('CONNECTION_ENDED', { target: server, answers: 0, expected: 1 }).message);
}
