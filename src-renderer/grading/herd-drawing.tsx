/** A herd as a small drawing: what each server is, by a shape, a word and a colour; links between them. */
import type { GradingResult } from '../../src-shared/grading/results.ts';
import { walkingOrder } from '../topology/arrangement.ts';
import './herd-drawing.css';

export type Tone = 'good' | 'bad' | 'off' | 'accent' | 'soft';

export interface ServerLook {
  /** One sign, inside its circle. */
  readonly shape: string;
  readonly word: string;
  readonly tone: Tone;
}

interface DrawingProps {
  readonly topology: Pick<GradingResult['topology'], 'servers' | 'links'>;
  readonly lookOf: (server: string) => ServerLook;
  /** What it says, for who does not see it. */
  readonly label: string;
}

const WIDTH = 400;
const HEIGHT = 222;
const CENTRE = { x: WIDTH / 2, y: 100 } as const;
const RADII = { x: 138, y: 72, server: 15 } as const;

/** Evenly on an ellipse, those that are linked side by side. */
function placesOf({
  servers,
  links,
}: DrawingProps['topology']): ReadonlyMap<string, { readonly x: number; readonly y: number }> {
  const order = walkingOrder({ id: '', title: '', servers: servers.map((name) => ({ name })), links });
  return new Map(
    order.map((name, index) => {
      const angle = (2 * Math.PI * index) / servers.length - Math.PI / 2;
      return [
        name,
        { x: CENTRE.x + RADII.x * Math.cos(angle), y: CENTRE.y + RADII.y * Math.sin(angle) },
      ] as const;
    }),
  );
}

export function HerdDrawing({ topology, lookOf, label }: DrawingProps) {
  const { servers, links } = topology;
  const places = placesOf(topology);
  return (
    <svg className="herd-drawing" viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
      {links.map(({ a, b }) => {
        const [from, to] = [places.get(a), places.get(b)];
        if (!from || !to) return null;
        const dead = lookOf(a).tone === 'off' || lookOf(b).tone === 'off';
        return (
          <line
            key={`${a} ${b}`}
            x1={from.x}
            y1={from.y}
            x2={to.x}
            y2={to.y}
            className="herd-drawing-link"
            data-dead={dead}
          />
        );
      })}
      {servers.map((name) => {
        const { x = 0, y = 0 } = places.get(name) ?? {};
        const { shape, word, tone } = lookOf(name);
        return (
          <g key={name} data-tone={tone} transform={`translate(${x} ${y})`}>
            <circle r={RADII.server} className="herd-drawing-server" />
            <text y="5" className="herd-drawing-shape">
              {shape}
            </text>
            <text y={RADII.server + 14} className="herd-drawing-name">
              {name}
            </text>
            <text y={RADII.server + 27} className="herd-drawing-word">
              {word}
            </text>
          </g>
        );
      })}
    </svg>
  );
}
