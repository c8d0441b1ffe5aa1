/** A store by lines of text: offers them as a server does, and tells what is known. */
import { ByteWriter } from '../../../src-shared/protocol/byte-writer.ts';
import { decodeText, encodeText } from '../../../src-shared/protocol/index.ts';
import { AT, LineScan, UPDATE } from '../../../src-shared/protocol/line-scan.ts';
import { UNKNOWN, UpdateStore, type Verdict } from '../update-store.ts';

export class StoredUpdates {
  readonly store: UpdateStore;
  readonly #scan = new LineScan();

  constructor(maxBytes = 1024 ** 3, seed = 0x5eed) {
    this.store = new UpdateStore(maxBytes, seed);
  }

  /** @param line an AT line of six fields, one space apart */
  offer(line: string, heardHere = false): Verdict {
    // In the midst of other bytes, as it comes from a stream.
    const bytes = encodeText(`\n${line}\nAT`);
    if (this.#scan.scan(bytes, 1, bytes.length - 3) !== AT) throw new Error(`not an AT line: ${line}`);
    return this.store.offer(this.#scan, heardHere);
  }

  /** What is known of a client. */
  lineOf(client: string): string | undefined {
    const bytes = encodeText(` ${client} `);
    const number = this.store.find(bytes, 1, bytes.length - 1);
    return number === UNKNOWN ? undefined : this.line(number);
  }

  line(number: number): string {
    const out = new ByteWriter(16);
    this.store.copyLine(number, out);
    return decodeText(out.take());
  }

  /** All lines, in the order of their clients' numbers. */
  lines(): string[] {
    return Array.from({ length: this.store.size }, (_, number) => this.line(number));
  }
}

export const fieldOf = (line: string, field: keyof typeof UPDATE): string =>
  line.split(' ')[UPDATE[field]] ?? '';
