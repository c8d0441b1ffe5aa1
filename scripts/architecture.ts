/** The arrows of ARCHITECTURE.md as rules over source files: who may import what, and how long a file may be. */
import { posix } from 'node:path';

export interface SourceFile {
  /** From the project's root, with `/`. */
  readonly path: string;
  readonly text: string;
}

export interface Violation {
  readonly path: string;
  readonly problem: string;
}

export const LONGEST_FILE = 400;

const GROUND = ['src-shared', 'src-main/ground'];
const HERD = [...GROUND, 'src-main/places', 'src-main/herd'];
const HOST = [...HERD, 'src-main/nodes', 'src-main/host'];

/** Each folder of ours, and what of ours it may import besides itself. A new folder is one more row. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  'src-shared': [],
  'src-renderer': ['src-shared'],
  'src-main/ground': ['src-shared'],
  'src-main/places': GROUND,
  'src-main/herd': HERD,
  'src-main/nodes': HERD,
  'src-main/host': HOST,
  'src-main/scenario': HOST,
  'src-main/grader': [...HOST, 'src-main/scenario'],
  'src-main/console': [...HOST, 'src-main/scenario'],
  'src-main/desktop': [...HOST, 'src-main/scenario', 'src-main/console', 'src-main/cli', 'package.json'],
  'src-main/cli': [...HOST, 'src-main/scenario', 'src-main/grader', 'bench', 'package.json'],
  bench: HOST,
  e2e: ['src-shared', 'scripts'],
  scripts: [],
};

/** What is pure stays pure: these packages need neither Node nor a page. */
const PURE_PACKAGES = ['zod', 'yaml'];
const TEST_FILE = /\.(test|proof|spec)\.tsx?$|\/testing\//;
const TEST_PACKAGES = ['vitest', 'fast-check'];
const IMPORTED = /(?:\bfrom|\bimport|\brequire)\s*\(?\s*(['"])([^'"\n]+)\1/g;

/** Everything that a file names in an import, export … from, import() or require(). */
export function importsOf(text: string): string[] {
  return [...text.matchAll(IMPORTED)].map((match) => match[2] ?? '');
}

function folderOf(path: string): string | undefined {
  return Object.keys(MAY_IMPORT).find((folder) => isWithin(path, folder));
}

function isWithin(path: string, place: string): boolean {
  return path === place || path.startsWith(`${place}/`);
}

function checkOwn(file: SourceFile, folder: string, target: string): string[] {
  const inTest = TEST_FILE.test(file.path);
  const allowed = [folder, ...(MAY_IMPORT[folder] ?? [])];
  // A test inside src-main may look at whatever it needs there, except at the window.
  if (inTest && folder.startsWith('src-main/')) allowed.push('src-main', 'bench', 'scripts');
  const intoWindow = isWithin(target, 'src-main/desktop') && folder !== 'src-main/desktop';
  if (!intoWindow && allowed.some((place) => isWithin(target, place))) return [];
  return [`imports ${target}, which ${folder} must not know`];
}

function checkPackage(file: SourceFile, folder: string, name: string): string[] {
  const inTest = TEST_FILE.test(file.path);
  const isNode = name.startsWith('node:');
  const isElectron = name === 'electron' || name.startsWith('electron/');
  if (folder === 'src-shared') {
    const pure = PURE_PACKAGES.some((pack) => isWithin(name, pack));
    const forTest = inTest && (isNode || TEST_PACKAGES.includes(name));
    return pure || forTest ? [] : [`imports ${name}; src-shared is pure`];
  }
  if (folder === 'src-renderer' && ((isNode && !inTest) || isElectron)) {
    return [`imports ${name}; a page has neither Node nor Electron`];
  }
  if (isElectron && folder !== 'src-main/desktop' && folder !== 'e2e') {
    return [`imports ${name}; only src-main/desktop may`];
  }
  return [];
}

/** All that is wrong with one file of TypeScript. */
export function checkFile(file: SourceFile): Violation[] {
  const problems: string[] = [];
  const lines = file.text.split('\n').length - (file.text.endsWith('\n') ? 1 : 0);
  if (lines > LONGEST_FILE) problems.push(`has ${lines} lines, more than ${LONGEST_FILE}`);
  const folder = folderOf(file.path);
  if (folder === undefined) problems.push('is in a folder that MAY_IMPORT has no row for');
  else {
    for (const name of importsOf(file.text)) {
      if (name.startsWith('.')) {
        const target = posix.join(posix.dirname(file.path), name);
        problems.push(...checkOwn(file, folder, target));
      } else problems.push(...checkPackage(file, folder, name));
    }
  }
  return problems.map((problem) => ({ path: file.path, problem }));
}

/** Text that belongs to one machine and not to the project. */
const NOT_OURS: readonly { readonly what: string; readonly pattern: RegExp }[] = [
  { what: 'a folder outside the project', pattern: /(?<![\w-])\.\.\/shared\// },
  { what: 'a path of one machine', pattern: /(?<![\w./-])\/(?:work|root|home\/\w+|Users\/\w+)\// },
  { what: 'a package registry', pattern: /https?:\/\/[\w.-]*(?:npmjs|npmmirror|registry)[\w.-]*/ },
];

/** Mentions of places that only one machine has, in any text file. */
export function checkText(file: SourceFile): Violation[] {
  return file.text.split('\n').flatMap((line, index) =>
    NOT_OURS.filter(({ pattern }) => pattern.test(line)).map(({ what }) => ({
      path: `${file.path}:${index + 1}`,
      problem: `mentions ${what}`,
    })),
  );
}
