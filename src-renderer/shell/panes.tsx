/** The panes: their names, icons and components. A new pane is one more row. */
import {
  IconCertificate,
  IconClipboardList,
  IconInfoSquareRounded,
  IconListDetails,
  IconMap2,
  IconServer2,
  IconTable,
  IconTerminal2,
  IconTopologyRing3,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import { BeliefsPane } from '../beliefs/beliefs-pane.tsx';
import { CommandsPane } from '../commands/commands-pane.tsx';
import { GradingPane } from '../grading/grading-pane.tsx';
import { InspectorPane } from '../inspector/inspector-pane.tsx';
import { LogPane } from '../log/log-pane.tsx';
import { MapPane } from '../map/map-pane.tsx';
import { ScenariosPane } from '../scenarios/scenarios-pane.tsx';
import { ServersPane } from '../servers/servers-pane.tsx';
import type { PaneId } from '../state/shell.ts';
import { TopologyPane } from '../topology/topology-pane.tsx';

export interface PaneSpec {
  readonly title: string;
  readonly icon: ComponentType<{ size?: number | string }>;
  readonly component: ComponentType;
}

export const PANE_SPECS: Readonly<Record<PaneId, PaneSpec>> = {
  topology: { title: 'Topology', icon: IconTopologyRing3, component: TopologyPane },
  servers: { title: 'Servers', icon: IconServer2, component: ServersPane },
  commands: { title: 'Commands', icon: IconTerminal2, component: CommandsPane },
  map: { title: 'Map', icon: IconMap2, component: MapPane },
  beliefs: { title: 'Beliefs', icon: IconTable, component: BeliefsPane },
  log: { title: 'Log', icon: IconListDetails, component: LogPane },
  scenarios: { title: 'Scenarios', icon: IconClipboardList, component: ScenariosPane },
  inspector: { title: 'Inspector', icon: IconInfoSquareRounded, component: InspectorPane },
  grading: { title: 'Grading', icon: IconCertificate, component: GradingPane },
};
