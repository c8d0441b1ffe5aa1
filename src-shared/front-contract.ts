/**
 * All that the window may ask for: the host's commands, what the console adds to them (scenarios, simulated
 * clients), and what only the desktop has (settings, files, the workspace). IPC, preload and the page's client are
 * derived from this one table.
 */
import { z } from 'zod';
import { CONTRACT, REQUEST_LIMITS } from './console-contract.ts';
import type { ErrorData } from './errors.ts';
import {
  type AppInfo,
  FILE_KINDS,
  type KeyTest,
  type OpenedFile,
  SCENARIO_PACES,
  type ScenarioListing,
  type SettingsView,
  type SwarmState,
  THEMES,
  type WorkspaceLoad,
} from './front-types.ts';
import { GRADING_CHOICE_CONTRACT, GRADING_CONTRACT } from './grading/grading-contract.ts';
import { PLACES_SOURCES } from './places-sources.ts';
import type { ScenarioRun } from './scenario-run.ts';
import { topologySchema } from './topology/topology-schema.ts';

export const FRONT_LIMITS = {
  /** Simulated clients, and their reports a second. */
  swarmClients: 10_000,
  swarmRate: 1_000,
  /** Bytes of a scenario, of a saved file, and of text that is copied. */
  scenarioBytes: 1024 * 1024,
  fileBytes: 256 * 1024 * 1024,
  copyChars: 16 * 1024 * 1024,
  workspaceChars: 8 * 1024 * 1024,
  /** Scenarios in the workspace, and their characters altogether. */
  keptScenarios: 40,
  keptScenarioChars: 1024 * 1024,
} as const;

const response = <T>(): T | undefined => undefined;
const nothing = z.object({}).strict();
const name = z.string().min(1).max(200);
const fileName = z
  .string()
  .min(1)
  .max(200)
  .regex(/^[^/\\\0]+$/u);

const keptScenario = z
  .object({
    name: fileName,
    title: z.string().max(1_000),
    origin: z.enum(['file', 'recorded']),
    text: z.string().max(FRONT_LIMITS.scenarioBytes),
    kept: z.string().max(FRONT_LIMITS.scenarioBytes),
  })
  .strict();

/** Commands that need no Electron: `src-main/console` implements them. */
export const CONSOLE_CONTRACT = {
  'scenario.list': { request: nothing, response: response<readonly ScenarioListing[]>() },
  'scenario.read': { request: z.object({ id: name }).strict(), response: response<{ text: string }>() },
  /** Runs it on the herd that the window shows; what happens comes as `scenario` events. One at a time. */
  'scenario.run': {
    request: z
      .object({
        /** What messages call it, such as a file's name. */
        name: fileName,
        text: z.string().max(FRONT_LIMITS.scenarioBytes),
        seed: z
          .number()
          .int()
          .min(0)
          .max(2 ** 32 - 1)
          .optional(),
        /** Default: as fast as it goes. */
        pace: z.enum(SCENARIO_PACES).optional(),
      })
      .strict(),
    response: response<{ run: number }>(),
  },
  /** The run that is under way, or the last one; null: there was none. What happens afterwards comes as events. */
  'scenario.state': { request: nothing, response: response<ScenarioRun | null>() },
  /** Another pace for the run that is under way. Nothing runs: nothing happens. */
  'scenario.pace': {
    request: z.object({ pace: z.enum(SCENARIO_PACES) }).strict(),
    response: response<null>(),
  },
  /** Does the step that waits to be asked for. None waits: nothing happens. */
  'scenario.next': { request: nothing, response: response<null>() },
  /** Ends the run within a second; its verdict is unknown then. Nothing runs: nothing happens. */
  'scenario.stop': { request: nothing, response: response<null>() },
  'swarm.start': {
    request: z
      .object({
        clients: z.number().int().min(1).max(FRONT_LIMITS.swarmClients),
        perSecond: z.number().min(0.1).max(FRONT_LIMITS.swarmRate),
        /** Servers that they report to, in turn; none named: all that run. */
        servers: z.array(name).max(REQUEST_LIMITS.names),
        /** Degrees; they begin around here and walk from there. */
        latitude: z.number().min(-90).max(90),
        longitude: z.number().min(-180).max(180),
        /** How far around it they begin, and a bound for how far they walk. */
        radiusKm: z.number().min(0).max(1_000),
        /** Client i is `prefix` and its number. */
        prefix: z
          .string()
          .min(1)
          .max(100)
          .regex(/^[^\s]+$/u),
      })
      .strict(),
    response: response<SwarmState>(),
  },
  'swarm.stop': { request: nothing, response: response<SwarmState>() },
  'swarm.state': { request: nothing, response: response<SwarmState>() },
  ...GRADING_CONTRACT,
} as const;

/** Commands of the desktop alone: `src-main/desktop` implements them. */
export const DESKTOP_CONTRACT = {
  ...GRADING_CHOICE_CONTRACT,
  'app.info': { request: nothing, response: response<AppInfo>() },
  /** To the clipboard: the page itself may not. */
  'app.copy': {
    request: z.object({ text: z.string().max(FRONT_LIMITS.copyChars) }).strict(),
    response: response<null>(),
  },
  /** Only the web pages that the app names itself. */
  'app.openExternal': {
    request: z.object({ url: z.string().max(2_000) }).strict(),
    response: response<null>(),
  },
  /** Shows a server's log file. */
  'app.openLog': { request: z.object({ server: name }).strict(), response: response<null>() },
  /** The page takes events from now on; the bridge asks for it when the page subscribes. */
  'events.follow': { request: nothing, response: response<null>() },
  /** The page has dealt with this batch of events and all before it; the bridge says so. */
  'events.taken': {
    request: z.object({ stream: z.number().int().min(0), batch: z.number().int().min(0) }).strict(),
    response: response<null>(),
  },
  'settings.get': { request: nothing, response: response<SettingsView>() },
  /** Members that are left out stay as they are. */
  'settings.set': {
    request: z
      .object({
        theme: z.enum(THEMES).optional(),
        basePort: z.number().int().min(0).max(65_535).optional(),
        logDir: z.string().min(1).max(4_096).nullable().optional(),
        places: z
          .object({ source: z.enum(PLACES_SOURCES), url: z.string().max(2_000).nullable() })
          .strict()
          .optional(),
        onlineTiles: z.boolean().optional(),
      })
      .strict(),
    response: response<SettingsView>(),
  },
  /** Lets a person choose a folder; null: they didn't. */
  'settings.chooseLogDir': { request: nothing, response: response<{ path: string } | null>() },
  /** Tests the key with one question to the chosen Google source; keeps it if Google takes it. One way: it never comes back. */
  'settings.setKey': {
    request: z.object({ key: z.string().min(1).max(500), source: z.enum(['google', 'google-new']) }).strict(),
    response: response<KeyTest>(),
  },
  'settings.forgetKey': { request: nothing, response: response<SettingsView>() },
  'workspace.load': { request: nothing, response: response<WorkspaceLoad>() },
  /**
   * Saved whole or not at all. While the herd that was drawn is hidden, it stays the kept one until the shown one is
   * edited; then it is put into a file of its own, and the answer tells of that.
   */
  'workspace.save': {
    request: z
      .object({
        workspace: z
          .object({
            topology: topologySchema,
            layout: z.unknown(),
            positions: z.record(z.string().max(200), z.object({ x: z.number(), y: z.number() }).strict()),
            templates: z
              .array(z.object({ name: z.string().max(200), text: z.string().max(100_000) }).strict())
              .max(1_000),
            // Left out by versions that kept none.
            scenarios: z.array(keptScenario).max(FRONT_LIMITS.keptScenarios).default([]),
            welcomed: z.boolean(),
          })
          .strict(),
      })
      .strict(),
    response: response<ErrorData | null>(),
  },
  /** Lets a person choose a file of this kind and reads it as text; null: they didn't. */
  'file.open': {
    request: z.object({ kind: z.enum(FILE_KINDS) }).strict(),
    response: response<OpenedFile | null>(),
  },
  /** Lets a person choose where, and writes it whole or not at all; null: they didn't. */
  'file.save': {
    request: z
      .object({
        kind: z.enum(FILE_KINDS),
        name: fileName,
        bytes: z.instanceof(Uint8Array).refine((b) => b.length <= FRONT_LIMITS.fileBytes, 'too many bytes'),
      })
      .strict(),
    response: response<{ path: string } | null>(),
  },
} as const;

export const FRONT_CONTRACT = { ...CONTRACT, ...CONSOLE_CONTRACT, ...DESKTOP_CONTRACT } as const;

export type FrontCommand = keyof typeof FRONT_CONTRACT;
export type FrontRequest<C extends FrontCommand> = z.input<(typeof FRONT_CONTRACT)[C]['request']>;
/** Null is an answer too (nothing to say, or nothing chosen); undefined never is. */
export type FrontResponse<C extends FrontCommand> = Exclude<
  (typeof FRONT_CONTRACT)[C]['response'],
  undefined
>;

type Handlers<T extends Record<string, { request: z.ZodType; response: unknown }>> = {
  readonly [C in keyof T]: (
    request: z.output<T[C]['request']>,
  ) => Promise<Exclude<T[C]['response'], undefined>> | Exclude<T[C]['response'], undefined>;
};
export type ConsoleHandlers = Handlers<typeof CONSOLE_CONTRACT>;
export type DesktopHandlers = Handlers<typeof DESKTOP_CONTRACT>;
