/** What a person does to the drawing: each edit is applied to the herd, can be undone, and keeps cards in place. */
import type { Topology } from '../../src-shared/topology/topology.ts';
import type { Console } from '../state/console.ts';
import type { Point } from '../state/workspace.ts';
import { type Arrangement, arrangement, CARD, freePlace, type Positions, placeAll } from './arrangement.ts';
import { canvasOf } from './canvas-store.ts';
import {
  freshName,
  nameProblem,
  renamed,
  UNTITLED,
  withDuplicate,
  withLink,
  withoutLinks,
  withoutServers,
  withServer,
  withTitle,
} from './topology-change.ts';

export type { Arrangement } from './arrangement.ts';

const topologyOf = ({ herd }: Console): Topology | undefined => herd.getState().snapshot?.topology;

/** Where each card stands now. */
export function positionsNow(stores: Console): Positions {
  const topology = topologyOf(stores);
  return topology ? placeAll(topology, stores.workspace.getState().positions) : {};
}

/** A server may be called like what every object has, such as `constructor`. */
const placeOf = (positions: Positions, name: string): Point | undefined =>
  Object.hasOwn(positions, name) ? positions[name] : undefined;

const counted = (names: readonly string[], what: string): string =>
  names.length === 1 ? (names[0] ?? '') : `${names.length} ${what}`;

/** Adds one in the middle of what is seen, or with its middle at `at`; its name is then written. */
export async function addServer(
  stores: Console,
  at?: Point,
  linkedTo: readonly string[] = [],
): Promise<void> {
  const topology = topologyOf(stores);
  if (!topology) return;
  const canvas = canvasOf(stores);
  const middle = at ?? canvas.middle();
  const corner = { x: middle.x - CARD.width / 2, y: middle.y - CARD.height / 2 };
  const name = freshName(topology);
  const now = positionsNow(stores);
  stores.workspace.setPositions({ ...now, [name]: at ? corner : freePlace(corner, Object.values(now)) });
  if (!at) stores.shell.showPane('topology');
  if (!(await stores.operations.applyTopology((here) => withServer(here, { name }, linkedTo), `Add ${name}`)))
    return;
  stores.selection.select({ kind: 'server', name });
  canvas.rename(name);
}

export async function duplicateServer(stores: Console, name: string): Promise<void> {
  const topology = topologyOf(stores);
  if (!topology) return;
  const copy = freshName(topology, name);
  const now = positionsNow(stores);
  const { x, y } = placeOf(now, name) ?? { x: 0, y: 0 };
  stores.workspace.setPositions({ ...now, [copy]: freePlace({ x: x + 40, y: y + 40 }, Object.values(now)) });
  if (
    await stores.operations.applyTopology(
      (here) => withDuplicate(here, name, copy),
      `Duplicate ${name} as ${copy}`,
    )
  ) {
    stores.selection.select({ kind: 'server', name: copy });
    // Keys are about what has the focus: the next one is about the copy.
    canvasOf(stores).focus(copy);
  }
}

/** Gives it another name, if that can be one. Resolves to the name that it has then. */
export async function renameServer(stores: Console, from: string, to: string): Promise<string> {
  const topology = topologyOf(stores);
  if (!topology || from === to || nameProblem(topology, to, from)) return from;
  const now = positionsNow(stores);
  const place = placeOf(now, from);
  stores.workspace.setPositions({ ...now, ...(place && { [to]: place }) });
  if (!(await stores.operations.applyTopology((here) => renamed(here, from, to), `Rename ${from} to ${to}`)))
    return from;
  stores.selection.select({ kind: 'server', name: to });
  return to;
}

export async function linkServers(stores: Console, x: string, y: string): Promise<void> {
  const topology = topologyOf(stores);
  if (!topology) return;
  if (withLink(topology, x, y) === topology) return;
  await stores.operations.applyTopology((here) => withLink(here, x, y), `Link ${x} and ${y}`);
}

/** Deletes servers with their links, and links by themselves. Asks nothing: it can be undone. True: it is done. */
export async function remove(
  stores: Console,
  servers: readonly string[],
  links: readonly string[],
): Promise<boolean> {
  const topology = topologyOf(stores);
  if (!topology || servers.length + links.length === 0) return false;
  stores.workspace.setPositions(positionsNow(stores));
  const next = withoutServers(withoutLinks(topology, links), servers);
  const what = servers.length > 0 ? counted(servers, 'servers') : counted(links, 'links');
  if (!(await stores.operations.applyTopology(next, `Delete ${what}`))) return false;
  stores.selection.select({ kind: 'nothing' });
  return true;
}

/** The same from the canvas, whose keys go on being heard: what had the focus is gone. */
export async function removeOnCanvas(
  stores: Console,
  servers: readonly string[],
  links: readonly string[],
): Promise<void> {
  if (await remove(stores, servers, links)) canvasOf(stores).focus();
}

export async function renameHerd(stores: Console, title: string): Promise<void> {
  const topology = topologyOf(stores);
  if (!topology || withTitle(topology, title) === topology) return;
  await stores.operations.applyTopology((here) => withTitle(here, title), `Rename the herd to ${title}`);
}

/** An empty sheet. */
export async function newTopology(stores: Console): Promise<void> {
  const empty: Topology = { id: UNTITLED, title: 'Untitled herd', servers: [], links: [] };
  stores.shell.showPane('topology');
  await stores.operations.applyTopology(empty, 'Begin a new topology');
}

/** Cards have been moved, or are to be: remembered as one deed. */
export function rememberMove(stores: Console, label: string, before: Positions, after: Positions): void {
  const put = async (positions: Positions): Promise<void> => stores.workspace.setPositions(positions);
  stores.history.remember({ label, undo: () => put(before), redo: () => put(after) });
}

const HOW: Readonly<Record<Arrangement, string>> = {
  ring: 'Arrange in a ring',
  grid: 'Arrange in a grid',
  force: 'Arrange by force',
};

export function arrange(stores: Console, how: Arrangement): void {
  const topology = topologyOf(stores);
  if (!topology || topology.servers.length === 0) return;
  const before = positionsNow(stores);
  const after = arrangement(topology, how);
  stores.workspace.setPositions(after);
  rememberMove(stores, HOW[how], before, after);
  canvasOf(stores).fit();
}
