/** A herd in a process of its own, as a person starts it: where a proof measures what only a whole process has. */
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import type { Address, Topology } from '../../../src-shared/topology/topology.ts';
import { writeTopology } from '../../../src-shared/topology/topology-file.ts';
import { eventually } from './test-herd.ts';

const HERD = resolve(import.meta.dirname, '../../../out/main/herd.js');
const PAGE_BYTES = 4096;

/** Whether a process's memory can be read here. */
export const CAN_MEASURE = existsSync('/proc/self/statm');

export class ServedHerd {
  readonly #process: ChildProcess;
  readonly #folder: string;
  readonly #addresses = new Map<string, Address>();
  #output = '';
  #commands = 0;

  private constructor(child: ChildProcess, folder: string) {
    this.#process = child;
    this.#folder = folder;
    for (const stream of [child.stdout, child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output += text;
      });
    }
  }

  /** @param only the servers to host; default: all of the topology */
  static async start(topology?: Topology, only: readonly string[] = []): Promise<ServedHerd> {
    if (!existsSync(HERD)) throw new Error(`${HERD} isn't built: npm run build`);
    const folder = await mkdtemp(join(tmpdir(), 'served-herd-'));
    const args = [HERD, 'serve', ...only, '--base-port', '0', '--places', 'off', '--log-dir', 'none'];
    if (topology !== undefined) {
      const file = join(folder, 'topology.yaml');
      await writeFile(file, writeTopology(topology));
      args.push('--topology', file);
    }
    const served = new ServedHerd(spawn(process.execPath, args, { stdio: 'pipe' }), folder);
    await served.#until(/^ready$/m, 'ready');
    for (const [, name, host, port] of served.#output.matchAll(/^(\S+) ([\d.]+):(\d+)$/gm)) {
      served.#addresses.set(name as string, { host: host as string, port: Number(port) });
    }
    return served;
  }

  get names(): readonly string[] {
    return [...this.#addresses.keys()];
  }

  address(name: string): Address {
    const address = this.#addresses.get(name);
    if (address === undefined) throw new Error(`no server ${name}`);
    return address;
  }

  /** Gives a command on stdin and waits until it is done. */
  async command(line: string): Promise<void> {
    this.#commands++;
    this.#process.stdin?.write(`${line}\n`);
    await eventually(() => (this.#output.match(/^ok /gm) ?? []).length >= this.#commands, line);
  }

  /** Bytes of memory that the process has now. */
  get memory(): number {
    const statm = readFileSync(`/proc/${this.#process.pid}/statm`, 'utf8');
    return Number(statm.split(' ')[1]) * PAGE_BYTES;
  }

  async close(): Promise<void> {
    const child = this.#process;
    const ended = new Promise((done) => child.once('exit', done));
    if (child.exitCode === null && child.signalCode === null) {
      child.kill('SIGKILL');
      await ended;
    }
    await rm(this.#folder, { recursive: true, force: true });
  }

  async #until(output: RegExp, what: string): Promise<void> {
    await eventually(
      () => {
        if (this.#process.exitCode !== null) throw new Error(`herd serve ended: ${this.#output}`);
        return output.test(this.#output);
      },
      () => `${what}; it said ${this.#output}`,
    );
  }
}
