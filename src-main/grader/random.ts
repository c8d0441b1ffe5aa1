/** Random choices that the same seed makes again, each check's from a stream of its own. */
import { createHash } from 'node:crypto';
import { SeededRandom } from '../scenario/values.ts';

export class Random {
  readonly #numbers: SeededRandom;

  /** The same parts give the same choices, whatever else was run before. */
  constructor(...parts: readonly (string | number)[]) {
    this.#numbers = new SeededRandom(createHash('sha256').update(parts.join('\0')).digest().readUInt32LE());
  }

  /** A whole number, both ends included. */
  between(least: number, most: number): number {
    return this.#numbers.between(least, most);
  }

  pick<T>(list: readonly T[]): T {
    const picked = list[this.between(0, list.length - 1)];
    if (picked === undefined) throw new RangeError('nothing to pick from');
    return picked;
  }

  shuffle<T>(list: readonly T[]): T[] {
    const rest = [...list];
    for (let last = rest.length - 1; last > 0; last--) {
      const other = this.between(0, last);
      [rest[last], rest[other]] = [rest[other] as T, rest[last] as T];
    }
    return rest;
  }

  /** So many lower case letters and digits. */
  word(length: number): string {
    return Array.from({ length }, () => this.between(0, 35).toString(36)).join('');
  }
}
