/** Checks a scenario's names against a topology before anything is started: servers, links, values, kept connections. */
import { didYouMean } from '../../src-shared/closest-name.ts';
import { linkId, type Topology } from '../../src-shared/topology/topology.ts';
import { invalid, type Path } from './located-yaml.ts';
import type { Scenario } from './read-scenario.ts';
import type { Mention, Step } from './step-kind.ts';
import { BUILT_IN_VALUES, placeholdersOf } from './values.ts';

/** The servers that play the parts of a scenario. @throws HerdError SCENARIO_INVALID */
export function castOf(scenario: Scenario, topology: Topology): Map<string, string> {
  const names = topology.servers.map(({ name }) => name);
  const cast = new Map<string, string>();
  for (const [part, who] of scenario.cast) {
    const name = /^\d{1,4}$/.test(who) ? names[Number(who) - 1] : names.find((known) => known === who);
    if (name === undefined) {
      const problem = `the topology ${topology.id} has no server ${/^\d+$/.test(who) ? `number ${who}` : `“${who}”`} for ${part}`;
      const meant = didYouMean(who, names) ?? `Its ${names.length} servers are: ${names.join(', ')}.`;
      throw invalid(scenario.file, scenario.source.lineOf(['cast', part]), problem, meant);
    }
    cast.set(part, name);
  }
  return cast;
}

/** There are always servers and links: what there can be none of is connections. */
const NONE_KEPT = 'The first send on a connection says which server it goes to (to: NAME).';

interface Scope {
  readonly values: ReadonlySet<string>;
  readonly connections: ReadonlySet<string>;
}

/** @throws HerdError SCENARIO_INVALID for the first name that isn't there. */
export function checkScenario(scenario: Scenario, topology: Topology): void {
  const cast = castOf(scenario, topology);
  new Checker(scenario, topology).check(scenario.steps, {
    values: new Set([...BUILT_IN_VALUES, ...cast.keys()]),
    connections: new Set(),
  });
}

class Checker {
  readonly #scenario: Scenario;
  readonly #servers: readonly string[];
  readonly #links: readonly string[];

  constructor(scenario: Scenario, topology: Topology) {
    this.#scenario = scenario;
    this.#servers = topology.servers.map(({ name }) => name);
    this.#links = topology.links.flatMap(({ a, b }) => [linkId({ a, b }), linkId({ a: b, b: a })]);
  }

  check(steps: readonly Step[], outer: Scope): void {
    let scope = outer;
    for (const step of steps) {
      const { mentions, defines, opens, blocks } = step.bound;
      this.#placeholders(valueAt(this.#scenario.source.value, step.path), step.path, scope, step);
      for (const mention of mentions) this.#mention(mention, step, scope);
      scope = {
        values: new Set([...scope.values, ...defines]),
        connections: new Set([...scope.connections, ...opens]),
      };
      for (const block of blocks) {
        this.check(block.steps, { ...scope, values: new Set([...scope.values, ...block.names]) });
      }
      // A connection that a block keeps is there for the steps behind it, too.
      const opened = blocks.flatMap((block) => block.steps.flatMap((inside) => inside.bound.opens));
      scope = { ...scope, connections: new Set([...scope.connections, ...opened]) };
    }
  }

  #mention({ kind, text, path }: Mention, step: Step, scope: Scope): void {
    if (text.includes('{')) return;
    const { values, connections } = scope;
    const around = kind === 'link' ? /^links of (.+)$/.exec(text)?.[1] : undefined;
    if (kind === 'connection') this.#known(text, connections, 'connection that was kept', step, path);
    else if (kind === 'server') this.#known(text, [...this.#servers, ...values], 'server', step, path);
    else if (around !== undefined) this.#mention({ kind: 'server', text: around, path }, step, scope);
    else if (!this.#isLinkOfParts(text, values))
      this.#known(text, [...this.#links, ...values], 'link', step, path);
  }

  /** `a-b` where a part of the cast stands for one or both servers: whether it is linked is seen in the run. */
  #isLinkOfParts(text: string, values: ReadonlySet<string>): boolean {
    const ends = text.split('-');
    const known = ends.every((end) => values.has(end) || this.#servers.includes(end));
    return ends.length === 2 && known && ends.some((end) => values.has(end));
  }

  #known(text: string, known: Iterable<string>, what: string, step: Step, path: Path): void {
    const names = [...known].filter((name) => !BUILT_IN_VALUES.some((taken) => taken === name));
    if (names.includes(text)) return;
    const hint = names.length === 0 ? NONE_KEPT : `Known here: ${names.join(', ')}.`;
    const meant = didYouMean(text, names) ?? hint;
    throw this.#error([...step.path, ...path], `there is no ${what} “${text}”`, meant);
  }

  /** Every `{name}` in the step's own texts; those of the steps inside it come with their own scope. */
  #placeholders(value: unknown, path: Path, scope: Scope, step: Step): void {
    if (typeof value === 'string') {
      const { names, malformed } = placeholdersOf(value);
      const [broken] = malformed;
      if (broken !== undefined) {
        throw this.#error(
          path,
          `“${broken}” is no value`,
          'Values are {now}, {now-60}, {random}, {random 1..9} and {name}; a brace itself is {{ or }}.',
        );
      }
      for (const name of names) {
        if (scope.values.has(name)) continue;
        const meant = didYouMean(name, scope.values) ?? `Known here: ${[...scope.values].join(', ')}.`;
        throw this.#error(path, `there is no value {${name}} here`, meant);
      }
      return;
    }
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inside] of Object.entries(value)) {
      const isBlock =
        path.length === step.path.length &&
        step.bound.blocks.length > 0 &&
        (key === 'do' || key === 'together');
      if (!isBlock)
        this.#placeholders(inside, [...path, Array.isArray(value) ? Number(key) : key], scope, step);
    }
  }

  #error(path: Path, problem: string, meant: string): Error {
    return invalid(this.#scenario.file, this.#scenario.source.lineOf(path), problem, meant);
  }
}

function valueAt(value: unknown, path: Path): unknown {
  let at = value;
  for (const part of path) at = typeof at === 'object' && at !== null ? Reflect.get(at, part) : undefined;
  return at;
}
