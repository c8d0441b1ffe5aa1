/** Keys on the canvas: what the mouse does by dragging and clicking. Moving a card by arrows is the canvas library's. */
import { useReactFlow } from '@xyflow/react';
import type { KeyboardEvent } from 'react';
import type { PaneKey } from '../../src-shared/pane-keys.ts';
import { paneKey } from '../actions/shortcut.ts';
import type { Console } from '../state/console.ts';
import { useConsole } from '../state/console-context.ts';
import type { Point } from '../state/workspace.ts';
import { type Canvas, canvasOf } from './canvas-store.ts';
import { duplicateServer, removeOnCanvas } from './topology-edits.ts';

/** What the keys are about: what has the focus, else what is selected. */
interface Subject {
  readonly server: string | undefined;
  readonly link: string | undefined;
  readonly wasSelected: boolean;
  readonly at: Point;
}

interface Chosen {
  readonly servers: readonly string[];
  readonly links: readonly string[];
}

function subjectOf(target: Element, { servers, links }: Chosen): Subject {
  const node = target.closest<HTMLElement>('.react-flow__node');
  const edge = target.closest<SVGElement>('.react-flow__edge');
  const { left, top, width, height } = (node ?? edge ?? target).getBoundingClientRect();
  const onCanvas = !node && !edge;
  const server = node?.dataset['id'] ?? (onCanvas ? servers[0] : undefined);
  const link = edge?.dataset['id'] ?? (onCanvas && server === undefined ? links[0] : undefined);
  return {
    server,
    link,
    wasSelected: server !== undefined ? servers.includes(server) : link !== undefined && links.includes(link),
    at: { x: left + width / 2, y: top + (node ? height : height / 2) },
  };
}

type Act = (stores: Console, canvas: Canvas, subject: Subject, chosen: Chosen) => void;

const removeIt: Act = (stores, _canvas, { server, link }, { servers, links }) => {
  const apart =
    (server !== undefined && !servers.includes(server)) || (link !== undefined && !links.includes(link));
  if (!apart) return void removeOnCanvas(stores, servers, links);
  void removeOnCanvas(stores, server === undefined ? [] : [server], link === undefined ? [] : [link]);
};

const menu: Act = (_stores, canvas, { server, link, at }) => {
  if (server !== undefined) canvas.open({ kind: 'server', name: server, at });
  else if (link !== undefined) canvas.open({ kind: 'link', id: link, at });
};

type CanvasKey = PaneKey<'topology'>;

const ACTS: Readonly<Record<Exclude<CanvasKey, 'zoomIn' | 'zoomOut'>, Act>> = {
  remove: removeIt,
  rename: (_stores, canvas, { server }) => {
    if (server !== undefined) canvas.rename(server);
  },
  link: (_stores, canvas, { server, at }) => {
    if (server !== undefined) canvas.open({ kind: 'link-to', name: server, at });
  },
  cut: ({ operations, herd }, _canvas, { link }) => {
    if (link === undefined) return;
    const cut = herd.getState().snapshot?.links.some(({ id, state }) => id === link && state === 'cut');
    void operations.links(cut ? 'heal' : 'cut', [link]);
  },
  menu,
  duplicate: (stores, _canvas, { server }) => {
    if (server !== undefined) void duplicateServer(stores, server);
  },
  // The first Enter selects, which the library does; the second one looks into it.
  inspect: ({ shell }, _canvas, { wasSelected }) => {
    if (wasSelected) shell.showPane('inspector');
  },
  fit: (_stores, canvas) => canvas.fit(),
};

export function useCanvasKeys(chosen: Chosen): (event: KeyboardEvent) => void {
  const stores = useConsole();
  const flow = useReactFlow();
  const canvas = canvasOf(stores);
  return (event) => {
    const { target } = event;
    if (!(target instanceof Element) || target.closest('input, textarea, button, [role="menu"]')) return;
    const key = paneKey('topology', event);
    if (key === undefined) return;
    event.preventDefault();
    if (key === 'zoomIn') void flow.zoomIn();
    else if (key === 'zoomOut') void flow.zoomOut();
    else ACTS[key](stores, canvas, subjectOf(target, chosen), chosen);
  };
}
