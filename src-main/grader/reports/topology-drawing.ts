/** A topology as SVG on which can be seen how far an update came, without colours as well as with them. */
import type { Evidence } from '../evidence.ts';
import type { GradingResult } from '../results.ts';
import { escapeXml } from './xml.ts';

type Flood = Extract<Evidence, { kind: 'flood' }>;
type Topology = Pick<GradingResult['topology'], 'servers' | 'links'>;

const WIDTH = 420;
const HEIGHT = 260;
const RADIUS = { x: 140, y: 88, server: 17 } as const;

interface Look {
  readonly style: string;
  readonly mark: string;
  readonly words: string;
}

function lookOf(server: string, { origin, down, expected, knew }: Flood): Look {
  if (down.includes(server)) return { style: 'down', mark: '', words: 'down' };
  const should = expected.includes(server);
  const does = knew.includes(server);
  if (should && !does) return { style: 'missing', mark: '✗', words: 'should know, doesn’t' };
  if (!should && does) return { style: 'excess', mark: '!', words: 'knows, can’t have heard' };
  if (server === origin) return { style: 'origin', mark: '●', words: 'was told' };
  return should
    ? { style: 'knows', mark: '✓', words: 'knows' }
    : { style: 'apart', mark: '–', words: 'can’t know' };
}

export function drawFlood({ servers, links }: Topology, flood: Flood): string {
  const places = new Map(servers.map((name, i) => [name, place(i, servers.length)]));
  const lines = links.map(({ a, b }) => {
    const [from, to] = [places.get(a), places.get(b)];
    const dead = flood.down.includes(a) || flood.down.includes(b);
    return from && to
      ? `<line x1="${from.x}" y1="${from.y}" x2="${to.x}" y2="${to.y}" class="${dead ? 'dead' : 'link'}"/>`
      : '';
  });
  const circles = servers.map((name) => {
    const { x, y } = places.get(name) ?? { x: 0, y: 0 };
    const { style, mark, words } = lookOf(name, flood);
    const below = y + RADIUS.server + 14;
    return `<g><circle cx="${x}" cy="${y}" r="${RADIUS.server}" class="${style}"/><text x="${x}" y="${y + 5}" class="mark">${mark}</text><text x="${x}" y="${below}" class="name">${escapeXml(name)}</text><text x="${x}" y="${below + 12}" class="words">${words}</text></g>`;
  });
  const told = servers.map((name) => `${name}: ${lookOf(name, flood).words}`).join('; ');
  return `<svg class="flood" viewBox="0 0 ${WIDTH} ${HEIGHT}" role="img" aria-label="${escapeXml(told)}">${lines.join('')}${circles.join('')}</svg>`;
}

/** Evenly on an ellipse, the first at its top. */
function place(index: number, count: number): { readonly x: number; readonly y: number } {
  const angle = (2 * Math.PI * index) / count - Math.PI / 2;
  const round = (value: number): number => Math.round(value * 10) / 10;
  return {
    x: round(WIDTH / 2 + RADIUS.x * Math.cos(angle)),
    y: round(HEIGHT / 2 - 12 + RADIUS.y * Math.sin(angle)),
  };
}
