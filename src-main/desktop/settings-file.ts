/** The settings on disk: readable JSON, checked when read, and the defaults of what it doesn't say. */
import { z } from 'zod';
import { type ErrorData, HerdError } from '../../src-shared/errors.ts';
import { type Settings, THEMES } from '../../src-shared/front-types.ts';
import { PLACES_SOURCES } from '../../src-shared/places-sources.ts';
import { DEFAULT_BASE_PORT } from '../../src-shared/topology/addresses.ts';
import { readBounded, reasonOf, setAside, writeWhole } from './whole-file.ts';

const MOST_BYTES = 256 * 1024;

/** Members that are missing get their default; one that no version knows makes the file a broken one. */
const fileSchema = z
  .object({
    theme: z.enum(THEMES).exactOptional(),
    basePort: z.number().int().min(0).max(65_535).exactOptional(),
    logDir: z.string().min(1).max(4_096).nullable().exactOptional(),
    places: z
      .object({ source: z.enum(PLACES_SOURCES), url: z.string().max(2_000).nullable() })
      .strict()
      .exactOptional(),
    onlineTiles: z.boolean().exactOptional(),
  })
  .strict();

/** @param logDir where logs go unless a person says otherwise */
export const defaultSettings = (logDir: string): Settings => ({
  theme: 'system',
  basePort: Number(DEFAULT_BASE_PORT),
  logDir,
  places: { source: PLACES_SOURCES[0], url: null },
  onlineTiles: false,
});

export interface SettingsFile {
  readonly current: Settings;
  /** What was wrong with the file at the start. */
  readonly problem: ErrorData | null;
  /** @throws HerdError FILE_UNWRITABLE; the settings are what they were then */
  save(change: Partial<Settings>): void;
}

export function openSettingsFile(path: string, defaults: Settings, now = () => new Date()): SettingsFile {
  let problem: ErrorData | null = null;
  let current = defaults;
  try {
    const text = readBounded(path, MOST_BYTES)?.toString();
    if (text !== undefined) current = { ...defaults, ...parse(text) };
  } catch (thrown) {
    const aside = setAside(path, now());
    problem = new HerdError('SETTINGS_BROKEN', { path, reason: reasonOf(thrown), aside }).toData();
  }
  return {
    get current() {
      return current;
    },
    problem,
    save(change) {
      const changed = { ...current, ...change };
      try {
        writeWhole(path, `${JSON.stringify(changed, null, 2)}\n`);
      } catch (thrown) {
        throw new HerdError('FILE_UNWRITABLE', { path, reason: reasonOf(thrown) });
      }
      current = changed;
    },
  };
}

function parse(text: string): Partial<Settings> {
  const parsed = fileSchema.safeParse(JSON.parse(text));
  if (parsed.success) return parsed.data;
  throw new Error(z.prettifyError(parsed.error));
}
