/** A scenario file → a scenario, or an error that names the line and what was meant. */
import { z } from 'zod';
import { didYouMean } from '../../src-shared/closest-name.ts';
import type { CatchUp } from '../../src-shared/topology/knowledge.ts';
import { invalid, type LocatedYaml, type Path, readYaml } from './located-yaml.ts';
import type { Step, StepKind } from './step-kind.ts';
import { COMMON_MEMBERS } from './step-kind.ts';
import { STEP_KINDS } from './steps/index.ts';
import { valueName } from './steps/let.ts';
import { type Issue, issuesOf, oneOfWords, seconds, text } from './words.ts';

/** More steps than anybody writes by hand. */
const MOST_STEPS = 5_000;
const DEFAULT_SECONDS = 5;

export interface Scenario {
  /** The file's name, as errors and reports give it. */
  readonly file: string;
  readonly title: string;
  /** The topology that it is written for, if it is written for one. */
  readonly topology: string | undefined;
  readonly places: 'gazetteer' | 'off';
  /** Seconds that an expectation waits unless its step says otherwise. */
  readonly within: number;
  readonly catchUp: CatchUp;
  /** Who plays which part: a server's name, or its place in the topology from 1. */
  readonly cast: ReadonlyMap<string, string>;
  readonly steps: readonly Step[];
  readonly source: LocatedYaml;
}

const HEAD = z.strictObject({
  title: text,
  topology: text.optional(),
  places: oneOfWords(['gazetteer', 'off']).optional(),
  within: seconds.optional(),
  'catch up': oneOfWords(['required', 'allowed']).optional(),
  cast: z
    .record(valueName, text, { error: 'names with a server’s name or place each were meant here' })
    .optional(),
  steps: z
    .array(z.unknown(), { error: 'a list of steps was meant here' })
    .min(1, 'at least one step was meant here'),
});

/** What stands at the head of a scenario file, for the reference. */
export const HEAD_MEMBERS: readonly string[] = Object.keys(HEAD.shape);

/** @throws HerdError SCENARIO_INVALID */
export function readScenario(source: string, file: string): Scenario {
  const yaml = readYaml(source, file);
  if (typeof yaml.value !== 'object' || yaml.value === null || Array.isArray(yaml.value)) {
    throw invalid(file, 1, 'it is no mapping', 'A scenario has a title and steps.');
  }
  const head = HEAD.safeParse(yaml.value);
  if (!head.success) return refuse(yaml, file, [], issuesOf(head.error, HEAD_MEMBERS, yaml.value));
  const { title, topology, places = 'gazetteer', within = DEFAULT_SECONDS, cast = {} } = head.data;
  const reader = new StepReader(yaml, file);
  return {
    file,
    title,
    topology,
    places,
    within,
    catchUp: head.data['catch up'] ?? 'required',
    cast: new Map(Object.entries(cast)),
    steps: reader.readList(head.data.steps, ['steps']),
    source: yaml,
  };
}

function refuse(yaml: LocatedYaml, file: string, at: Path, issues: readonly Issue[]): never {
  const [issue] = issues;
  throw invalid(
    file,
    yaml.lineOf([...at, ...(issue?.path ?? [])]),
    issue?.problem ?? 'it can’t be read',
    issue?.meant,
  );
}

class StepReader {
  readonly #yaml: LocatedYaml;
  readonly #file: string;
  #count = 0;

  constructor(yaml: LocatedYaml, file: string) {
    this.#yaml = yaml;
    this.#file = file;
  }

  readList(value: unknown, at: Path): Step[] {
    if (!Array.isArray(value) || value.length === 0) {
      return refuse(this.#yaml, this.#file, at, [{ path: [], problem: 'a list of steps was meant here' }]);
    }
    return value.map((item: unknown, index) => this.#read(item, [...at, index]));
  }

  #read(value: unknown, at: Path): Step {
    const fail = (issues: readonly Issue[]): never => refuse(this.#yaml, this.#file, at, issues);
    if (++this.#count > MOST_STEPS)
      return fail([{ path: [], problem: `it has more than ${MOST_STEPS} steps` }]);
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      return fail([{ path: [], problem: 'a step such as “kill: Welsh” was meant here' }]);
    }
    const kind = this.#kindOf(Object.keys(value), at);
    const input: Record<string, unknown> = { ...value };
    if (kind.block && kind.block.member in input) {
      const { member, lists } = kind.block;
      const inside = input[member];
      input[member] =
        lists && Array.isArray(inside)
          ? inside.map((list: unknown, index) => this.readList(list, [...at, member, index]))
          : this.readList(inside, [...at, member]);
    }
    const read = kind.bind(input);
    if (!read.ok) return fail(read.issues);
    const common = z.object(COMMON_MEMBERS).parse(value);
    return {
      keyword: kind.keyword,
      line: this.#yaml.lineOf(at),
      text: this.#yaml.textOf(at),
      note: common.note,
      within: common.within,
      path: at,
      bound: read.bound,
      run: read.bound.run,
    };
  }

  #kindOf(keys: readonly string[], at: Path): StepKind {
    const kind = STEP_KINDS.find(({ keyword }) => keys.includes(keyword));
    if (kind) return kind;
    const known = STEP_KINDS.map(({ keyword }) => keyword);
    const close = keys.map((key) => didYouMean(key, known)).find(Boolean);
    return refuse(this.#yaml, this.#file, at, [
      {
        path: keys[0] === undefined ? [] : [keys[0]],
        problem: `“${keys[0] ?? ''}” is no step`,
        meant: close ?? `Steps are: ${known.join(', ')}.`,
      },
    ]);
  }
}
