/** What `herd topologies` prints. */
import { describeTopology } from '../../src-shared/topology/describe-topology.ts';
import { PRESETS, type Preset } from '../../src-shared/topology/presets.ts';
import { splits } from '../../src-shared/topology/reachability.ts';
import { linkId } from '../../src-shared/topology/topology.ts';
import { writeTopology } from '../../src-shared/topology/topology-file.ts';
import { loadTopology } from './load-topology.ts';
import type { Output } from './output.ts';

const COLUMNS = ['ID', 'TITLE', 'SERVERS', 'LINKS', 'SPLITS', 'ALSO'] as const;
const BETWEEN_COLUMNS = '  ';

export function listTopologies(out: Output, json: boolean): void {
  if (json) {
    out.line(JSON.stringify(PRESETS.map(asData), undefined, 2));
    return;
  }
  const rows = PRESETS.map(asRow);
  const widths = COLUMNS.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const write = (row: readonly string[]): string =>
    row
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join(BETWEEN_COLUMNS)
      .trimEnd();
  out.line(out.paint.bold(write(COLUMNS)));
  for (const row of rows) out.line(write(row));
  out.line('');
  out.line(
    out.paint.dim(
      'SPLITS: pairs of servers whose loss cuts the others apart. ALSO: quarters with the same herd, by which it may be named. One in full: herd topologies ID',
    ),
  );
}

/** The description as comments above the file's text: what is printed is itself a topology file. */
export async function showTopology(out: Output, idOrFile: string, json: boolean): Promise<void> {
  const topology = await loadTopology(idOrFile);
  if (json) {
    out.line(JSON.stringify({ ...topology, splits: splits(topology) }, undefined, 2));
    return;
  }
  const comments = describeTopology(topology).split('\n');
  for (const line of comments) out.line(out.paint.dim(`# ${line}`.trimEnd()));
  out.write(writeTopology(topology));
}

function asRow({ topology, aliases }: Preset): readonly string[] {
  return [
    topology.id,
    topology.title,
    topology.servers.map(({ name }) => name).join(' '),
    topology.links.map(linkId).join(' '),
    String(splits(topology).length),
    aliases.join(' '),
  ];
}

function asData({ topology, aliases, portsSeen }: Preset): object {
  return { ...topology, aliases, portsSeen, splits: splits(topology) };
}
