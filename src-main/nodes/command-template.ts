/**
 * Command templates: `python3 server.py {name}` to a program and its arguments. Split as a shell would, but
 * no shell is run, and split first, so that nothing that is filled in can become another argument.
 */
import { closestName } from '../../src-shared/closest-name.ts';
import { HerdError } from '../../src-shared/errors.ts';

export const PLACEHOLDERS = ['name', 'host', 'port', 'neighbours', 'topology'] as const;
export type Placeholder = (typeof PLACEHOLDERS)[number];
export type PlaceholderValues = Readonly<Record<Placeholder, string>>;

/** What is wrong with a template; `readTemplate` makes the error for people of it. */
class TemplateProblem extends Error {}

const UNQUOTED = /[^\s'"\\]+|\\[\s\S]|'[^']*'|"(?:[^"\\]|\\[\s\S])*"/y;

function unquote(piece: string): string {
  if (piece.startsWith("'")) return piece.slice(1, -1);
  // Within double quotes a backslash is only special before these, as in a shell.
  if (piece.startsWith('"')) return piece.slice(1, -1).replaceAll(/\\(["\\$`])/g, '$1');
  return piece.startsWith('\\') ? piece.slice(1) : piece;
}

/** The words of a command line: quotes and backslashes as in a shell, nothing else is special. */
function splitWords(line: string): string[] {
  const words: string[] = [];
  let word: string | undefined;
  let at = 0;
  while (at < line.length) {
    const char = line.charAt(at);
    if (/\s/.test(char)) {
      if (word !== undefined) words.push(word);
      word = undefined;
      at++;
      continue;
    }
    UNQUOTED.lastIndex = at;
    const [piece] = UNQUOTED.exec(line) ?? [];
    if (piece === undefined) {
      throw new TemplateProblem(char === '\\' ? 'it ends in a backslash' : `its ${char} is never closed`);
    }
    word = (word ?? '') + unquote(piece);
    at += piece.length;
  }
  if (word !== undefined) words.push(word);
  return words;
}

/** A text as one word of a template, whatever is in it: white space, quotes, braces. */
export const quoteWord = (text: string): string =>
  `'${text.replaceAll("'", `'\\''`).replaceAll('{', '{{').replaceAll('}', '}}')}'`;

type Part = string | { readonly placeholder: Placeholder };

const isPlaceholder = (name: string): name is Placeholder => PLACEHOLDERS.some((known) => known === name);

function splitPlaceholders(text: string): Part[] {
  return [...text.matchAll(/\{\{|\}\}|\{([^{}]*)\}|[{}]|[^{}]+/g)].map(([piece, name]): Part => {
    if (name !== undefined) {
      if (isPlaceholder(name)) return { placeholder: name };
      const meant = closestName(name, PLACEHOLDERS);
      throw new TemplateProblem(
        `there is no placeholder {${name}} (${meant ? `did you mean {${meant}}?` : 'a brace is written {{ or }}'})`,
      );
    }
    if (piece === '{' || piece === '}')
      throw new TemplateProblem(`a lone ${piece} is written ${piece}${piece}`);
    return piece === '{{' || piece === '}}' ? piece.charAt(0) : piece;
  });
}

const fill = (parts: readonly Part[], values: PlaceholderValues): string =>
  parts.map((part) => (typeof part === 'string' ? part : values[part.placeholder])).join('');

/** A template that has been read: it only waits for the values. */
export interface CommandTemplate {
  /** Whether the program is told where its neighbours are, by {neighbours} or {topology}. */
  readonly tellsNeighbours: boolean;
  /** The program and its arguments. */
  words(values: PlaceholderValues): { readonly program: string; readonly args: readonly string[] };
  /** The environment that the command adds. */
  env(values: PlaceholderValues): Record<string, string>;
}

/**
 * Reads a command and the values of its environment, which may have placeholders too.
 * @throws HerdError COMMAND_TEMPLATE
 */
export function readTemplate(
  server: string,
  template: string,
  env: Readonly<Record<string, string>> = {},
): CommandTemplate {
  const read = <T>(text: string, how: (text: string) => T): T => {
    try {
      return how(text);
    } catch (thrown) {
      if (!(thrown instanceof TemplateProblem)) throw thrown;
      throw new HerdError('COMMAND_TEMPLATE', { server, template: text, problem: thrown.message });
    }
  };
  const words = read(template, (text) => splitWords(text).map(splitPlaceholders));
  const [program, ...args] = words;
  if (program === undefined) {
    throw new HerdError('COMMAND_TEMPLATE', { server, template, problem: 'it is blank' });
  }
  const variables = Object.entries(env).map(([name, text]) => [name, read(text, splitPlaceholders)] as const);
  const used = [...words, ...variables.map(([, parts]) => parts)].flat();
  return {
    tellsNeighbours: used.some(
      (part) =>
        typeof part !== 'string' && (part.placeholder === 'neighbours' || part.placeholder === 'topology'),
    ),
    words: (values) => ({ program: fill(program, values), args: args.map((parts) => fill(parts, values)) }),
    env: (values) => Object.fromEntries(variables.map(([name, parts]) => [name, fill(parts, values)])),
  };
}
