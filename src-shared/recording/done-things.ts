/** What a person did to a herd, as it is recorded. */
import type { LinkId, Topology } from '../topology/topology.ts';

export type DoneThing = {
  /** Milliseconds since 1970. */
  readonly atMs: number;
} & (
  | {
      readonly kind: 'start' | 'stop' | 'kill' | 'pause' | 'resume' | 'restart';
      /** Empty: all. */
      readonly servers: readonly string[];
    }
  | {
      readonly kind: 'cut' | 'heal';
      /** Empty: all. */
      readonly links: readonly LinkId[];
    }
  | {
      readonly kind: 'send';
      readonly server: string;
      readonly bytes: Uint8Array;
      readonly halfClose: boolean;
      /** Where the bytes were cut into pieces; pauses between them are not kept. */
      readonly cuts?: readonly { readonly at: number }[];
    }
);

/** The herd when the recording began. What its servers knew then is not part of a recording. */
export interface RecordingStart {
  readonly title: string;
  readonly topology: Topology;
  /** Servers that ran, paused ones among them. */
  readonly running: readonly string[];
  readonly paused: readonly string[];
  readonly cut: readonly LinkId[];
  /** Places were off. */
  readonly placesOff?: boolean;
  /**
   * `relative` (default): times of about now are replaced by ones that are as far from each other when it is replayed.
   * `keep`: every timestamp as it was.
   */
  readonly times?: 'keep' | 'relative';
}

export const RECORDING_LIMITS = {
  /** Steps and bytes of a scenario file are bounded: what comes after is left out and said so. */
  steps: 4_500,
  bytes: 900 * 1024,
  /** A longer send is left out. */
  sendBytes: 64 * 1024,
} as const;
