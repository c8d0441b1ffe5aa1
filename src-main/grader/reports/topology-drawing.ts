/** A topology as SVG on which can be seen how far an update came: by shapes and words, and by colours as well. */
import type { FloodEvidence } from '../../../src-shared/grading/evidence.ts';
import {
  FLOOD_SHAPES,
  FLOOD_WORDS,
  floodSentence,
  floodStates,
} from '../../../src-shared/grading/flood-states.ts';
import type { GradingResult } from '../../../src-shared/grading/results.ts';
import { ringOrder } from '../../../src-shared/grading/ring-order.ts';
import { type Markup, markup } from './markup.ts';

type Topology = Pick<GradingResult['topology'], 'servers' | 'links'>;

interface Point {
  readonly x: number;
  readonly y: number;
}

const WIDTH = 460;
const RING = { x: 158, top: 34 } as const;
const SERVER_RADIUS = 17;
/** Below a server stand its name and a word. */
const WORDS_HEIGHT = 40;

export function drawFlood({ servers, links }: Topology, flood: FloodEvidence): Markup {
  const ring = ringOrder(servers, links);
  const radius = Math.max(70, ring.length * 15);
  const middle = { x: WIDTH / 2, y: RING.top + radius };
  const places = new Map(ring.map((name, i) => [name, placeOf(i, ring.length, middle, radius)]));
  const height = middle.y + radius + SERVER_RADIUS + WORDS_HEIGHT;
  const lines = links.map(({ a, b }) => {
    const [from, to] = [places.get(a), places.get(b)];
    if (from === undefined || to === undefined) return undefined;
    const style = flood.down.includes(a) || flood.down.includes(b) ? 'dead' : 'link';
    return markup`<line class="${style}" x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}"/>`;
  });
  const spots = floodStates(ring, flood).map(({ server, state }) => {
    const { x, y } = places.get(server) ?? middle;
    const wrong = state === 'missing' || state === 'excess';
    return markup`<g class="${state}">${wrong && markup`<circle class="halo" cx="${x}" cy="${y}" r="${SERVER_RADIUS + 5}"/>`}<circle class="server" cx="${x}" cy="${y}" r="${SERVER_RADIUS}"/><text class="shape" x="${x}" y="${y + 6}">${FLOOD_SHAPES[state]}</text><text class="name" x="${x}" y="${y + SERVER_RADIUS + 19}">${server}</text><text class="words" x="${x}" y="${y + SERVER_RADIUS + 33}">${FLOOD_WORDS[state]}</text></g>`;
  });
  return markup`<svg class="flood" viewBox="0 0 ${WIDTH} ${height}" width="${WIDTH}" height="${height}" role="img" aria-label="${floodSentence(ring, flood)}">${lines}${spots}</svg>`;
}

/** Evenly on an ellipse, the first at its top. */
function placeOf(index: number, count: number, middle: Point, radius: number): Point {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    x: round(middle.x + RING.x * Math.cos(angle)),
    y: round(middle.y + radius * Math.sin(angle)),
  };
}
