/** What a trial asks of whoever runs the herd that is graded. */
import type { Address, Topology } from '../../src-shared/topology/topology.ts';
import type { PlacesStandIn } from './places-stand-in/places-stand-in.ts';
import type { PrintedLines } from './printed-lines.ts';
import type { Dialect } from './talk.ts';

/** How a server ended. */
export interface ServerEnd {
  readonly how: 'by itself' | 'when asked' | 'had to be killed' | 'killed';
  /** `exit code 1`, `signal SIGTERM`. */
  readonly status: string;
  /** Seconds that it took. */
  readonly seconds: number;
  /** The machine had so much else to do that it says nothing that it had to be killed. */
  readonly overloaded?: boolean;
}

export interface HerdUnderTest {
  readonly topology: Topology;
  readonly places: PlacesStandIn;
  /** Whether this program's requests to Places come to the stand-in; undefined: nobody has seen yet. */
  readonly takesPlaces: boolean | undefined;
  /** Whether its programs are in Python, and redirected: whatever they ask of Google comes to the stand-in. */
  readonly redirectsPlaces: boolean;
  readonly dialect: Dialect;
  /** Wait for it before anything is asked: the herd may have to be left alone for a moment. */
  readonly gate: Promise<void>;
  /** The servers that run, in the topology's order. */
  readonly running: readonly string[];
  addressOf(server: string): Address;
  /**
   * Resolves when its port answers. Does nothing when it runs. When `signal` is aborted it is given up; this rejects
   * when the program has been ended.
   * @throws CheckFailure, or CheckUnknown when it is the machine's fault
   */
  start(server: string, signal: AbortSignal): Promise<void>;
  /** Sends SIGKILL. Does nothing when it doesn't run. */
  kill(server: string): Promise<void>;
  /** Sends SIGTERM and kills it when it hasn't ended in time. */
  stop(server: string): Promise<ServerEnd>;
  /** The grader listens in a server's place now, or has left it. */
  tookPlace(server: string, taken: boolean): void;
  /** How it ended since it was started last; undefined: it runs, or was ended by us. */
  endOf(server: string): ServerEnd | undefined;
  /** The last lines that it printed. */
  outputOf(server: string): readonly string[];
  /** What all its servers print, also those that don't run any more. */
  readonly printed: PrintedLines;
  /** How many times slower than alone it can be on this machine now, through no fault of its own. */
  readonly load: number;
  /** CPU seconds that those of its processes have used that run now. */
  cpuSeconds(): number;
  /** Looks for so long whether its servers go on sending to each other. Ask them nothing meanwhile. */
  floods(ms: number, signal: AbortSignal): Promise<boolean>;
  /** The files that the herd wrote or changed below its folder, the last written first: its logs are among them. */
  writtenFiles(): Promise<readonly WrittenFile[]>;
}

export interface WrittenFile {
  /** From the submission's folder, with `/`. */
  readonly path: string;
  /** It was not among what was handed in. */
  readonly isNew: boolean;
  /** The last part of a very long one; empty where there are very many files and others were written later. */
  readonly text: string;
  readonly bytes: number;
}
