/** The built `herd` command as a child process, for proofs: what it says, waited for as facts. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { resolve } from 'node:path';
import type { Address } from '../../../src-shared/topology/topology.ts';

export const HERD_JS = resolve(import.meta.dirname, '../../../out/main/herd.js');

export interface HerdProcessOptions {
  readonly stdin?: 'pipe' | 'ignore';
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  /** A program and its arguments that run the command in place of us. */
  readonly runner?: readonly string[];
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

export class HerdProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ended>;
  stdout = '';
  stderr = '';
  #changed: () => void = () => {};
  #over = false;

  constructor(args: readonly string[], { stdin = 'pipe', cwd, env, runner = [] }: HerdProcessOptions = {}) {
    if (!existsSync(HERD_JS)) throw new Error(`${HERD_JS} is not there: npm run build`);
    const [program = '', ...rest] = [...runner, process.execPath, HERD_JS, ...args];
    this.child = spawn(program, rest, {
      stdio: [stdin, 'pipe', 'pipe'],
      env: { PATH: process.env['PATH'] ?? '', ...env },
      ...(cwd === undefined ? {} : { cwd }),
    });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.stdout += text;
      this.#changed();
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      this.stderr += text;
      this.#changed();
    });
    this.child.stdin?.on('error', () => {});
    this.ended = new Promise((resolve) => {
      this.child.once('close', (code, signal) => {
        this.#over = true;
        this.#changed();
        resolve({ code, signal });
      });
    });
  }

  get lines(): string[] {
    return this.stdout.split('\n').slice(0, -1);
  }

  /** Its JSON lines. */
  get messages(): Record<string, unknown>[] {
    return this.lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  /** Waits until `fact` gives something; fails when the process ends before that. */
  async until<T>(fact: (process: this) => T | undefined | false): Promise<T> {
    while (true) {
      const found = fact(this);
      if (found !== undefined && found !== false) return found;
      if (this.#over) throw new Error(`It ended before that.\n${this.stdout}\n${this.stderr}`);
      await new Promise<void>((resolve) => {
        this.#changed = resolve;
      });
    }
  }

  /** Waits for `ready` of the JSON form; gives the servers' addresses by their names. */
  async jsonReady(): Promise<Record<string, Address>> {
    const ready = await this.until((it) => it.messages[0]);
    if (ready['type'] !== 'ready') throw new Error(`The first line is: ${this.lines[0]}`);
    return ready['servers'] as Record<string, Address>;
  }

  /** Waits for `ready` of the text form; gives the addresses in the order in which they were told. */
  async ready(): Promise<Map<string, Address>> {
    const lines = await this.until((it) => it.lines.includes('ready') && it.lines);
    return new Map(
      lines.slice(0, lines.indexOf('ready')).map((line) => {
        const [, name = '', host = '', port] = /^(\S+) (\S+):(\d+)$/.exec(line) ?? [];
        return [name, { host, port: Number(port) }];
      }),
    );
  }

  /** Writes a command to its stdin and waits for the line that answers it. */
  async command(text: string): Promise<string> {
    this.child.stdin?.write(`${text}\n`);
    const answers = (line: string): boolean => line === `ok ${text}` || line.startsWith(`error ${text}: `);
    return await this.until((it) => it.lines.find(answers));
  }

  /** Sends a signal and waits for the end. */
  async end(signal: NodeJS.Signals = 'SIGTERM'): Promise<Ended> {
    this.child.kill(signal);
    return await this.ended;
  }
}

/** Runs a command that ends by itself, with this as its stdin. */
export async function runHerd(
  args: readonly string[],
  input = '',
  options: HerdProcessOptions = {},
): Promise<HerdProcess & Ended> {
  const herd = new HerdProcess(args, options);
  herd.child.stdin?.end(input);
  return Object.assign(herd, await herd.ended);
}

/** Whether anything listens there. */
export function isOpen({ host, port }: Address): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect({ host, port });
    socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
    socket.once('connect', () => socket.destroy());
  });
}

function listen(port: number): Promise<Server | undefined> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(undefined)).listen(port, '127.0.0.1', () => resolve(server));
  });
}

const close = (server: Server): Promise<void> => new Promise((resolve) => server.close(() => resolve()));

/** The first of so many neighbouring ports that are free now. */
export async function freeBasePort(count: number): Promise<number> {
  // Below the ports that systems give to outgoing connections.
  for (let base = 20_000 + (process.pid % 500) * 20; base < 32_000; base += count) {
    const ports = Array.from({ length: count }, (_, i) => base + i);
    const servers = await Promise.all(ports.map(listen));
    await Promise.all(servers.map((server) => server && close(server)));
    if (!servers.includes(undefined)) return base;
  }
  throw new Error('No free ports.');
}

/** Holds a port, taking connections and answering none, until `release`. */
export async function holdPort(port = 0): Promise<{ port: number; release(): Promise<void> }> {
  const server = await listen(port);
  const address = server?.address();
  if (server === undefined || address === null || typeof address !== 'object') throw new Error('No port.');
  const sockets: Socket[] = [];
  server.on('connection', (socket) => sockets.push(socket));
  const release = async (): Promise<void> => {
    for (const socket of sockets) socket.destroy();
    await close(server);
  };
  return { port: address.port, release };
}
