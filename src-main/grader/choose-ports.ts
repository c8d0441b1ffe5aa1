/** Where the servers of a submission listen. */
import type { Address, Topology } from '../../src-shared/topology/topology.ts';
import { claimAddress } from '../ground/free-port.ts';
import { findPorts, type SourceText } from './ports.ts';
import type { Copy } from './submission.ts';
import { SubmissionProblem } from './submission-problem.ts';

/** `own`: free ones where the command has {port} or a like placeholder, else those in the submission's code. */
export type PortChoice = 'own' | 'free' | ReadonlyMap<string, number>;

const HOST = '127.0.0.1';

/** Whether a program is told by its command where it is to listen; without that, free ports are of no use to it. */
export const tellsPort = (command: string): boolean => /\{(?:port|topology)\}/.test(command);

/** @throws SubmissionProblem when they can't be found out */
export async function choosePorts(
  choice: PortChoice,
  { command }: Copy,
  topology: Topology,
  sources: readonly SourceText[],
): Promise<ReadonlyMap<string, Address>> {
  const names = topology.servers.map(({ name }) => name);
  if (choice === 'free' || (choice === 'own' && tellsPort(command))) return freePorts(names);
  const ports = choice === 'own' ? portsInCode(sources, names) : choice;
  const addresses = names.flatMap((name): [string, Address][] => {
    const port = ports.get(name);
    return port === undefined ? [] : [[name, { host: HOST, port }]];
  });
  return new Map(addresses);
}

async function freePorts(names: readonly string[]): Promise<Map<string, Address>> {
  const addresses = new Map<string, Address>();
  for (const name of names)
    addresses.set(name, await claimAddress(name, { host: HOST, port: 0 }, Math.random));
  return addresses;
}

function portsInCode(sources: readonly SourceText[], names: readonly string[]): ReadonlyMap<string, number> {
  const found = findPorts(sources, names);
  if (found.kind === 'found') return found.ports;
  const how = 'Give them with --ports NAME=PORT,… or put {port} into the command';
  throw new SubmissionProblem(
    `the ports of its servers can’t be read from its code: ${found.problem}. ${how}`,
  );
}
