/** What each kind of file is called, ends with, and how large it may be to be opened. */
import { FRONT_LIMITS } from '../../src-shared/front-contract.ts';
import type { FileKind } from '../../src-shared/front-types.ts';
import { TOPOLOGY_LIMITS } from '../../src-shared/topology/topology-file.ts';

export interface FileKindSpec {
  readonly label: string;
  /** The first is put behind a name that has none. */
  readonly extensions: readonly [string, ...string[]];
  /** Bytes. */
  readonly openLimit: number;
}

const TEXT_LIMIT = 16 * 1024 * 1024;
const YAML: FileKindSpec['extensions'] = ['yaml', 'yml', 'json'];

export const FILE_KIND_SPECS: Readonly<Record<FileKind, FileKindSpec>> = {
  topology: { label: 'Topologies', extensions: YAML, openLimit: TOPOLOGY_LIMITS.bytes },
  scenario: { label: 'Scenarios', extensions: YAML, openLimit: FRONT_LIMITS.scenarioBytes },
  png: { label: 'PNG images', extensions: ['png'], openLimit: TEXT_LIMIT },
  geojson: { label: 'GeoJSON', extensions: ['geojson', 'json'], openLimit: TEXT_LIMIT },
  text: { label: 'Text', extensions: ['txt', 'log'], openLimit: TEXT_LIMIT },
  report: { label: 'Reports', extensions: ['md', 'txt', 'json'], openLimit: TEXT_LIMIT },
  json: { label: 'JSON', extensions: ['json'], openLimit: TEXT_LIMIT },
};
