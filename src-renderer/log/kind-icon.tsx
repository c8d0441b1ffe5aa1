/** An icon for each kind of event, beside its word. */
import {
  IconAlertTriangle,
  IconArrowsDiff,
  IconCertificate,
  IconClipboardList,
  IconDots,
  IconEqualNot,
  IconLink,
  IconMapPin,
  IconPlug,
  IconRefresh,
  IconServer2,
  IconTerminal,
  IconTopologyRing3,
  IconUsersGroup,
} from '@tabler/icons-react';
import type { ComponentType } from 'react';
import type { EventType } from '../../src-shared/events/events.ts';

const ICONS: Readonly<Record<EventType, ComponentType<{ size?: number; 'aria-hidden'?: boolean }>>> = {
  server: IconServer2,
  link: IconLink,
  connection: IconPlug,
  line: IconArrowsDiff,
  update: IconRefresh,
  ignored: IconEqualNot,
  places: IconMapPin,
  output: IconTerminal,
  problem: IconAlertTriangle,
  swarm: IconUsersGroup,
  scenario: IconClipboardList,
  grading: IconCertificate,
  topology: IconTopologyRing3,
  summarised: IconDots,
};

export function KindIcon({ type }: { type: EventType }) {
  const Icon = ICONS[type];
  return <Icon size={13} aria-hidden={true} />;
}
