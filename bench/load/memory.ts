/** What a known client costs a server: the growth of its process's resident memory over very many of them. */
import { execFile } from 'node:child_process';
import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { promisify } from 'node:util';
import type { Address } from '../../src-shared/topology/topology.ts';
import { clientName } from './lines.ts';
import { prepareReports } from './send-reports.ts';

const SHAPE = { connections: 20, depth: 64 };
/** Clients before the measured ones, so that code and buffers are not counted as clients. */
const WARM_UP = 20_000;
const CHUNK = 100_000;
/** The process counts as settled when this many looks in a row saw it shrink no more. */
const STEADY_LOOKS = 5;
const LOOKS = 30;
const LOOK_MS = 100;

/** Bytes for each of `count` clients. */
export async function bytesPerClient(address: Address, pid: number, count: number): Promise<number> {
  await report(address, 0, WARM_UP);
  const before = await settledMemory(pid);
  for (let from = 0; from < count; from += CHUNK) {
    await report(address, WARM_UP + from, Math.min(CHUNK, count - from));
  }
  return ((await settledMemory(pid)) - before) / count;
}

async function report(address: Address, first: number, count: number): Promise<void> {
  const clients = Array.from({ length: count }, (_, n) => clientName(first + n));
  const prepared = await prepareReports([address], clients, SHAPE);
  try {
    await prepared.send();
  } finally {
    prepared.close();
  }
}

/** Resident memory when it has stopped shrinking: a collector that is still at work is given its time. */
async function settledMemory(pid: number): Promise<number> {
  let least = Number.POSITIVE_INFINITY;
  for (let look = 0, steady = 0; look < LOOKS && steady < STEADY_LOOKS; look += 1) {
    const bytes = await residentBytes(pid);
    steady = bytes < least ? 0 : steady + 1;
    least = Math.min(least, bytes);
    await delay(LOOK_MS);
  }
  return least;
}

async function residentBytes(pid: number): Promise<number> {
  const kilobytes = process.platform === 'linux' ? await fromProc(pid) : await fromPs(pid);
  if (!(kilobytes > 0)) throw new Error(`The system does not tell how much memory process ${pid} has.`);
  return kilobytes * 1024;
}

async function fromProc(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8');
  return Number.parseInt(status.split('VmRSS:')[1] ?? '', 10);
}

async function fromPs(pid: number): Promise<number> {
  const { stdout } = await promisify(execFile)('ps', ['-o', 'rss=', '-p', String(pid)]);
  return Number.parseInt(stdout, 10);
}
