/**
 * Reads a tar file, from a stream of its bytes: ustar, with long names as GNU tar and pax write them. Gives regular
 * files and folders; everything else (links, devices) is told and not given.
 */

const BLOCK = 512;
const TYPES = {
  file: ['0', '\0', '7'],
  folder: ['5'],
  gnuLongName: ['L'],
  pax: ['x'],
  ignored: ['g', 'K'],
} as const;
const LONGEST_NAME = 64 * 1024;

export interface ArchiveEntry {
  /** As it stands in the archive. */
  readonly path: string;
  readonly kind: 'file' | 'folder' | 'link or device';
  readonly executable: boolean;
  /** Of a file; must be read to its end before the next entry. */
  readonly content: AsyncIterable<Uint8Array>;
}

export class BrokenArchive extends Error {}

/** @throws BrokenArchive */
export async function* untar(source: AsyncIterable<Uint8Array>): AsyncGenerator<ArchiveEntry> {
  const bytes = new Reader(source);
  let longName: string | undefined;
  for (;;) {
    const header = await bytes.take(BLOCK);
    if (header === undefined || header.every((byte) => byte === 0)) return;
    checkSum(header);
    const type = text(header, 156, 1) || '0';
    const size = octal(header, 124, 12);
    const padding = (BLOCK - (size % BLOCK)) % BLOCK;
    const isName = is(TYPES.gnuLongName, type);
    if (isName || is(TYPES.pax, type)) {
      if (size > LONGEST_NAME) throw new BrokenArchive('it has an endless name');
      const content = await bytes.whole(size);
      await bytes.whole(padding);
      longName = isName ? text(content, 0, size) : (paxPath(content) ?? longName);
      continue;
    }
    if (is(TYPES.ignored, type)) {
      await bytes.skip(size + padding);
      continue;
    }
    const prefix = text(header, 257, 5) === 'ustar' ? text(header, 345, 155) : '';
    const name = text(header, 0, 100);
    const path = longName ?? (prefix === '' ? name : `${prefix}/${name}`);
    longName = undefined;
    const kind = is(TYPES.file, type) ? 'file' : is(TYPES.folder, type) ? 'folder' : 'link or device';
    const content = new Content(bytes, size);
    yield { path, kind, executable: (octal(header, 100, 8) & 0o111) !== 0, content };
    await content.finish();
    await bytes.skip(padding);
  }
}

const is = (types: readonly string[], type: string): boolean => types.includes(type);

function text(bytes: Uint8Array, from: number, length: number): string {
  const field = bytes.subarray(from, from + length);
  const end = field.indexOf(0);
  return new TextDecoder().decode(end === -1 ? field : field.subarray(0, end));
}

function octal(bytes: Uint8Array, from: number, length: number): number {
  const digits = text(bytes, from, length).trim();
  if (!/^[0-7]*$/.test(digits)) throw new BrokenArchive('it has a number that is none');
  return digits === '' ? 0 : Number.parseInt(digits, 8);
}

function checkSum(header: Uint8Array): void {
  const sum = header.reduce((total, byte, at) => total + (at >= 148 && at < 156 ? 0x20 : byte), 0);
  if (sum !== octal(header, 148, 8)) throw new BrokenArchive('it is no tar file, or damaged');
}

/** Records are `LENGTH KEY=VALUE\n`, with the length in bytes of the whole record. */
function paxPath(content: Uint8Array): string | undefined {
  for (let at = 0; at < content.length; ) {
    const space = content.indexOf(0x20, at);
    const length = Number(text(content, at, space - at));
    if (space === -1 || !(length > space - at)) throw new BrokenArchive('it has a broken name');
    const record = text(content, space + 1, length - (space - at) - 2);
    if (record.startsWith('path=')) return record.slice('path='.length);
    at += length;
  }
  return undefined;
}

/** Takes bytes from a stream of chunks. */
class Reader {
  readonly #chunks: AsyncIterator<Uint8Array>;
  #rest: Uint8Array = new Uint8Array(0);

  constructor(source: AsyncIterable<Uint8Array>) {
    this.#chunks = source[Symbol.asyncIterator]();
  }

  /** At least one byte and at most `most`; undefined at the end. */
  async some(most: number): Promise<Uint8Array | undefined> {
    while (this.#rest.length === 0) {
      const next = await this.#chunks.next();
      if (next.done === true) return undefined;
      this.#rest = next.value;
    }
    const taken = this.#rest.subarray(0, most);
    this.#rest = this.#rest.subarray(taken.length);
    return taken;
  }

  /** So many; undefined when there is nothing left at all. */
  async take(count: number): Promise<Uint8Array | undefined> {
    const whole = new Uint8Array(count);
    let at = 0;
    while (at < count) {
      const part = await this.some(count - at);
      if (part === undefined && at === 0) return undefined;
      if (part === undefined) throw new BrokenArchive('it ends in the middle');
      whole.set(part, at);
      at += part.length;
    }
    return whole;
  }

  async whole(count: number): Promise<Uint8Array> {
    const bytes = count === 0 ? new Uint8Array(0) : await this.take(count);
    if (bytes === undefined) throw new BrokenArchive('it ends in the middle');
    return bytes;
  }

  async skip(count: number): Promise<void> {
    for (let left = count; left > 0; ) {
      const part = await this.some(left);
      if (part === undefined) throw new BrokenArchive('it ends in the middle');
      left -= part.length;
    }
  }
}

class Content implements AsyncIterable<Uint8Array> {
  readonly #bytes: Reader;
  #left: number;

  constructor(bytes: Reader, size: number) {
    this.#bytes = bytes;
    this.#left = size;
  }

  async *[Symbol.asyncIterator](): AsyncGenerator<Uint8Array> {
    while (this.#left > 0) {
      const part = await this.#bytes.some(this.#left);
      if (part === undefined) throw new BrokenArchive('it ends in the middle');
      this.#left -= part.length;
      yield part;
    }
  }

  async finish(): Promise<void> {
    await this.#bytes.skip(this.#left);
    this.#left = 0;
  }
}
