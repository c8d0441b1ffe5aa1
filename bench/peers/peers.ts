/** The programs that the bench compares, as command lines over one and the same herd file. */
import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import type { SubjectId } from '../results.ts';
import type { Command } from './children.ts';
import type { HerdFile } from './herd-file.ts';

export interface PeerPlaces {
  /** The package's folder: `bench/peers/*.py` are read from there. */
  readonly packageRoot: string;
  /** The built programs: `herd.js`, `bench-bare-server.js`, `bench-end-with-bench.js`. */
  readonly builtFolder: string;
  /** A folder of the run's own, for logs. */
  readonly scratch: string;
  /** A Python that has Twisted; undefined: there is none. */
  readonly python: string | undefined;
}

/** Those that need a Python with Twisted. */
export const isTwisted = (subject: SubjectId): boolean =>
  subject === 'tuned' || subject === 'batched' || subject === 'report';

/** Five servers in five processes, or in one (which only ours can do). */
export type Hosting = 'five' | 'one';

/** The commands that run `subject` on this herd. */
export function commandsOf(
  subject: SubjectId,
  herd: HerdFile,
  hosting: Hosting,
  places: PeerPlaces,
): Command[] {
  const names = herd.servers.map((server) => server.name);
  if (hosting === 'one') return [ourCommand(names, subject, herd, places)];
  return names.map((name) => commandOf(name, subject, herd, places));
}

function commandOf(name: string, subject: SubjectId, herd: HerdFile, places: PeerPlaces): Command {
  const { host, port } = addressOf(herd, name);
  switch (subject) {
    case 'ours-on':
    case 'ours-off':
      return ourCommand([name], subject, herd, places);
    case 'bare':
      return nodeCommand(places, ['bench-bare-server.js', host, String(port)], herd, [name]);
    case 'tuned':
    case 'batched':
      return pythonCommand(places, `twisted_${subject}.py`, [name, herd.path], herd, name);
    case 'report': {
      const log = join(places.scratch, `${name}-${port}.log`);
      return pythonCommand(places, 'twisted_report.py', [name, herd.path, log], herd, name);
    }
  }
}

function ourCommand(
  names: readonly string[],
  subject: SubjectId,
  herd: HerdFile,
  places: PeerPlaces,
): Command {
  const port = addressOf(herd, names[0]!).port;
  const log = subject === 'ours-on' ? join(places.scratch, `ours-${port}`) : 'none';
  const options = ['--topology', herd.path, '--places', 'off', '--log-dir', log];
  return nodeCommand(places, ['herd.js', 'serve', ...names, ...options], herd, names);
}

/** A built program and its arguments. */
function nodeCommand(
  places: PeerPlaces,
  [program, ...args]: readonly [string, ...string[]],
  herd: HerdFile,
  names: readonly string[],
): Command {
  const built = (file: string): string => join(places.builtFolder, file);
  return {
    program: process.execPath,
    args: ['--import', pathToFileURL(built('bench-end-with-bench.js')).href, built(program), ...args],
    answers: names.map((name) => addressOf(herd, name)),
  };
}

function pythonCommand(
  places: PeerPlaces,
  script: string,
  args: readonly string[],
  herd: HerdFile,
  name: string,
): Command {
  if (places.python === undefined) throw new Error('no Python with Twisted');
  return {
    program: places.python,
    // Without -B an import would leave its bytecode in the package's folder.
    args: ['-B', join(places.packageRoot, 'bench', 'peers', script), ...args],
    answers: [addressOf(herd, name)],
  };
}

function addressOf(herd: HerdFile, name: string): { host: string; port: number } {
  return herd.servers.find((server) => server.name === name)!.address;
}

/** The first Python that can import Twisted: the one on the path may be another than the system's. */
export async function findTwisted(): Promise<string | undefined> {
  for (const python of ['python3', '/usr/bin/python3', 'python']) {
    try {
      await promisify(execFile)(python, ['-c', 'import twisted.internet.reactor'], { timeout: 20_000 });
      return python;
    } catch {
      // The next one may have it.
    }
  }
  return undefined;
}
