/** The canvas's tools. */
import { ActionIcon, Button, Menu, Tooltip } from '@mantine/core';
import {
  IconChevronDown,
  IconCircleDotted,
  IconLayoutGrid,
  IconLink,
  IconMap,
  IconMaximize,
  IconPlus,
  IconSitemap,
  IconTrash,
  IconZoomIn,
  IconZoomOut,
} from '@tabler/icons-react';
import { useReactFlow } from '@xyflow/react';
import type { ReactNode } from 'react';
import { type ActionId, actionSpec } from '../../src-shared/actions.ts';
import type { PaneKey } from '../../src-shared/pane-keys.ts';
import { runAction } from '../actions/run-action.ts';
import { firstPaneKey, writtenKeys } from '../actions/shortcut.ts';
import { useConsole } from '../state/console-context.ts';
import { canvasOf } from './canvas-store.ts';
import { removeOnCanvas } from './topology-edits.ts';
import { useCanvas } from './use-canvas.ts';

function Tool({
  label,
  does,
  pressed,
  disabled = false,
  onClick,
  children,
}: {
  label: string;
  /** What its key is for, where it has one. */
  does?: PaneKey<'topology'>;
  pressed?: boolean;
  disabled?: boolean;
  onClick: (event: { currentTarget: HTMLElement }) => void;
  children: ReactNode;
}) {
  return (
    <Tooltip label={does ? `${label} (${writtenKeys(firstPaneKey('topology', does))})` : label}>
      <ActionIcon
        aria-label={label}
        {...(pressed !== undefined && { 'aria-pressed': pressed })}
        variant={pressed ? 'light' : 'subtle'}
        disabled={disabled}
        onClick={onClick}
      >
        {children}
      </ActionIcon>
    </Tooltip>
  );
}

const ARRANGE: readonly (readonly [ActionId, ReactNode])[] = [
  ['topology.layoutRing', <IconCircleDotted key="ring" size={15} />],
  ['topology.layoutGrid', <IconLayoutGrid key="grid" size={15} />],
  ['topology.layoutForce', <IconSitemap key="force" size={15} />],
];

function ArrangeMenu() {
  const stores = useConsole();
  return (
    <Menu>
      <Menu.Target>
        <Button variant="default" rightSection={<IconChevronDown size={13} />}>
          Arrange
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        {ARRANGE.map(([id, icon]) => (
          <Menu.Item key={id} leftSection={icon} onClick={() => void runAction(stores, id)}>
            {actionSpec(id).label}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}

export function TopologyBar({ servers, links }: { servers: readonly string[]; links: readonly string[] }) {
  const stores = useConsole();
  const canvas = canvasOf(stores);
  const flow = useReactFlow();
  const minimap = useCanvas((view) => view.minimap);
  const add = actionSpec('topology.addServer');
  const [one] = servers;
  return (
    <div className="pane-bar" role="toolbar" aria-label="Drawing">
      <Tooltip label={`${add.label} (${writtenKeys(add.keys ?? '')}), or double-click on the canvas`}>
        <Button
          variant="default"
          leftSection={<IconPlus size={14} />}
          onClick={() => void runAction(stores, 'topology.addServer')}
        >
          Add server
        </Button>
      </Tooltip>
      <ArrangeMenu />
      <span className="bar-rule" />
      <Tool
        label="Link to…"
        does="link"
        disabled={servers.length !== 1 || one === undefined}
        onClick={({ currentTarget }) => {
          const { left, bottom } = currentTarget.getBoundingClientRect();
          if (one !== undefined) canvas.open({ kind: 'link-to', name: one, at: { x: left, y: bottom } });
        }}
      >
        <IconLink size={17} />
      </Tool>
      <Tool
        label="Delete what is selected"
        does="remove"
        disabled={servers.length + links.length === 0}
        onClick={() => void removeOnCanvas(stores, servers, links)}
      >
        <IconTrash size={17} />
      </Tool>
      <span className="bar-space" />
      <Tool label="Zoom out" does="zoomOut" onClick={() => void flow.zoomOut()}>
        <IconZoomOut size={17} />
      </Tool>
      <Tool label="Zoom in" does="zoomIn" onClick={() => void flow.zoomIn()}>
        <IconZoomIn size={17} />
      </Tool>
      <Tool label="Fit" does="fit" onClick={() => canvas.fit()}>
        <IconMaximize size={17} />
      </Tool>
      <Tool label="Minimap" pressed={minimap} onClick={() => canvas.toggleMinimap()}>
        <IconMap size={17} />
      </Tool>
    </div>
  );
}
