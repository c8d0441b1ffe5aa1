/** What a front is told by the console's own commands: scenarios, simulated clients, settings, the workspace. */
import type { ErrorData } from './errors.ts';
import type { PlacesSourceName } from './places-sources.ts';
import type { Topology } from './topology/topology.ts';

/** Simulated clients that walk about and report. */
export type SwarmState =
  | { readonly kind: 'idle' }
  | {
      readonly kind: 'running';
      readonly clients: number;
      /** Reports a second that were asked for, and that were answered in the last second. */
      readonly wanted: number;
      readonly achieved: number;
      readonly sent: number;
      readonly answered: number;
      /** Reports that got no AT line: refused, or the connection was lost. */
      readonly failed: number;
    };

export type ScenarioVerdict = 'pass' | 'fail' | 'unknown';

/** One entry of a run's transcript, as `herd run --json` has it. Bytes are text with the invisible ones shown. */
export type ScenarioEntry = (
  | { readonly kind: 'step'; readonly line: number; readonly text: string; readonly note?: string }
  | { readonly kind: 'did'; readonly text: string }
  | { readonly kind: 'sent'; readonly server: string; readonly bytes: string }
  /** `gist`: what the JSON of places says that came. */
  | { readonly kind: 'got'; readonly server: string; readonly bytes: string; readonly gist?: string }
  | { readonly kind: 'expected'; readonly text: string; readonly ok: boolean }
) & { readonly atMs: number; readonly depth: number; readonly block?: string };

/** How a run ended. */
export interface ScenarioResult {
  readonly verdict: ScenarioVerdict;
  readonly title: string;
  readonly tookMs: number;
  readonly seed: number;
  /** Why it did not pass: what happened, and at which line of the file. */
  readonly trouble?: {
    readonly what: string;
    readonly line?: number;
    readonly text?: string;
    readonly evidence?: string;
  };
  /** The whole report, as text for people and as JSON. */
  readonly report: string;
  readonly json: string;
}

/** How quickly a scenario is played: as fast as it goes, with a pause before each step, or each step when asked for. */
export const SCENARIO_PACES = ['fast', 'slow', 'steps'] as const;
export type ScenarioPace = (typeof SCENARIO_PACES)[number];

export type ScenarioNews =
  | {
      readonly kind: 'began';
      readonly run: number;
      /** A file's name. */
      readonly name: string;
      readonly title: string;
      readonly text: string;
      readonly pace: ScenarioPace;
    }
  | {
      readonly kind: 'entries';
      readonly run: number;
      /** How many entries of the run came before these. */
      readonly before: number;
      readonly entries: readonly ScenarioEntry[];
    }
  /** `waits`: the next step is done when it is asked for. */
  | { readonly kind: 'paced'; readonly run: number; readonly pace: ScenarioPace; readonly waits: boolean }
  | { readonly kind: 'ended'; readonly run: number; readonly result: ScenarioResult };

export interface ScenarioListing {
  readonly id: string;
  readonly title: string;
}

export const THEMES = ['system', 'light', 'dark'] as const;
export type Theme = (typeof THEMES)[number];

export interface Settings {
  readonly theme: Theme;
  /** 0: free ports. Counts at once when no server runs, else when all have ended. */
  readonly basePort: number;
  /** Where NAME.log is written from a server's next start on; null: no logs. */
  readonly logDir: string | null;
  readonly places: { readonly source: PlacesSourceName; readonly url: string | null };
  /** Whether map tiles may be fetched from the network. */
  readonly onlineTiles: boolean;
}

/** What a start's command line says instead of these settings. */
export type Said = Partial<Pick<Settings, 'basePort' | 'logDir' | 'places'>>;

/** The settings with what only the main process knows. The key itself never leaves it. */
export interface SettingsView extends Settings {
  readonly hasKey: boolean;
  /** Whether this system can keep a key encrypted; else it is kept until the app ends. */
  readonly keepsKey: boolean;
  /** What counts in this start instead, until the setting is changed. */
  readonly said: Said;
}

/** What a test of the Places key found. */
export interface KeyTest {
  readonly ok: boolean;
  /** Google's status, such as OK or REQUEST_DENIED. */
  readonly status: string;
  readonly message: string;
}

/** What the app comes back with: a readable file. Members that panes own are theirs to check. */
export interface Workspace {
  readonly topology: Topology;
  /** The docked layout, as the layout library writes it. */
  readonly layout: unknown;
  /** Where each server's card stands. */
  readonly positions: Readonly<Record<string, { readonly x: number; readonly y: number }>>;
  /** Command templates that a person has kept: name and text. */
  readonly templates: readonly { readonly name: string; readonly text: string }[];
  /** Scenarios that were opened or recorded, newest last; each may hold what is in no file yet. */
  readonly scenarios: readonly KeptScenario[];
  /** False until the first-run card has been closed. */
  readonly welcomed: boolean;
}

export interface KeptScenario {
  /** A file's name. */
  readonly name: string;
  readonly title: string;
  readonly origin: 'file' | 'recorded';
  readonly text: string;
  /** As it was opened or saved last. */
  readonly kept: string;
}

/** A drawn herd that another one is shown instead of. */
export interface HiddenHerd extends Pick<Workspace, 'topology' | 'positions'> {
  readonly why: ErrorData;
}

export interface WorkspaceLoad {
  /** Null: there is none yet, or it could not be read. */
  readonly workspace: Workspace | null;
  /** Which files were broken at the start, why, and where they were set aside; each is told once. */
  readonly problems: readonly ErrorData[];
  /** What was drawn and isn't the herd of this start, and why not. It is kept. */
  readonly hidden: HiddenHerd | null;
}

export interface AppInfo {
  readonly version: string;
  readonly electron: string;
  readonly chromium: string;
  readonly node: string;
  readonly platform: string;
  /** The Electron is a third party's copy, for development: said in the About box. */
  readonly standIn: boolean;
  readonly workspaceFile: string;
}

export const FILE_KINDS = ['topology', 'scenario', 'png', 'geojson', 'text', 'report', 'json'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

export interface OpenedFile {
  /** The file's name without its folder. */
  readonly name: string;
  readonly path: string;
  readonly text: string;
}
