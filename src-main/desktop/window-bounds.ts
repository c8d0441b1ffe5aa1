/** Where the window stands: as it was left, if that is still on a screen. */
import { z } from 'zod';

export interface Rectangle {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

export interface WindowState {
  readonly bounds: Rectangle;
  readonly maximized: boolean;
}

export const DEFAULT_SIZE = { width: 1440, height: 900 } as const;
export const LEAST_SIZE = { width: 640, height: 480 } as const;
/** So much of the title bar has to be on a screen for a hand to reach it. */
const REACHABLE = { width: 100, height: 40 } as const;

const number = z.number().int().min(-100_000).max(100_000);
const stateSchema = z.object({
  bounds: z.object({ x: number, y: number, width: number.min(1), height: number.min(1) }),
  maximized: z.boolean(),
});

/** Undefined when the text isn't a state: then the default will do, nobody is told. */
export function parseWindowState(text: string | undefined): WindowState | undefined {
  if (text === undefined) return undefined;
  try {
    return stateSchema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

const overlap = (from: number, length: number, otherFrom: number, otherLength: number): number =>
  Math.min(from + length, otherFrom + otherLength) - Math.max(from, otherFrom);

const clamp = (value: number, least: number, most: number): number => Math.min(Math.max(value, least), most);

/** @param workAreas of the displays, the primary one first */
export function placeWindow(state: WindowState | undefined, workAreas: readonly Rectangle[]): Rectangle {
  const [primary = { x: 0, y: 0, ...DEFAULT_SIZE }] = workAreas;
  const bounds = state?.bounds;
  const home = bounds && workAreas.find((area) => isReachable(bounds, area));
  const area = home ?? primary;
  const size = bounds && home ? bounds : DEFAULT_SIZE;
  const width = clamp(size.width, Math.min(LEAST_SIZE.width, area.width), area.width);
  const height = clamp(size.height, Math.min(LEAST_SIZE.height, area.height), area.height);
  if (bounds && home) return { x: bounds.x, y: bounds.y, width, height };
  return {
    x: area.x + Math.floor((area.width - width) / 2),
    y: area.y + Math.floor((area.height - height) / 2),
    width,
    height,
  };
}

function isReachable({ x, y, width }: Rectangle, area: Rectangle): boolean {
  return (
    overlap(x, width, area.x, area.width) >= REACHABLE.width &&
    overlap(y, REACHABLE.height, area.y, area.height) >= REACHABLE.height
  );
}
