/** A draft at the moment of sending → the bytes that go, and where they are cut. */
import { encodeText, type Moment } from '../../src-shared/protocol/index.ts';
import { joinBytes } from '../../src-shared/visible-bytes.ts';
import type { SendRequest } from '../state/exchanges.ts';
import type { Draft, Way } from './draft.ts';
import { lineEndBytes, rawBytes, type Typed } from './raw-bytes.ts';
import { fillInTimes } from './send-clock.ts';

/** What the host takes in one send. */
const MOST_CUTS = 1_000;

export interface Cut {
  readonly at: number;
  readonly afterMs: number;
}

export type Written =
  | { readonly ok: true; readonly bytes: Uint8Array; readonly cuts: readonly Cut[] }
  /** It can't be sent at all. */
  | { readonly ok: false; readonly field: 'raw' | 'cuts'; readonly problem: string };

export function writeDraft(draft: Draft, moment: Moment): Written {
  const typed = typedBytes(draft, moment);
  if (!typed.ok) return { ok: false, field: 'raw', problem: typed.problem };
  const cuts = cutsOf(draft.way, typed.bytes.length);
  if (typeof cuts === 'string') return { ok: false, field: 'cuts', problem: cuts };
  return { ok: true, bytes: typed.bytes, cuts };
}

function typedBytes({ form, iamat, whatsat, raw, way }: Draft, moment: Moment): Typed {
  if (form === 'raw') return rawBytes(raw, way.lineEnd, moment);
  const line =
    form === 'iamat'
      ? `IAMAT ${iamat.client} ${iamat.location} ${fillInTimes(iamat.time || '{now}', moment)}`
      : `WHATSAT ${whatsat.client} ${whatsat.radius} ${whatsat.bound}`;
  return { ok: true, bytes: joinBytes([encodeText(line), lineEndBytes(way.lineEnd)]) };
}

/** The places as the host takes them, or what is wrong with the text. */
export function cutsOf({ cuts, pauseMs }: Pick<Way, 'cuts' | 'pauseMs'>, length: number): Cut[] | string {
  const text = cuts.trim().toLowerCase();
  if (text === '') return [];
  const places =
    text === 'each'
      ? Array.from({ length: Math.max(0, length - 1) }, (_, i) => i + 1)
      : text.split(/[\s,]+/).map(Number);
  if (places.some((at) => !Number.isInteger(at) || at < 1)) {
    return 'Positions are whole numbers of bytes from 1, such as 3, 9; or the word “each”.';
  }
  const inside = [...new Set(places)].filter((at) => at < length).sort((a, b) => a - b);
  if (inside.length > MOST_CUTS) return `At most ${MOST_CUTS} cuts are possible in one send.`;
  if (text !== 'each' && inside.length < new Set(places).size) {
    return `Only ${length} bytes are sent: a cut must be before the last one.`;
  }
  return inside.map((at) => ({ at, afterMs: pauseMs }));
}

export function requestFor(
  draft: Draft,
  server: string,
  { bytes, cuts }: { bytes: Uint8Array; cuts: readonly Cut[] },
): SendRequest {
  const { halfClose, stayOpen, waitS } = draft.way;
  return {
    server,
    bytes: bytes as Uint8Array<ArrayBuffer>,
    halfClose,
    timeoutMs: Math.round(waitS * 1_000),
    ...(stayOpen ? { stayOpen } : {}),
    ...(cuts.length === 0 ? {} : { cuts: cuts.map((cut) => ({ ...cut })) }),
  };
}
