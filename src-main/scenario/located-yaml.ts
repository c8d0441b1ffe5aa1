/** A YAML file as texts, lists and mappings, with the line that each of them stands on. */
import {
  isAlias,
  isMap,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
  type YAMLError,
} from 'yaml';
import { HerdError } from '../../src-shared/errors.ts';

/** A scenario is written by hand: more is a mistake, or an attack. */
export const FILE_LIMITS = { bytes: 1024 * 1024, aliases: 0 } as const;

export type Path = readonly (string | number)[];

export interface LocatedYaml {
  /** Only texts, lists and mappings: every scalar is the text that stands there. */
  readonly value: unknown;
  /** The line, from 1, of the value at a path, or of what is nearest to it. A mapping's member is where its key is. */
  lineOf(path: Path): number;
  /** The text of that line, without indentation and list dash. */
  textOf(path: Path): string;
}

export function invalid(file: string, line: number, problem: string, meant?: string): HerdError {
  return new HerdError('SCENARIO_INVALID', {
    where: `${file}:${line}`,
    problem,
    ...(meant === undefined ? {} : { meant }),
  });
}

/** Makes the error for a mistake at a line. */
export type Refuse = typeof invalid;

/**
 * `refuse`: how a mistake is told; a scenario's way unless given.
 * @throws what `refuse` makes, with the file's name and the line: HerdError SCENARIO_INVALID
 */
export function readYaml(source: string, file: string, refuse: Refuse = invalid): LocatedYaml {
  if (Buffer.byteLength(source) > FILE_LIMITS.bytes) {
    throw refuse(file, 1, `it is larger than ${FILE_LIMITS.bytes / 1024} KiB`);
  }
  const lineCounter = new LineCounter();
  const document = parseDocument(source, { schema: 'failsafe', lineCounter, prettyErrors: false });
  const [mistake] = [...document.errors, ...document.warnings];
  if (mistake) {
    const { line } = lineCounter.linePos(openQuote(document, mistake) ?? mistake.pos[0]);
    throw refuse(
      file,
      line,
      `its YAML is broken: ${mistake.message.split('\n', 1)[0]}`,
      'Indent with spaces; put texts with “: ”, “ #” or a brace in front in quotes.',
    );
  }
  const lines = source.split(/\r?\n/);
  const root: Node | null = document.contents;
  const lineAt = (offset: number | undefined): number =>
    offset === undefined ? 1 : lineCounter.linePos(offset).line;
  const lineOf = (path: Path): number => {
    let node: unknown = root;
    let line = lineAt(root?.range?.[0]);
    for (const part of path) {
      if (isMap(node)) {
        const pair = node.items.find(({ key }) => isScalar(key) && key.value === part);
        if (!pair) break;
        if (isScalar(pair.key)) line = lineAt(pair.key.range?.[0]);
        node = pair.value;
      } else if (isSeq(node)) {
        const item: unknown = node.items[Number(part)];
        if (!isScalar(item) && !isMap(item) && !isSeq(item)) break;
        line = lineAt(item.range?.[0]);
        node = item;
      } else break;
    }
    return line;
  };
  const value = toPlain(root, (offset) => {
    throw refuse(
      file,
      lineAt(offset),
      'aliases (&name, *name) can’t be used',
      'Write the value out, or give it a name with “let”.',
    );
  });
  return {
    value,
    lineOf,
    textOf: (path) => (lines[lineOf(path) - 1] ?? '').trim().replace(/^(- +)+/, ''),
  };
}

/** Where a quote begins that is never closed: the parser only tells where the file ends. */
function openQuote(document: ReturnType<typeof parseDocument>, mistake: YAMLError): number | undefined {
  if (mistake.code !== 'MISSING_CHAR' || !mistake.message.includes('quote')) return undefined;
  let began: number | undefined;
  visit(document, {
    Scalar: (_, { type, range }) => {
      const quoted = type === 'QUOTE_DOUBLE' || type === 'QUOTE_SINGLE';
      if (quoted && range && range[0] < mistake.pos[0]) began = range[0];
    },
  });
  return began;
}

function toPlain(node: unknown, onAlias: (offset: number | undefined) => never): unknown {
  if (isAlias(node)) return onAlias(node.range?.[0]);
  if (isSeq(node)) return node.items.map((item) => toPlain(item, onAlias));
  if (isMap(node)) {
    return Object.fromEntries(
      node.items.map(({ key, value }) => [
        isScalar(key) ? String(key.value) : String(key),
        toPlain(value, onAlias),
      ]),
    );
  }
  // Nothing after a colon is an empty text here.
  return isScalar(node) ? String(node.value ?? '') : '';
}
