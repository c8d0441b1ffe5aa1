/** What tests of hosted programs share: a context that records, a client, and facts about processes. */
import { readdirSync, readFileSync } from 'node:fs';
import { connect } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { HerdError } from '../../../src-shared/errors.ts';
import type { HerdEvent } from '../../../src-shared/events/events.ts';
import type { Address } from '../../../src-shared/topology/topology.ts';
import { EVENT_TYPES, EventBus } from '../../ground/event-bus.ts';
import type { NodeContext } from '../../herd/server-node.ts';

export const PROGRAM = fileURLToPath(new URL('./program.mjs', import.meta.url));

/** A template that runs the tests' program with these habits. */
export const programTemplate = (...habits: readonly string[]): string =>
  [`'${process.execPath}' '${PROGRAM}'`, ...habits].join(' ');

export const ANYWHERE: Address = { host: '127.0.0.1', port: 0 };
const FACT_MS = 15_000;
const LOOK_MS = 5;

export interface TestContext extends NodeContext {
  readonly seen: readonly HerdEvent[];
  readonly crashes: readonly HerdError[];
  readonly addresses: Map<string, Address>;
  readonly cuts: Set<string>;
  /** Neighbours that don't run. */
  readonly down: Set<string>;
}

export function makeContext(name = 'Alford', neighbours: readonly string[] = []): TestContext {
  const events = new EventBus();
  const seen: HerdEvent[] = [];
  const crashes: HerdError[] = [];
  const addresses = new Map<string, Address>();
  const cuts = new Set<string>();
  const down = new Set<string>();
  events.subscribe(EVENT_TYPES, (event) => seen.push(event));
  return {
    name,
    neighbours,
    events,
    seen,
    crashes,
    addresses,
    cuts,
    down,
    addressOf: (neighbour) => addresses.get(neighbour),
    isCut: (neighbour) => cuts.has(neighbour),
    isUp: (neighbour) => !down.has(neighbour),
    onCrash: (error) => crashes.push(error),
  };
}

/** What a server answers to a line before it ends the connection; an error's code if it broke. */
export function ask(address: Address, line: string): Promise<string> {
  return new Promise((resolve) => {
    let answer = '';
    const socket = connect({ ...address, allowHalfOpen: true });
    socket.on('data', (chunk) => {
      answer += String(chunk);
    });
    socket.once('end', () => resolve(answer.trimEnd()));
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message));
    socket.end(`${line}\n`);
  });
}

/** Waits until a fact holds; fails when it doesn't within a generous time. */
export async function untilFact(fact: () => boolean): Promise<void> {
  const deadline = performance.now() + FACT_MS;
  while (!fact()) {
    if (performance.now() > deadline) throw new Error(`not true within ${FACT_MS} ms: ${fact}`);
    await sleep(LOOK_MS);
  }
}

/** Whether a process has ended; one that only waits to be reaped has. */
export function isGone(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch {
    return true;
  }
  try {
    const state = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ').at(-1)?.charAt(0);
    return state === 'Z' || state === 'X';
  } catch {
    return false;
  }
}

/** The printed `WORD PID` among the output events. */
export function printedPid(events: readonly HerdEvent[], word: string): number | undefined {
  for (const event of events) {
    if (event.type !== 'output') continue;
    const [first, pid] = event.text.split(' ');
    if (first === word) return Number(pid);
  }
  return undefined;
}

/** The open file descriptors of this process, where the system tells (Linux). */
export function openDescriptors(): number | undefined {
  try {
    return readdirSync('/proc/self/fd').length;
  } catch {
    return undefined;
  }
}
