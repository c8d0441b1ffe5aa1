/**
 * What runs between servers just now: lines a second by link and by server, and a pulse for each AT line on a link.
 * Events are folded batch by batch; the rates are told a few times a second, and not at all while nothing runs.
 */
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { EventOf } from '../../src-shared/events/events.ts';
import { clientColour } from '../ui/client-colour.ts';
import type { EventHub } from './event-hub.ts';

/** An AT line that has gone from a server to its neighbour. */
export interface Pulse {
  readonly from: string;
  readonly to: string;
  /** 0 to 7: the client's colour, `--update-N`. */
  readonly hue: number;
}

export interface ServerTraffic {
  /** Lines a second. */
  readonly in: number;
  readonly out: number;
}

export interface TrafficView {
  /** Lines a second, both ways, by `pairKey`. A link on which nothing runs has no entry. */
  readonly links: Readonly<Record<string, number>>;
  /** By name: a server may be called like what every object has, such as `constructor`. */
  readonly servers: ReadonlyMap<string, ServerTraffic>;
  /** Lines a second that the host counted without telling them: the other numbers are then least numbers. */
  readonly untold: number;
}

export interface Traffic extends StoreApi<TrafficView> {
  /** Called once a batch, with at most `PULSES_A_BATCH` of them. Returns how to stop. */
  onPulses(listener: (pulses: readonly Pulse[]) => void): () => void;
}

/** More can't be told apart within one frame. */
export const PULSES_A_BATCH = 60;
/** The rates are over the last `BINS` times `BIN_MS`. */
export const BIN_MS = 250;
export const BINS = 4;

/** A link's name whichever way it is written. A server's name has no `-`. */
export const pairKey = (x: string, y: string): string => (x < y ? `${x}-${y}` : `${y}-${x}`);

/** The client of an AT line, without taking a line of a megabyte apart. */
export function clientOfAt(text: string): string | undefined {
  return /^AT \S{1,200} \S{1,200} (\S{1,400}) /.exec(text)?.[1];
}

/** Counts of one slice of time. */
interface Bin {
  readonly links: Map<string, number>;
  readonly ins: Map<string, number>;
  readonly outs: Map<string, number>;
  untold: number;
}

const newBin = (): Bin => ({ links: new Map(), ins: new Map(), outs: new Map(), untold: 0 });
const add = (counts: Map<string, number>, key: string): void => {
  counts.set(key, (counts.get(key) ?? 0) + 1);
};
const isEmpty = (bin: Bin): boolean => bin.ins.size + bin.outs.size + bin.untold === 0;

function sums(bins: readonly Bin[], of: (bin: Bin) => Map<string, number>): Map<string, number> {
  const all = new Map<string, number>();
  for (const bin of bins) for (const [key, n] of of(bin)) all.set(key, (all.get(key) ?? 0) + n);
  return all;
}

function rates(bins: readonly Bin[]): TrafficView {
  const perSecond = 1_000 / (BIN_MS * BINS);
  const ins = sums(bins, (bin) => bin.ins);
  const outs = sums(bins, (bin) => bin.outs);
  const servers = new Map<string, ServerTraffic>();
  for (const name of new Set([...ins.keys(), ...outs.keys()])) {
    servers.set(name, { in: (ins.get(name) ?? 0) * perSecond, out: (outs.get(name) ?? 0) * perSecond });
  }
  const links = Object.fromEntries(
    [...sums(bins, (bin) => bin.links)].map(([key, n]) => [key, n * perSecond]),
  );
  return { links, servers, untold: bins.reduce((sum, bin) => sum + bin.untold, 0) * perSecond };
}

/** A neighbour's name, where a connection that is no link has an address. */
const isName = (peer: string): boolean => peer.length > 0 && !peer.includes(':');

export function createTraffic(hub: EventHub): Traffic {
  const store = createStore<TrafficView>(() => ({ links: {}, servers: new Map(), untold: 0 }));
  const listeners = new Set<(pulses: readonly Pulse[]) => void>();
  let bins: Bin[] = [newBin()];
  let timer: ReturnType<typeof setInterval> | undefined;

  const turn = (): void => {
    store.setState(rates(bins), true);
    if (bins.every(isEmpty)) {
      clearInterval(timer);
      timer = undefined;
    }
    bins = [newBin(), ...bins].slice(0, BINS);
  };
  const count = (event: EventOf<'line'>, bin: Bin): void => {
    add(event.direction === 'in' ? bin.ins : bin.outs, event.server);
    if (event.direction === 'out' && isName(event.peer)) add(bin.links, pairKey(event.server, event.peer));
  };
  const pulseOf = ({ direction, server, peer, text }: EventOf<'line'>): Pulse | undefined => {
    if (direction !== 'out' || !isName(peer) || !text.startsWith('AT ')) return undefined;
    return { from: server, to: peer, hue: clientColour(clientOfAt(text) ?? '') };
  };

  hub.onBatch((batch) => {
    const bin = bins[0] ?? newBin();
    const pulses: Pulse[] = [];
    for (const event of batch) {
      if (event.type === 'summarised') bin.untold += event.counts['line'] ?? 0;
      if (event.type !== 'line') continue;
      count(event, bin);
      const pulse = pulses.length < PULSES_A_BATCH ? pulseOf(event) : undefined;
      if (pulse) pulses.push(pulse);
    }
    if (isEmpty(bin)) return;
    timer ??= setInterval(turn, BIN_MS);
    if (pulses.length > 0) for (const listener of listeners) listener(pulses);
  });

  return {
    ...store,
    onPulses(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}
