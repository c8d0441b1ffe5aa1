/** Where cards stand: three arrangements, and places for cards that have none. Pure; the same each time. */
import { neighboursOf, type Topology } from '../../src-shared/topology/topology.ts';
import type { Point } from '../state/workspace.ts';

export type Arrangement = 'ring' | 'grid' | 'force';
export type Positions = Readonly<Record<string, Point>>;

/** A card's size, and the least room that it is given. A card's position is its upper left corner. */
export const CARD = { width: 184, height: 92 } as const;
const STEP = { x: CARD.width + 88, y: CARD.height + 72 } as const;
/** Cards snap to this when they are arranged. */
const SNAP = 8;

const snapped = ({ x, y }: Point): Point => ({
  x: Math.round(x / SNAP) * SNAP,
  y: Math.round(y / SNAP) * SNAP,
});

/**
 * Names so that those who are linked stand side by side: links are walked, each time to the neighbour with the
 * fewest ways left. A herd that is one ring comes out in its order, so that no link crosses another.
 */
export function walkingOrder(topology: Topology): string[] {
  const near = new Map(topology.servers.map(({ name }) => [name, neighboursOf(topology, name)]));
  const order: string[] = [];
  const seen = new Set<string>();
  const left = (name: string): number => (near.get(name) ?? []).filter((other) => !seen.has(other)).length;
  const walk = (from: string): void => {
    let at: string | undefined = from;
    while (at !== undefined) {
      seen.add(at);
      order.push(at);
      at = (near.get(at) ?? []).filter((other) => !seen.has(other)).sort((x, y) => left(x) - left(y))[0];
    }
  };
  // A line begins at an end, so that it is walked whole.
  const starts = topology.servers.map(({ name }) => name);
  const ends = starts.filter((name) => near.get(name)?.length === 1);
  for (const name of [...starts.slice(0, ends.length > 0 ? 0 : 1), ...ends, ...starts]) {
    if (!seen.has(name)) walk(name);
  }
  return order;
}

function ring(topology: Topology): Positions {
  const order = walkingOrder(topology);
  const n = order.length;
  // Wider than high, as panes are; wide enough that neighbours on it don't touch.
  const across = Math.max(n <= 1 ? 0 : 320, (n * STEP.x) / (2 * Math.PI));
  const down = Math.max(n <= 1 ? 0 : 184, (n * STEP.y) / (1.6 * Math.PI));
  return Object.fromEntries(
    order.map((name, i) => {
      const angle = (2 * Math.PI * i) / n - Math.PI / 2;
      return [name, snapped({ x: across * Math.cos(angle), y: down * Math.sin(angle) })];
    }),
  );
}

function grid(topology: Topology): Positions {
  const columns = Math.max(1, Math.ceil(Math.sqrt(topology.servers.length)));
  return Object.fromEntries(
    topology.servers.map(({ name }, i) => [
      name,
      { x: (i % columns) * STEP.x, y: Math.floor(i / columns) * STEP.y },
    ]),
  );
}

/** Above this many servers, all pairs a step are too many. */
const MOST_FOR_FORCE = 200;
const FORCE_STEPS = 300;

interface Body {
  x: number;
  y: number;
}

/** Cards push one another away and links pull, for a fixed number of steps from the ring. */
function force(topology: Topology): Positions {
  const start = ring(topology);
  const names = topology.servers.map(({ name }) => name);
  if (names.length > MOST_FOR_FORCE) return grid(topology);
  const bodies = names.map((name): Body => ({ x: start[name]?.x ?? 0, y: (start[name]?.y ?? 0) * 1.4 }));
  const links = topology.links.map(({ a, b }) => [names.indexOf(a), names.indexOf(b)] as const);
  const ideal = STEP.x;
  for (let step = 0; step < FORCE_STEPS; step++) {
    const reach = ideal * 0.12 * (1 - step / FORCE_STEPS);
    relax(bodies, links, ideal, reach);
  }
  return Object.fromEntries(
    names.map((name, i) => [name, snapped({ x: bodies[i]?.x ?? 0, y: (bodies[i]?.y ?? 0) / 1.4 })]),
  );
}

/** One step: each body moves by the forces on it, but no further than `reach`. */
function relax(
  bodies: readonly Body[],
  links: readonly (readonly [number, number])[],
  ideal: number,
  reach: number,
): void {
  const pushes = bodies.map((): Body => ({ x: 0, y: 0 }));
  const push = (i: number, j: number, strength: (distance: number) => number): void => {
    const [one, two, onOne, onTwo] = [bodies[i], bodies[j], pushes[i], pushes[j]];
    if (!one || !two || !onOne || !onTwo) return;
    // Two at one place are parted along a direction of their own.
    const dx = one.x - two.x || (i - j) * 0.01;
    const dy = one.y - two.y || 0.01;
    const distance = Math.hypot(dx, dy);
    const by = strength(distance) / distance;
    onOne.x += dx * by;
    onOne.y += dy * by;
    onTwo.x -= dx * by;
    onTwo.y -= dy * by;
  };
  for (let i = 0; i < bodies.length; i++) {
    for (let j = i + 1; j < bodies.length; j++) push(i, j, (distance) => ideal ** 2 / distance);
  }
  for (const [i, j] of links) push(i, j, (distance) => -(distance ** 2) / ideal);
  for (const [i, body] of bodies.entries()) {
    const { x, y } = pushes[i] ?? { x: 0, y: 0 };
    const length = Math.hypot(x, y) || 1;
    body.x += (x / length) * Math.min(length, reach);
    body.y += (y / length) * Math.min(length, reach);
  }
}

const ARRANGEMENTS: Readonly<Record<Arrangement, (topology: Topology) => Positions>> = { ring, grid, force };

export const arrangement = (topology: Topology, how: Arrangement): Positions => ARRANGEMENTS[how](topology);

const touches = (one: Point, two: Point): boolean =>
  Math.abs(one.x - two.x) < CARD.width + 16 && Math.abs(one.y - two.y) < CARD.height + 16;

/** The place nearest to this one, rightwards and row by row, where no card stands. */
export function freePlace(wanted: Point, taken: readonly Point[]): Point {
  for (let n = 0; n < 10_000; n++) {
    const place = snapped({
      x: wanted.x + (n % 8) * (CARD.width + 40),
      y: wanted.y + Math.floor(n / 8) * (CARD.height + 40),
    });
    if (!taken.some((other) => touches(place, other))) return place;
  }
  return wanted;
}

/** A ring of more than this is so wide that nothing of it could be read. */
const MOST_FOR_RING = 60;

/** A place for each server: its own, or one that is free. None has one: a ring, or a grid of very many. */
export function placeAll(topology: Topology, known: Positions): Positions {
  const names = topology.servers.map(({ name }) => name);
  const placed = Object.fromEntries(
    names.flatMap((name) => {
      const own = Object.hasOwn(known, name) ? known[name] : undefined;
      return own ? [[name, own] as const] : [];
    }),
  );
  const bare = names.filter((name) => !Object.hasOwn(placed, name));
  if (bare.length === names.length) return names.length > MOST_FOR_RING ? grid(topology) : ring(topology);
  for (const name of bare) placed[name] = freePlace({ x: 0, y: 0 }, Object.values(placed));
  return placed;
}
