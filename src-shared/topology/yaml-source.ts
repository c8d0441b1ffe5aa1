/**
 * A YAML (or JSON) text as nodes that know their line, read member by member: nothing is taken on trust,
 * nothing is expanded, and every mistake names its place. Knows nothing of topologies.
 */
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument, visit } from 'yaml';
import { didYouMean } from '../closest-name.ts';

/** Aliases that a text may use, counted as often as they are expanded: against “billion laughs”. */
const MOST_ALIASES = 100;
const MOST_SHOWN = 60;

/** How a mistake becomes the error that is thrown: `where` is `name:line`. */
export type Refusal = (where: string, problem: string, meant?: string) => Error;

/** A place in the text; null where a value was left out and only its parent has one. */
export type Place = Node | null;

/** A text from a file as it may stand in a message: short, on one line, without control characters. */
export function shown(text: string): string {
  const clean = text.replaceAll(/\p{C}/gu, '\uFFFD');
  return `“${clean.length > MOST_SHOWN ? `${clean.slice(0, MOST_SHOWN)}…` : clean}”`;
}

const DEPTH_RULE =
  'Lists and mappings in it are a few levels deep; brackets that are never closed look like more.';
const YAML_RULE = 'Brackets and quotes are closed, and what belongs together is indented alike, with spaces.';

function asItStands(node: Place): string {
  if (isMap(node)) return 'It is a mapping as it stands.';
  return isSeq(node) ? 'It is a list as it stands.' : 'Nothing stands there.';
}

export class YamlSource {
  readonly root: Place;
  readonly #name: string;
  readonly #refusal: Refusal;
  readonly #lines = new LineCounter();
  readonly #document: ReturnType<typeof parseDocument>;

  /** `name` is the file's, for messages. Throws what `refusal` makes of the first syntax error. */
  constructor(text: string, name: string, refusal: Refusal) {
    this.#name = name;
    this.#refusal = refusal;
    try {
      // Keys are checked for being unique in `members`: the library compares each with each, which takes
      // minutes for a hostile file.
      this.#document = parseDocument(text, {
        lineCounter: this.#lines,
        prettyErrors: false,
        uniqueKeys: false,
        logLevel: 'error',
      });
    } catch {
      throw refusal(`${name}:1`, 'it is nested too deeply', DEPTH_RULE);
    }
    const mistake = this.#document.errors[0] ?? this.#document.warnings[0];
    if (mistake?.code === 'RESOURCE_EXHAUSTION')
      throw refusal(`${name}:1`, 'it is nested too deeply', DEPTH_RULE);
    if (mistake) {
      const problem = mistake.message.replaceAll(/\s+/g, ' ').replace(/[.:]$/, '');
      throw refusal(this.#line(mistake.pos[0]), `it is not well-formed YAML: ${problem}`, YAML_RULE);
    }
    this.#checkAliases();
    this.root = this.#document.contents;
  }

  /** `name:line` of a node; line 1 where there is none. */
  where(place: Place): string {
    return this.#line(place?.range?.[0] ?? 0);
  }

  refuse(place: Place, problem: string, meant?: string): Error {
    return this.#refusal(this.where(place), problem, meant);
  }

  isNothing(place: Place): boolean {
    const node = this.#target(place);
    return node === null || (isScalar(node) && node.value === null);
  }

  isMapping(place: Place): boolean {
    return isMap(this.#target(place));
  }

  isList(place: Place): boolean {
    return isSeq(this.#target(place));
  }

  /** The entries of a list. */
  list(place: Place, what: string): Place[] {
    const node = this.#target(place);
    if (!isSeq(node))
      throw this.refuse(
        place,
        `${what} should be a list`,
        'Write it as [one, two], or each on a line behind “- ”.',
      );
    return node.items as Place[];
  }

  /** The members of a mapping by their names, in order; a name that comes twice is refused. */
  members(place: Place, what: string): Map<string, { readonly key: Place; readonly value: Place }> {
    const node = this.#target(place);
    if (!isMap(node)) {
      const meant = `It is ${isSeq(node) ? 'a list' : 'a single value'} as it stands.`;
      throw this.refuse(place, `${what} should be a mapping (member: value)`, meant);
    }
    const members = new Map<string, { key: Place; value: Place }>();
    for (const pair of node.items) {
      const key = pair.key as Place;
      const value = pair.value as Place;
      const member = this.text(key, `a member’s name in ${what}`);
      if (members.has(member)) {
        throw this.refuse(key, `${what} has ${shown(member)} twice`, 'It could mean only one of them.');
      }
      members.set(member, { key, value: value ?? key });
    }
    return members;
  }

  /** The values of a mapping's members, none of which may be another than these. */
  record<K extends string>(place: Place, what: string, known: readonly K[]): Partial<Record<K, Place>> {
    const values: Partial<Record<K, Place>> = {};
    for (const [member, { key, value }] of this.members(place, what)) {
      const name = known.find((candidate) => candidate === member);
      if (name === undefined) {
        const meant = didYouMean(member, known) ?? `Its members are: ${known.join(', ')}.`;
        throw this.refuse(key, `${what} has no member ${shown(member)}`, meant);
      }
      values[name] = value;
    }
    return values;
  }

  /** A scalar as its text; numbers and booleans as they are written. */
  text(place: Place, what: string): string {
    const node = this.#target(place);
    if (isScalar(node) && node.value !== null && node.value !== undefined) {
      return typeof node.value === 'string' ? node.value : (node.source ?? String(node.value));
    }
    throw this.refuse(place, `${what} should be a text`, asItStands(node));
  }

  #checkAliases(): void {
    try {
      this.#document.toJS({ maxAliasCount: MOST_ALIASES });
    } catch (thrown) {
      const [, name] =
        /^Unresolved alias.*: (.*)$/s.exec(thrown instanceof Error ? thrown.message : '') ?? [];
      if (name === undefined) {
        const problem = `its aliases (*name) stand for too much, more than ${MOST_ALIASES} copies`;
        throw this.#refusal(`${this.#name}:1`, problem, 'Write out what they stand for.');
      }
      let place: Place = null;
      visit(this.#document, {
        Alias: (_, alias) => {
          if (alias.source !== name) return;
          place = alias;
          return visit.BREAK;
        },
      });
      const meant = `An alias stands for what &${name} marks further up; a text that begins with * goes in quotes.`;
      throw this.refuse(place, `its alias ${shown(`*${name}`)} has no anchor before it`, meant);
    }
  }

  #target(place: Place): Place {
    return isAlias(place) ? (place.resolve(this.#document) ?? null) : place;
  }

  #line(offset: number): string {
    return `${this.#name}:${Math.max(1, this.#lines.linePos(offset).line)}`;
  }
}
