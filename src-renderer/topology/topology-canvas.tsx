/** The canvas: cards, links and pulses; drawn on by mouse and by keyboard. */
import {
  Background,
  BackgroundVariant,
  ConnectionLineType,
  ConnectionMode,
  type Edge,
  MiniMap,
  type OnConnectEnd,
  ReactFlow,
  useReactFlow,
  useStore,
} from '@xyflow/react';
import { type MouseEvent, useCallback, useEffect, useRef } from 'react';
import type { PaneKey } from '../../src-shared/pane-keys.ts';
import { firstPaneKey, writtenKeys } from '../actions/shortcut.ts';
import { useConsole } from '../state/console-context.ts';
import type { Point } from '../state/workspace.ts';
import { focusSoon } from '../ui/focus-soon.ts';
import { canvasOf } from './canvas-store.ts';
import { LinkLine } from './link-line.tsx';
import { PulseLayer } from './pulse-layer.tsx';
import { ServerCard } from './server-card.tsx';
import { isLinked } from './topology-change.ts';
import { addServer, linkServers } from './topology-edits.ts';
import { useCanvas } from './use-canvas.ts';
import type { LinkEdge, ServerNode, useCanvasFlow } from './use-canvas-flow.ts';

const NODE_TYPES = { server: ServerCard };
const EDGE_TYPES = { link: LinkLine };
const FIT = { padding: 0.12, maxZoom: 1.15 } as const;
const ATTRIBUTION = { hideAttribution: true } as const;
const KEY = (does: PaneKey<'topology'>): string => writtenKeys(firstPaneKey('topology', does));
const LABELS = {
  'node.a11yDescription.default': `${KEY('inspect')} selects, arrows move, ${KEY('link')} links, ${KEY('rename')} renames, ${KEY('remove')} deletes.`,
  'node.a11yDescription.keyboardDisabled': `${KEY('inspect')} selects.`,
  'edge.a11yDescription.default': `${KEY('inspect')} selects, ${KEY('cut')} cuts or heals, ${KEY('remove')} deletes.`,
};

/** Fits the view when that is asked for; and when the pane or the number of cards changes, until a person moves the view. */
function useFitting(cards: number): { readonly onMove: (event: unknown) => void } {
  const { fitView } = useReactFlow();
  const fits = useCanvas((view) => view.fits);
  const width = useStore((state) => state.width);
  const height = useStore((state) => state.height);
  const moved = useRef(false);
  const seen = useRef(fits);
  useEffect(() => {
    if (width === 0 || height === 0) return;
    if (seen.current !== fits) moved.current = false;
    seen.current = fits;
    if (moved.current) return;
    // After the cards have come to their places.
    const frame = requestAnimationFrame(() => {
      if (cards > 0) void fitView(FIT);
    });
    return () => cancelAnimationFrame(frame);
  }, [fits, width, height, cards, fitView]);
  return {
    // Without an event it was the program that moved it.
    onMove: (event) => {
      if (event !== null) moved.current = true;
    },
  };
}

/** What the canvas's store is told by the pane alone. */
function usePlaces(box: React.RefObject<HTMLElement | null>): void {
  const canvas = canvasOf(useConsole());
  const { screenToFlowPosition } = useReactFlow();
  useEffect(() => {
    const card = (name: string): HTMLElement | null | undefined =>
      box.current?.querySelector<HTMLElement>(`.react-flow__node[data-id="${CSS.escape(name)}"]`);
    canvas.focus = (server) =>
      void focusSoon(
        () => (server === undefined ? box.current : card(server)),
        () => box.current,
      );
    canvas.middle = (): Point => {
      const { left = 0, top = 0, width = 0, height = 0 } = box.current?.getBoundingClientRect() ?? {};
      return screenToFlowPosition({ x: left + width / 2, y: top + height / 2 });
    };
  }, [canvas, screenToFlowPosition, box]);
}

export function TopologyCanvas({ flow }: { flow: ReturnType<typeof useCanvasFlow> }) {
  const stores = useConsole();
  const canvas = canvasOf(stores);
  const { screenToFlowPosition } = useReactFlow();
  const box = useRef<HTMLElement>(null);
  const minimap = useCanvas((view) => view.minimap);
  const { onMove } = useFitting(flow.nodes.length);
  usePlaces(box);

  const onConnectEnd = useCallback<OnConnectEnd>(
    (event, { isValid, fromNode, toNode }) => {
      // Dropped on the bare canvas: a new server, linked.
      if (isValid || !fromNode || toNode || !('clientX' in event)) return;
      void addServer(stores, screenToFlowPosition({ x: event.clientX, y: event.clientY }), [fromNode.id]);
    },
    [stores, screenToFlowPosition],
  );
  const onDoubleClick = (event: MouseEvent): void => {
    if (!(event.target instanceof Element) || !event.target.classList.contains('react-flow__pane')) return;
    void addServer(stores, screenToFlowPosition({ x: event.clientX, y: event.clientY }));
  };
  const canLink = ({ source, target }: { source: string; target: string }): boolean => {
    const topology = stores.herd.getState().snapshot?.topology;
    return topology !== undefined && source !== target && !isLinked(topology, source, target);
  };

  return (
    // Double-click adds a server, which the bar, the menu and Ctrl+Shift+A do as well.
    <section
      className="canvas-box"
      ref={box}
      aria-label="Canvas"
      tabIndex={-1}
      data-takes-focus
      onDoubleClick={onDoubleClick}
    >
      <ReactFlow<ServerNode, LinkEdge>
        nodes={flow.nodes}
        edges={flow.edges}
        nodeTypes={NODE_TYPES}
        edgeTypes={EDGE_TYPES}
        onNodesChange={flow.onNodesChange}
        onEdgesChange={flow.onEdgesChange}
        onSelectionChange={flow.onSelectionChange}
        onPaneClick={() => stores.selection.select({ kind: 'nothing' })}
        onConnect={({ source, target }) => void linkServers(stores, source, target)}
        onConnectEnd={onConnectEnd}
        isValidConnection={canLink}
        onNodeContextMenu={(event, { id }) => {
          event.preventDefault();
          // One of several that are selected: the menu is about all of them.
          if (!flow.nodes.some((node) => node.id === id && node.selected)) {
            stores.selection.select({ kind: 'server', name: id });
          }
          canvas.open({ kind: 'server', name: id, at: { x: event.clientX, y: event.clientY } });
        }}
        onEdgeContextMenu={(event: MouseEvent, { id }: Edge) => {
          event.preventDefault();
          stores.selection.select({ kind: 'link', id });
          canvas.open({ kind: 'link', id, at: { x: event.clientX, y: event.clientY } });
        }}
        onMoveStart={onMove}
        connectionMode={ConnectionMode.Loose}
        connectionLineType={ConnectionLineType.Straight}
        connectionRadius={70}
        deleteKeyCode={null}
        zoomOnDoubleClick={false}
        // A thousand cards in a grid are seen whole.
        minZoom={0.05}
        maxZoom={2.5}
        fitView
        fitViewOptions={FIT}
        proOptions={ATTRIBUTION}
        ariaLabelConfig={LABELS}
        onlyRenderVisibleElements={flow.nodes.length > 150}
      >
        <Background variant={BackgroundVariant.Dots} gap={20} size={1.4} />
        <PulseLayer />
        {minimap && (
          <MiniMap
            ariaLabel="Minimap"
            pannable
            zoomable
            nodeClassName="minimap-card"
            nodeBorderRadius={8}
            className="minimap"
          />
        )}
      </ReactFlow>
    </section>
  );
}
