/** The topology that `--topology ID|FILE` names: one of the course's, or a file's. */
import { open } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { findPreset, PRESETS } from '../../src-shared/topology/presets.ts';
import type { ServerSpec, Topology } from '../../src-shared/topology/topology.ts';

/**
 * A built-in id wins over a file of the same name (write `./fall-2016` for the file).
 * @throws HerdError UNKNOWN_TOPOLOGY, FILE_UNREADABLE, TOPOLOGY_INVALID
 */
export async function loadTopology(idOrFile: string): Promise<Topology> {
  const preset = findPreset(idOrFile);
  if (preset !== undefined) return preset.topology;
  // Only a file needs the YAML reader: it is not loaded for the built-in ones.
  const { parseTopology, TOPOLOGY_LIMITS } = await import('../../src-shared/topology/topology-file.ts');
  const topology = parseTopology(await readText(idOrFile, TOPOLOGY_LIMITS.bytes), idOrFile);
  const folder = dirname(resolve(idOrFile));
  return { ...topology, servers: topology.servers.map((server) => withFolder(server, folder)) };
}

function withFolder(server: ServerSpec, folder: string): ServerSpec {
  const { command } = server;
  if (command?.cwd === undefined) return server;
  return { ...server, command: { ...command, cwd: resolve(folder, command.cwd) } };
}

/** At most `limit` bytes and one more, so that who parses it sees that it is too long. Pipes can be read too. */
async function readText(path: string, limit: number): Promise<string> {
  try {
    const file = await open(path, 'r');
    try {
      const buffer = new Uint8Array(limit + 1);
      let length = 0;
      while (length < buffer.length) {
        const { bytesRead } = await file.read(buffer, length, buffer.length - length);
        if (bytesRead === 0) break;
        length += bytesRead;
      }
      return new TextDecoder().decode(buffer.subarray(0, length));
    } finally {
      await file.close();
    }
  } catch (error) {
    throw unreadable(path, error as NodeJS.ErrnoException);
  }
}

function unreadable(path: string, error: NodeJS.ErrnoException): HerdError {
  if (error.code !== 'ENOENT') return new HerdError('FILE_UNREADABLE', { path, reason: error.message });
  const known = PRESETS.flatMap(({ topology, aliases }) => [topology.id, ...aliases]);
  const meant = closestName(path, known);
  return new HerdError('UNKNOWN_TOPOLOGY', { id: path, known, ...(meant === undefined ? {} : { meant }) });
}
