/** What was asked for on the command line: a window (and of what), or a herd without one. */
import { resolve } from 'node:path';
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';
import { PLACES_SOURCES, type PlacesSourceName } from '../../src-shared/places-sources.ts';

/** What a start may say instead of the settings and the workspace, for this time. */
export interface WindowOptions {
  readonly basePort?: string;
  readonly topology?: string;
  readonly logDir?: string;
  readonly places?: PlacesSourceName;
  readonly placesUrl?: string;
}

const HEADLESS = '--headless';
/** What Electron itself takes; between ours they would be strangers to `herd serve`. */
const ELECTRONS = /^--(?:no-sandbox|disable-gpu|ozone-platform=.*|user-data-dir=.*|enable-logging(?:=.*)?)$/;
/**
 * What Chromium, Node or the system may be told when a window is opened: there are hundreds, of which these are the
 * ones that people have a reason for, and the families whose names none of ours could be mistaken for.
 */
const CHROMIUMS = new RegExp(
  [
    '^--(?:enable|disable|force|ignore|use|ozone|gtk|gpu|proxy|remote-debugging|inspect|touch)-.+',
    '^--(?:no-sandbox|no-zygote|in-process-gpu|inspect|v|lang|user-data-dir|password-store|high-dpi-support)(?:=.*)?$',
    // `--log-dir` is ours, and what it may be mistyped as is told.
    '^--(?:js-flags|log-file|log-level|log-net-log)(?:=.*)?$',
    // Older versions of macOS say so to what the Finder starts.
    '^-psn_.+',
  ].join('|'),
);
const NAMES = {
  '--base-port': 'basePort',
  '--topology': 'topology',
  '--log-dir': 'logDir',
  '--places': 'places',
  '--places-url': 'placesUrl',
} as const;

const isOurs = (text: string): text is keyof typeof NAMES => Object.hasOwn(NAMES, text);

/**
 * The arguments of `herd serve`, when no window is asked for: all that follows `--headless`. Electron's own
 * options are taken out of it, except behind a `--`.
 */
export function headlessArgs(argv: readonly string[]): string[] | undefined {
  const at = argv.indexOf(HEADLESS);
  if (at === -1) return undefined;
  const rest = argv.slice(at + 1);
  const end = rest.indexOf('--');
  const before = (end === -1 ? rest : rest.slice(0, end)).filter((argument) => !ELECTRONS.test(argument));
  return end === -1 ? before : [...before, ...rest.slice(end + 1)];
}

/** What `--log-dir` means: null for `none`, else a whole path; undefined where it wasn't given. */
export const logFolder = (said: string | undefined): string | null | undefined =>
  said === undefined ? undefined : said === 'none' ? null : resolve(said);

/**
 * Both `--name value` and `--name=value`. What is neither ours nor Chromium's is a mistake, and would change nothing.
 * @param argv the program, the app's folder where `inFolder`, and what was said behind them
 * @throws HerdError USAGE
 */
export function windowOptions(argv: readonly string[], { inFolder }: { inFolder: boolean }): WindowOptions {
  const found: Record<string, string> = {};
  let folders = inFolder ? 1 : 0;
  for (let i = 1; i < argv.length; i += 1) {
    const argument = argv[i] ?? '';
    const [name = '', ...more] = argument.split('=');
    if (CHROMIUMS.test(argument)) continue;
    if (!isOurs(name)) {
      if (!argument.startsWith('-') && folders-- > 0) continue;
      throw usage(strange(argument, name));
    }
    const value = more.length > 0 ? more.join('=') : argv[++i];
    if (value === undefined || value === '' || value.startsWith('--')) throw usage(`${name} needs a value`);
    found[NAMES[name]] = value;
  }
  const { places } = found;
  if (places !== undefined && !PLACES_SOURCES.some((source) => source === places)) {
    throw usage(`--places is one of ${PLACES_SOURCES.join(', ')}`);
  }
  return found as WindowOptions;
}

function strange(argument: string, name: string): string {
  const meant = closestName(name, [...Object.keys(NAMES), HEADLESS]);
  const what = argument.startsWith('-') ? 'is no option of the window' : 'is one word too many';
  return `“${argument}” ${what}${meant === undefined ? '' : `; was ${meant} meant?`}`;
}

const HELP = `The window takes ${Object.keys(NAMES).join(', ')}; behind ${HEADLESS}: see herd serve --help.`;

const usage = (problem: string) =>
  new HerdError('USAGE', { problem: /[?]$/.test(problem) ? problem : `${problem}.`, help: HELP });
