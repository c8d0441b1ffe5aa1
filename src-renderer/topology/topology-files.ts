/** Topologies from and to files that a person chooses. */
import type { ServerSpec, Topology } from '../../src-shared/topology/topology.ts';
import { parseTopology, writeTopology } from '../../src-shared/topology/topology-file.ts';
import type { Console } from '../state/console.ts';
import { UNTITLED } from './topology-change.ts';

const isAbsolute = (path: string): boolean => /^([/\\]|[A-Za-z]:[/\\])/.test(path);
const folderOf = (path: string): string => path.replace(/[/\\][^/\\]*$/, '') || '/';

/** A folder that is written relative to the topology's file, as an absolute one. */
export function resolveFrom(file: string, cwd: string): string {
  if (isAbsolute(cwd)) return cwd;
  const separator = file.includes('\\') && !file.includes('/') ? '\\' : '/';
  const parts = folderOf(file).split(/[/\\]/);
  for (const part of cwd.split(/[/\\]/)) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 1) parts.pop();
    else if (part !== '..') parts.push(part);
  }
  return parts.join(separator) || separator;
}

/** Commands run in the file's folder, unless they say another. */
const rooted =
  (file: string) =>
  (spec: ServerSpec): ServerSpec =>
    spec.command === undefined
      ? spec
      : { ...spec, command: { ...spec.command, cwd: resolveFrom(file, spec.command.cwd ?? '.') } };

export function readTopologyFile(file: {
  readonly name: string;
  readonly path: string;
  readonly text: string;
}): Topology {
  const topology = parseTopology(file.text, file.name);
  return { ...topology, servers: topology.servers.map(rooted(file.path)) };
}

/** Servers that would be another program than they are now. */
function otherPrograms(now: Topology | undefined, next: Topology): string[] {
  const before = new Map(now?.servers.map(({ name, command }) => [name, JSON.stringify(command)]));
  return next.servers
    .filter(({ name, command }) => command && before.get(name) !== JSON.stringify(command))
    .map(({ name }) => name);
}

/** @throws CallError, HerdError TOPOLOGY_INVALID */
export async function openTopology({ client, herd, operations, shell }: Console): Promise<void> {
  const file = await client.call('file.open', { kind: 'topology' });
  if (!file) return;
  const topology = readTopologyFile(file);
  // A file's programs run when a person starts them: a server that ran until now is none of them.
  const programs = otherPrograms(herd.getState().snapshot?.topology, topology);
  if (programs.length > 0 && !(await operations.servers('stop', programs))) return;
  if (await operations.applyTopology(topology, `Open ${file.name}`)) shell.showPane('topology');
}

/** As its own file was called, or as it is itself. */
const fileName = ({ id, title }: Topology): string => {
  const stem = (id === UNTITLED ? title : id)
    .replace(/\.ya?ml$/i, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .slice(0, 100);
  return `${stem || 'topology'}.yaml`;
};

/** @throws CallError, HerdError TOPOLOGY_INVALID */
export async function saveTopology({ client, herd }: Console): Promise<void> {
  const topology = herd.getState().snapshot?.topology;
  if (!topology) return;
  const text = writeTopology(topology);
  // What could not be opened again is not saved: an empty sheet says what it lacks.
  parseTopology(text, topology.title);
  const bytes = new TextEncoder().encode(text);
  await client.call('file.save', { kind: 'topology', name: fileName(topology), bytes });
}
