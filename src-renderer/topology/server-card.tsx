/** A server on the canvas: its name, port, state, what it knows and what runs through it. */
import { Tooltip } from '@mantine/core';
import {
  IconArrowDownLeft,
  IconArrowUpRight,
  IconBox,
  IconPlugConnected,
  IconTerminal2,
  IconUsers,
} from '@tabler/icons-react';
import { Handle, type NodeProps, Position } from '@xyflow/react';
import { memo } from 'react';
import type { ServerSpec } from '../../src-shared/topology/topology.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { formatShort } from '../ui/format.ts';
import { Mark } from '../ui/mark.tsx';
import { whyUncounted } from '../ui/uncounted.ts';
import { serverStateWord } from '../ui/words.ts';
import { canvasOf } from './canvas-store.ts';
import { NameField } from './name-field.tsx';
import { useCanvas } from './use-canvas.ts';
import type { ServerNode } from './use-canvas-flow.ts';

const KNOBS = [Position.Top, Position.Right, Position.Bottom, Position.Left] as const;

/** Links are drawn from any side; by keyboard `L` does what the knobs do. */
const Knobs = memo(() => (
  <>
    {KNOBS.map((side) => (
      <Handle key={side} id={side} type="source" position={side} className="knob" />
    ))}
  </>
));

function Hosting({ spec }: { spec: ServerSpec | undefined }) {
  if (spec?.command) {
    return (
      <Tooltip label={`A program: ${spec.command.template}`} maw={360} multiline>
        <IconTerminal2 size={14} aria-label="Any program" />
      </Tooltip>
    );
  }
  if (spec?.process !== 'own') return null;
  return (
    <Tooltip label="Ours, in a process of its own">
      <IconBox size={14} aria-label="Process of its own" />
    </Tooltip>
  );
}

function Lines({ name, uncounted }: { name: string; uncounted: string | undefined }) {
  const lines = useView('traffic', (view) => view.servers.get(name));
  const partly = useView('traffic', (view) => view.untold > 0);
  const shown = (rate = 0): string => `${partly && rate > 0 ? '≥' : ''}${formatShort(rate)}`;
  return (
    <>
      <span title={uncounted ?? 'Lines in a second'}>
        <IconArrowDownLeft size={13} aria-hidden />
        {uncounted === undefined ? shown(lines?.in) : '–'}
      </span>
      {/* What goes to neighbours through our proxies is seen of any server. */}
      <span title={uncounted === undefined ? 'Lines out a second' : 'AT lines to neighbours a second'}>
        <IconArrowUpRight size={13} aria-hidden />
        {shown(lines?.out)}
      </span>
    </>
  );
}

const countOr = (count: number | undefined): string => (count === undefined ? '–' : formatShort(count));

export const ServerCard = memo(function ServerCard({ data: { name } }: NodeProps<ServerNode>) {
  const stores = useConsole();
  const server = useView('herd', (view) => view.snapshot?.servers.find((one) => one.name === name));
  const spec = useView('herd', (view) => view.snapshot?.topology.servers.find((one) => one.name === name));
  const busy = useView('operations', (view) => view.busy.has(name));
  const renaming = useCanvas((view) => view.renaming === name);
  if (!server) return null;
  const uncounted = whyUncounted(server, spec);
  return (
    <div className="server-card" data-state={server.state.kind} data-busy={busy || undefined}>
      <div className="server-card-head">
        {renaming ? (
          <NameField name={name} />
        ) : (
          // A double click is a shortcut of F2 and of the menu, which have it for the keyboard.
          <strong title={name} onDoubleClick={() => canvasOf(stores).rename(name)}>
            {name}
          </strong>
        )}
        {!renaming && <span className="mono">{server.port === 0 ? '' : `:${server.port}`}</span>}
      </div>
      <div className="server-card-state">
        <Mark kind={server.state.kind} word={serverStateWord(server.state)} />
        <Hosting spec={spec} />
      </div>
      <div className="server-card-numbers numbers">
        <span title={uncounted ?? 'Clients that it knows'}>
          <IconUsers size={13} aria-hidden />
          {countOr(server.counters?.clients)}
        </span>
        <span title={uncounted ?? 'Connections'}>
          <IconPlugConnected size={13} aria-hidden />
          {countOr(server.counters?.connections)}
        </span>
        <Lines name={name} uncounted={uncounted} />
      </div>
      <Knobs />
    </div>
  );
});
