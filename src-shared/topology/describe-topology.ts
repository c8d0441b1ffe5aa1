/** A topology in words, as `herd topologies ID` prints it. */
import { findPreset } from './presets.ts';
import { components, pairsOf, splits } from './reachability.ts';
import { linkId, type ServerSpec, type Topology } from './topology.ts';

/** Above this many servers the pairs that split it are not computed: there are too many to read. */
const MOST_FOR_PAIRS = 50;

function describeServer({ name, host, port, command, process }: ServerSpec): string {
  const address = host === undefined && port === undefined ? '' : ` ${host ?? ''}:${port ?? ''}`;
  const how = process === undefined ? command?.template : 'a process of its own';
  return `${name}${address}${how === undefined ? '' : ` (${how})`}`;
}

function describeSplits(topology: Topology): string {
  const { length } = topology.servers;
  if (length > MOST_FOR_PAIRS) return `not computed for more than ${MOST_FOR_PAIRS} servers`;
  const pairs = splits(topology).map((pair) => pair.join('+'));
  const count = `${pairs.length} of ${pairsOf(topology).length} pairs`;
  return pairs.length === 0 ? count : `${count}: ${pairs.join(', ')}`;
}

/** Its name, servers, links, and the pairs of servers whose loss cuts the others apart; lines without a last LF. */
export function describeTopology(topology: Topology): string {
  const preset = findPreset(topology.id);
  const ofPreset = preset?.topology === topology ? preset : undefined;
  const groups = components(topology);
  const lines = [
    `${topology.id}: ${topology.title}`,
    ...(ofPreset && ofPreset.aliases.length > 0 ? [`  also     ${ofPreset.aliases.join(', ')}`] : []),
    `  servers  ${topology.servers.length}: ${topology.servers.map(describeServer).join(', ')}`,
    `  links    ${[topology.links.length, topology.links.map(linkId).join(', ')].filter((part) => part !== '').join(': ')}`,
    ...(groups.length > 1
      ? [`  groups   ${groups.map((group) => group.join('+')).join(', ')} (not linked)`]
      : []),
    `  split by ${describeSplits(topology)}`,
    ...(ofPreset ? [`  ports    ${ofPreset.portsSeen} in the course`] : []),
  ];
  return lines.join('\n');
}
