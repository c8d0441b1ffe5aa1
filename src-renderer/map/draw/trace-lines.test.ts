import { describe, expect, it } from 'vitest';
import type { Line } from '../basemap/basemap.ts';
import { viewportOf } from '../viewport.ts';
import { traceLines } from './trace-lines.ts';

function lineOf(...points: number[]): Line {
  const xs = points.filter((_, i) => i % 2 === 0);
  const ys = points.filter((_, i) => i % 2 === 1);
  return {
    points: Float64Array.from(points),
    left: Math.min(...xs),
    right: Math.max(...xs),
    top: Math.min(...ys),
    bottom: Math.max(...ys),
  };
}

function trace(line: Line, centre: { x: number; y: number }, zoom: number) {
  const steps: string[] = [];
  const say = (what: string) => (x: number, y: number) => {
    steps.push(`${what} ${Math.round(x)},${Math.round(y)}`);
  };
  traceLines({ moveTo: say('move'), lineTo: say('line') }, [line], viewportOf(centre, zoom, 200, 100));
  return steps;
}

describe('lines of the basemap', () => {
  it('are drawn where they are seen, and not where they are not', () => {
    const line = lineOf(0.5, 0.5, 0.55, 0.5);
    expect(trace(line, { x: 0.5, y: 0.5 }, 2)).toEqual(['move 100,50', 'line 151,50']);
    expect(trace(line, { x: 0.1, y: 0.5 }, 4)).toEqual([]);
  });

  it('are drawn on each copy of the world', () => {
    expect(trace(lineOf(0.9, 0.5, 0.99, 0.5), { x: 0.02, y: 0.5 }, 1)).toEqual(['move 39,50', 'line 85,50']);
  });

  it('lose what is outside, but not their shape', () => {
    const far = lineOf(0.5, 0.5, 0.9, 0.5, 0.91, 0.2, 0.92, 0.7, 0.9, 0.6, 0.5, 0.6);
    const steps = trace(far, { x: 0.5, y: 0.5 }, 2);
    expect(steps).toEqual(['move 100,50', 'line 510,50', 'line 510,152', 'line 100,152']);
  });

  it('run over the antimeridian', () => {
    const across = lineOf(0.99, 0.5, 1.01, 0.5);
    expect(trace(across, { x: 0.99, y: 0.5 }, 2)).toEqual(['move 100,50', 'line 120,50']);
    expect(trace(across, { x: 0.01, y: 0.5 }, 2)).toEqual(['move 80,50', 'line 100,50']);
  });
});
