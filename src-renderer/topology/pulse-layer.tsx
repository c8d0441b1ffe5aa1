/** Pulses that run along links, drawn on one canvas over all of them, and only while there are any. */
import { useReducedMotion } from '@mantine/hooks';
import { type ReactFlowState, useStoreApi } from '@xyflow/react';
import { useEffect, useRef } from 'react';
import { useConsole } from '../state/console-context.ts';
import { CLIENT_COLOURS } from '../ui/client-colour.ts';
import { along, lineBetween } from './line-geometry.ts';
import { boxOf } from './link-line.tsx';
import { createPulseTrain, type Flight, PULSE_MS } from './pulse-train.ts';
import type { ServerNode } from './use-canvas-flow.ts';

const RADIUS = 5;
/** How much of the way a pulse's tail takes. */
const TAIL = 0.16;

interface Paint {
  readonly hues: readonly string[];
  readonly ground: string;
}

/** The theme's colours, as they are now. */
function paintOf(element: Element): Paint {
  const style = getComputedStyle(element);
  return {
    hues: Array.from({ length: CLIENT_COLOURS }, (_, n) => style.getPropertyValue(`--update-${n}`)),
    ground: style.getPropertyValue('--panel'),
  };
}

type Size = Pick<DOMRectReadOnly, 'width' | 'height'>;
type FlowState = ReactFlowState<ServerNode>;

function drawFlight(
  context: CanvasRenderingContext2D,
  flight: Flight,
  now: number,
  { nodeLookup }: FlowState,
  paint: Paint,
): void {
  const [one, two] = [nodeLookup.get(flight.from), nodeLookup.get(flight.to)];
  const part = (now - flight.start) / PULSE_MS;
  if (!one || !two || part < 0) return;
  const line = lineBetween(boxOf(one), boxOf(two));
  const head = along(line, part);
  const tail = along(line, Math.max(0, part - TAIL));
  context.strokeStyle = context.fillStyle = paint.hues[flight.hue] ?? '';
  context.lineWidth = RADIUS;
  context.lineCap = 'round';
  context.globalAlpha = 0.35;
  context.beginPath();
  context.moveTo(tail.x, tail.y);
  context.lineTo(head.x, head.y);
  context.stroke();
  context.globalAlpha = 1;
  context.beginPath();
  context.arc(head.x, head.y, RADIUS, 0, 2 * Math.PI);
  context.fill();
  context.strokeStyle = paint.ground;
  context.lineWidth = 1.5;
  context.stroke();
}

/** As many pixels as the layer has on the screen; asked of the page only when its size changes, never for a frame. */
function sizeTo(canvas: HTMLCanvasElement, { width, height }: Size): void {
  const ratio = window.devicePixelRatio;
  // A canvas has whole pixels: else it would be another one each time that it is compared.
  const [across, down] = [Math.round(width * ratio), Math.round(height * ratio)];
  if (canvas.width !== across) canvas.width = across;
  if (canvas.height !== down) canvas.height = down;
}

function draw(
  canvas: HTMLCanvasElement,
  flights: readonly Flight[],
  now: number,
  state: FlowState,
  paint: Paint,
): void {
  const ratio = window.devicePixelRatio;
  const context = canvas.getContext('2d');
  if (!context) return;
  const [x, y, zoom] = state.transform;
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.setTransform(ratio * zoom, 0, 0, ratio * zoom, ratio * x, ratio * y);
  for (const flight of flights) drawFlight(context, flight, now, state, paint);
}

export function PulseLayer() {
  const { traffic } = useConsole();
  const still = useReducedMotion();
  const flow = useStoreApi<ServerNode>();
  const layer = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const canvas = layer.current;
    // Nothing moves where a person asked for that: links that are used are marked, and their rate is written.
    if (!canvas || still) return;
    const train = createPulseTrain();
    let frame = 0;
    let paint: Paint | undefined;
    let size: Size = { width: 0, height: 0 };
    const sizes = new ResizeObserver((entries) => {
      size = entries.at(-1)?.contentRect ?? size;
    });
    sizes.observe(canvas);
    const step = (): void => {
      const now = performance.now();
      const flights = train.alive(now);
      paint ??= paintOf(canvas);
      sizeTo(canvas, size);
      draw(canvas, flights, now, flow.getState(), paint);
      frame = flights.length > 0 ? requestAnimationFrame(step) : 0;
      // The theme may be another one by the next flood.
      if (frame === 0) paint = undefined;
    };
    const off = traffic.onPulses((pulses) => {
      // A pane that isn't seen gathers nothing.
      if (size.width === 0) return;
      train.add(pulses, performance.now());
      canvas.dataset['taken'] = String(train.taken);
      if (frame === 0) frame = requestAnimationFrame(step);
    });
    return () => {
      off();
      sizes.disconnect();
      cancelAnimationFrame(frame);
    };
  }, [traffic, flow, still]);
  return <canvas ref={layer} className="pulse-layer" aria-hidden />;
}
