/** Lines that no client should send, and among them some that it may: one character a byte, without LF. */
import type { SeededRandom } from './seeded-random.ts';

const VALID = [
  'IAMAT kiwi.cs.ucla.edu +34.068930-118.445127 1479413884.392014450',
  'IAMAT kiwi.cs.ucla.edu +34.068930-118.445126 1479413884.392014451',
  'WHATSAT kiwi.cs.ucla.edu 10 5',
  'WHATSAT kiwi.cs.ucla.edu 50 20',
  'AT Ball +0.263873386 kiwi.cs.ucla.edu +34.068930-118.445127 1479413884.392014449',
  'AT Welsh -0.5 papaya +90-180 1479413884 Welsh Ball',
];
const UTF8 = Buffer.from('IAMAT ключ.日本.🥝 +1+1 1 — “?” \u2028\u00a0\ufeff', 'utf8').toString('latin1');
const WORDS = [
  'IAMAT',
  'WHATSAT',
  'AT',
  'iamat',
  '?',
  '+34-118',
  '-90+180',
  '+91+0',
  '10',
  '51',
  '1e9',
  'nan',
  '-5',
  '\0',
];
const SPACES = [' ', '  ', '\t', '\v', '\f', '\r', ' \r '];
const LINE_BYTES = 8192;
const POOL_BYTES = 256 * 1024;

export class Garbage {
  readonly #random: SeededRandom;
  /** Random bytes to take pieces of. */
  readonly #pool: string;

  constructor(random: SeededRandom) {
    this.#random = random;
    this.#pool = Array.from({ length: POOL_BYTES }, () => this.#byte()).join('');
  }

  line(): string {
    const kind = this.#random.next();
    if (kind < 0.3) return this.#bytes(this.#random.below(80));
    if (kind < 0.75) return this.#mutated();
    if (kind < 0.85) return this.#words();
    if (kind < 0.9) return UTF8.slice(this.#random.below(20), 20 + this.#random.below(UTF8.length));
    if (kind < 0.95) return this.#random.pick(SPACES).repeat(this.#random.below(4));
    if (kind < 0.9995) return `kiwi${this.#random.next()}`;
    return this.#long();
  }

  /** A place to cut `length` bytes at. */
  cut(length: number): number {
    return this.#random.below(length + 1);
  }

  #bytes(count: number): string {
    const at = this.#random.below(this.#pool.length - count);
    return this.#pool.slice(at, at + count);
  }

  #byte(): string {
    const byte = this.#random.below(256);
    return byte === 10 ? '\0' : String.fromCharCode(byte);
  }

  #words(): string {
    const random = this.#random;
    let line = '';
    for (let left = random.below(7); left > 0; left--) line += random.pick(WORDS) + random.pick(SPACES);
    return line;
  }

  /** A valid line with up to three bytes changed, left out, put in or doubled. */
  #mutated(): string {
    const random = this.#random;
    let line = random.pick(VALID);
    for (let changes = random.pick([0, 1, 1, 1, 2, 2, 3]); changes > 0; changes--) {
      const at = random.below(line.length + 1);
      const what = random.below(5);
      const [before, after] = [line.slice(0, at), line.slice(at)];
      if (what === 0) line = before + this.#byte() + after.slice(1);
      else if (what === 1) line = before + after.slice(1);
      else if (what === 2) line = before + this.#byte() + after;
      else if (what === 3)
        line = before + random.pick(['0', '9', '.', '+', '-', ' ', '\t', '\r']) + after.slice(1);
      else line = before + after.slice(0, 6) + after;
    }
    return line;
  }

  /** Around the longest line that is taken, and far beyond. */
  #long(): string {
    const random = this.#random;
    const length = random.pick([LINE_BYTES - 1, LINE_BYTES, LINE_BYTES + 1, 3 * LINE_BYTES, 100_000]);
    const body = random.pick(['x', ' ', '7', 'é', 'IAMAT ']);
    return body.repeat(Math.ceil(length / body.length)).slice(0, length - 1) + random.pick(['y', '\r']);
  }
}
