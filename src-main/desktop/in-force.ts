/**
 * What counts in this start: the settings, but what the command line says instead of them, until a person changes
 * that very setting. Changing another one, or the key, leaves what the command line said alone.
 */
import type { Said, Settings } from '../../src-shared/front-types.ts';
import type { SettingsFile } from './settings-file.ts';
import type { WindowOptions } from './start-options.ts';

type Sayable = keyof Said;
const SAYABLE: readonly Sayable[] = ['basePort', 'logDir', 'places'];

export class InForce {
  readonly #file: SettingsFile;
  #said: Said;
  #saidUrl: string | undefined;
  /** Every folder that logs have gone to in this start, the newest last. */
  #logDirs: readonly string[] = [];

  /** @param logDir what `--log-dir` means, as a whole path; undefined: it wasn't given */
  constructor(file: SettingsFile, options: WindowOptions, logDir: string | null | undefined) {
    this.#file = file;
    this.#saidUrl = options.placesUrl;
    this.#said = {
      ...(options.basePort !== undefined && { basePort: Number(options.basePort) }),
      ...(logDir !== undefined && { logDir }),
      ...placesOf(options, file.current.places),
    };
    this.#note();
  }

  get current(): Settings {
    return { ...this.#file.current, ...this.#said };
  }

  /** The settings as they are kept. */
  get kept(): Settings {
    return this.#file.current;
  }

  get said(): Said {
    return this.#said;
  }

  /** The address that the command line gave Places; it may have the key, wherever it is. */
  get saidUrl(): string | undefined {
    return this.#saidUrl;
  }

  get logDirs(): readonly string[] {
    return this.#logDirs;
  }

  /** Whether it is kept, or logs have gone there. */
  knowsFolder(folder: string): boolean {
    return folder === this.kept.logDir || this.#logDirs.includes(folder);
  }

  /** Keeps the change and lets it count. Returns how to have things as they were. @throws HerdError FILE_UNWRITABLE */
  change(change: Partial<Settings>): () => void {
    const [settings, said, saidUrl, logDirs] = [this.#file.current, this.#said, this.#saidUrl, this.#logDirs];
    this.#file.save(change);
    const left = SAYABLE.filter((name) => !Object.hasOwn(change, name) && Object.hasOwn(said, name));
    this.#said = Object.fromEntries(left.map((name) => [name, said[name]]));
    if (change.places !== undefined) this.#saidUrl = undefined;
    this.#note();
    return () => {
      this.#said = said;
      this.#saidUrl = saidUrl;
      this.#logDirs = logDirs;
      const names = Object.keys(change) as (keyof Settings)[];
      this.#file.save(Object.fromEntries(names.map((name) => [name, settings[name]])));
    };
  }

  #note(): void {
    const { logDir } = this.current;
    if (logDir === null) return;
    this.#logDirs = [...this.#logDirs.filter((other) => other !== logDir), logDir];
  }
}

function placesOf({ places, placesUrl }: WindowOptions, kept: Settings['places']): Pick<Said, 'places'> {
  if (places === undefined && placesUrl === undefined) return {};
  // A source that was named is meant as it is, not at the address that is kept for another one.
  const url = placesUrl ?? (places === undefined ? kept.url : null);
  return { places: { source: places ?? kept.source, url } };
}
