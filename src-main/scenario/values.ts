/** Values in a scenario's texts: `{now}`, `{now-60}`, `{random}`, `{random 1..9}`, and names given by let, save and loops. */
import { formatTimestamp, type Moment } from '../../src-shared/protocol/index.ts';
import { ScenarioFault } from './verdict.ts';

/** Names that a scenario can't give, because they are always there. */
export const BUILT_IN_VALUES = ['now', 'random'] as const;

/** A name that `let`, `save`, `as` and `cast` may give. */
export const VALUE_NAME = /^[A-Za-z][A-Za-z0-9_]*$/;

const PLACEHOLDER = /\{\{|\}\}|\{([^{}]*)\}/g;
const EXPRESSION =
  /^\s*([A-Za-z][A-Za-z0-9_.]*)\s*(?:(?:([+-])\s*(\d+(?:\.\d+)?))|(\d+)\s*\.\.\s*(\d+))?\s*$/;

/** Random numbers that the same seed gives again (mulberry32: small and even; nothing secret hangs on it). */
export class SeededRandom {
  #state: number;

  constructor(seed: number) {
    this.#state = seed >>> 0;
  }

  /** A whole number of 0..2³²-1. */
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0;
    let mixed = this.#state;
    mixed = Math.imul(mixed ^ (mixed >>> 15), mixed | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return (mixed ^ (mixed >>> 14)) >>> 0;
  }

  between(least: number, most: number): number {
    return least + Math.floor((this.next() / 0x1_0000_0000) * (most - least + 1));
  }
}

/** Gives present times that never repeat and never go back, so that `{now}` twice is two times. */
export function presentTimes(clock: () => Moment): () => string {
  let last = 0n;
  return () => {
    const { seconds, nanos } = clock();
    const now = BigInt(seconds) * 1_000_000_000n + BigInt(nanos);
    last = now > last ? now : last + 1n;
    return formatTimestamp({ seconds: Number(last / 1_000_000_000n), nanos: Number(last % 1_000_000_000n) });
  };
}

/** Names and their texts; an inner scope sees the outer ones. */
export class Values {
  readonly #outer: Values | undefined;
  readonly #texts = new Map<string, string>();
  readonly #now: () => string;
  readonly #random: SeededRandom;

  constructor(now: () => string, random: SeededRandom, outer?: Values) {
    this.#now = now;
    this.#random = random;
    this.#outer = outer;
  }

  /** A scope inside this one, with random numbers of its own, so that concurrent blocks don't disturb each other's. */
  inner(): Values {
    return new Values(this.#now, new SeededRandom(this.#random.next()), this);
  }

  set(name: string, text: string): void {
    this.#texts.set(name, text);
  }

  get(name: string): string | undefined {
    return this.#texts.get(name) ?? this.#outer?.get(name);
  }

  /** The text with its placeholders replaced. `{{` and `}}` are braces. */
  fill(template: string): string {
    return template.replace(PLACEHOLDER, (whole, expression: string | undefined) =>
      expression === undefined ? whole.slice(0, 1) : this.#evaluate(expression),
    );
  }

  #evaluate(expression: string): string {
    const [, name = '', sign, amount, least, most] = EXPRESSION.exec(expression) ?? [];
    if (name === 'random') {
      if (least !== undefined) return String(this.#random.between(Number(least), Number(most)));
      return this.#random.next().toString(16).padStart(8, '0');
    }
    const text = name === 'now' ? this.#now() : this.get(name);
    if (text === undefined) throw new ScenarioFault(`there is no value {${expression}} here`);
    return sign === undefined ? text : addDecimals(text, `${sign}${amount}`);
  }
}

/** The exact sum of two decimals as text, with as many decimals as the longer of them. */
export function addDecimals(a: string, b: string): string {
  const read = (text: string): { digits: bigint; scale: number } => {
    const match = /^([+-]?)(\d+)(?:\.(\d+))?$/.exec(text);
    if (!match) throw new ScenarioFault(`“${text}” is no number to add to or take from`);
    const [, sign, whole = '', fraction = ''] = match;
    return { digits: BigInt(`${sign === '-' ? '-' : ''}${whole}${fraction}`), scale: fraction.length };
  };
  const [x, y] = [read(a), read(b)];
  const scale = Math.max(x.scale, y.scale);
  const sum = x.digits * 10n ** BigInt(scale - x.scale) + y.digits * 10n ** BigInt(scale - y.scale);
  const digits = (sum < 0n ? -sum : sum).toString().padStart(scale + 1, '0');
  const text = scale === 0 ? digits : `${digits.slice(0, -scale)}.${digits.slice(-scale)}`;
  return sum < 0n ? `-${text}` : text;
}

/** What a template asks for: the names in it, and the placeholders that can't be read at all. */
export function placeholdersOf(template: string): { names: string[]; malformed: string[] } {
  const names: string[] = [];
  const malformed: string[] = [];
  for (const [, expression] of template.matchAll(PLACEHOLDER)) {
    if (expression === undefined) continue;
    const [, name, sign, , range] = EXPRESSION.exec(expression) ?? [];
    const fits = name === 'random' ? sign === undefined : range === undefined;
    if (name === undefined || !fits) malformed.push(`{${expression}}`);
    else names.push(name);
  }
  return { names, malformed };
}
