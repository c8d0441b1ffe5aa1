/** Cards and links as the canvas library holds them, kept in step with the herd, the workspace and the selection. */
import {
  applyEdgeChanges,
  applyNodeChanges,
  type Edge,
  type EdgeChange,
  type Node,
  type NodeChange,
} from '@xyflow/react';
import { useCallback, useEffect, useRef, useState } from 'react';
import type { HerdSnapshot } from '../../src-shared/console-contract.ts';
import { useConsole, useView } from '../state/console-context.ts';
import { CARD, type Positions, placeAll } from './arrangement.ts';
import { describeLink, describeServer } from './canvas-words.ts';
import { positionsNow, rememberMove } from './topology-edits.ts';

export type ServerNode = Node<{ name: string }, 'server'>;
export type LinkEdge = Edge<Record<string, never>, 'link'>;

/** What is drawn and said, as one text: while it stays the same nothing has to be done. */
const drawnKey = (snapshot: HerdSnapshot | null): string =>
  snapshot === null
    ? ''
    : JSON.stringify([
        snapshot.servers.map((server) => describeServer(server, snapshot)),
        snapshot.links.map((link) => describeLink(link, snapshot)),
      ]);

/** The cards of a snapshot; one that is as it was is the same object, so that it isn't drawn again. */
export function mergeNodes(
  old: readonly ServerNode[],
  snapshot: HerdSnapshot,
  positions: Positions,
): ServerNode[] {
  const known = new Map(old.map((node) => [node.id, node]));
  const places = placeAll(snapshot.topology, positions);
  return snapshot.servers.map((server): ServerNode => {
    const { name } = server;
    const before = known.get(name);
    const ariaLabel = describeServer(server, snapshot);
    const placed = places[name] ?? { x: 0, y: 0 };
    // One that is being dragged is where the hand is.
    const position = before?.dragging ? before.position : placed;
    if (!before) {
      // With its size, which is every card's. The library measures one that comes without, and forgets the knobs
      // that it has found, for good, where the card changes (is selected) before the measure has come back to us.
      return { id: name, type: 'server', position, data: { name }, ariaLabel, measured: CARD };
    }
    const same =
      before.position.x === position.x && before.position.y === position.y && before.ariaLabel === ariaLabel;
    return same ? before : { ...before, position, ariaLabel };
  });
}

function mergeEdges(old: readonly LinkEdge[], snapshot: HerdSnapshot): LinkEdge[] {
  const known = new Map(old.map((edge) => [edge.id, edge]));
  return snapshot.links.map((link): LinkEdge => {
    const before = known.get(link.id);
    const ariaLabel = describeLink(link, snapshot);
    if (before) return before.ariaLabel === ariaLabel ? before : { ...before, ariaLabel };
    return { id: link.id, type: 'link', source: link.a, target: link.b, ariaLabel };
  });
}

/** Keys move a card step by step: one deed is remembered when they have rested this long. */
const SETTLED_MS = 500;

/** Remembers moves as deeds: one a drag, one a run of arrow keys. */
function useMoves(): (changes: readonly NodeChange<ServerNode>[]) => void {
  const stores = useConsole();
  const before = useRef<Positions | null>(null);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  return useCallback(
    (changes) => {
      const moves = changes.flatMap((change) =>
        change.type === 'position' && change.position ? [change] : [],
      );
      if (moves.length === 0) return;
      before.current ??= positionsNow(stores);
      const put = Object.fromEntries(
        moves.flatMap(({ id, dragging, position }) =>
          dragging || !position ? [] : [[id, position] as const],
        ),
      );
      if (Object.keys(put).length === 0) return;
      const start = before.current;
      stores.workspace.setPositions({ ...start, ...positionsNow(stores), ...put });
      clearTimeout(timer.current);
      timer.current = setTimeout(() => {
        before.current = null;
        const after = positionsNow(stores);
        const moved = Object.keys(after).filter(
          (name) => start[name]?.x !== after[name]?.x || start[name]?.y !== after[name]?.y,
        );
        if (moved.length === 0) return;
        rememberMove(stores, `Move ${moved.length === 1 ? moved[0] : `${moved.length} cards`}`, start, after);
      }, SETTLED_MS);
    },
    [stores],
  );
}

/** What is selected elsewhere is selected here; several that are selected here are left alone. */
function marked<T extends ServerNode | LinkEdge>(all: T[], id: string | undefined): T[] {
  const chosen = all.filter((one) => one.selected);
  if (id === undefined ? chosen.length > 1 : chosen.some((one) => one.id === id)) return all;
  return all.map((one) =>
    Boolean(one.selected) === (one.id === id) ? one : { ...one, selected: one.id === id },
  );
}

export function useCanvasFlow() {
  const { herd, selection } = useConsole();
  const key = useView('herd', (view) => drawnKey(view.snapshot));
  const positions = useView('workspace', (view) => view.positions);
  const selected = useView('selection', (view) => view.selected);
  const [nodes, setNodes] = useState<ServerNode[]>([]);
  const [edges, setEdges] = useState<LinkEdge[]>([]);
  const move = useMoves();

  // `key` says when what the snapshot draws has changed; the snapshot itself is another object four times a second.
  // biome-ignore lint/correctness/useExhaustiveDependencies: see above
  useEffect(() => {
    const { snapshot } = herd.getState();
    if (!snapshot) return;
    setNodes((old) => mergeNodes(old, snapshot, positions));
    setEdges((old) => mergeEdges(old, snapshot));
  }, [key, positions, herd]);

  useEffect(() => {
    setNodes((old) => marked(old, selected.kind === 'server' ? selected.name : undefined));
    setEdges((old) => marked(old, selected.kind === 'link' ? selected.id : undefined));
  }, [selected]);

  const onNodesChange = useCallback(
    (changes: NodeChange<ServerNode>[]) => {
      move(changes);
      setNodes((old) => applyNodeChanges(changes, old));
    },
    [move],
  );
  const onEdgesChange = useCallback(
    (changes: EdgeChange<LinkEdge>[]) => setEdges((old) => applyEdgeChanges(changes, old)),
    [],
  );
  const onSelectionChange = useCallback(
    ({ nodes: chosen, edges: lines }: { nodes: Node[]; edges: Edge[] }) => {
      const now = selection.getState().selected;
      const [node, edge] = [chosen[0], lines[0]];
      if (chosen.length === 1 && node && lines.length === 0) {
        if (now.kind !== 'server' || now.name !== node.id)
          selection.select({ kind: 'server', name: node.id });
      } else if (lines.length === 1 && edge && chosen.length === 0) {
        if (now.kind !== 'link' || now.id !== edge.id) selection.select({ kind: 'link', id: edge.id });
      } else if (chosen.length + lines.length > 1 && now.kind !== 'nothing') {
        selection.select({ kind: 'nothing' });
      }
    },
    [selection],
  );
  return { nodes, edges, onNodesChange, onEdgesChange, onSelectionChange };
}
