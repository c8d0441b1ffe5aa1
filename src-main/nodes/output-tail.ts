/** The last lines that a child printed, in bounded memory whatever it prints. */
import { StringDecoder } from 'node:string_decoder';

/** How many lines are kept, and how many characters of each. */
export const OUTPUT_LIMITS = { lines: 50, lineLength: 1_000 } as const;

export type OutputStream = 'stdout' | 'stderr';

/** The line that is being printed: its first characters; what is too much of it is dropped up to its end. */
interface Open {
  readonly decoder: StringDecoder;
  text: string;
  any: boolean;
}

/** What isn't for a terminal: everything below a space but the tab, and the escapes that colour or move. */
const CONTROL = /(?!\t)\p{Cc}/gu;

export class OutputTail {
  readonly #kept: string[] = [];
  readonly #open: Readonly<Record<OutputStream, Open>> = {
    stdout: { decoder: new StringDecoder('utf8'), text: '', any: false },
    stderr: { decoder: new StringDecoder('utf8'), text: '', any: false },
  };
  readonly #onLine: (stream: OutputStream, text: string) => void;

  /** `onLine` gets each line when it is whole, cut to the limit, without control characters. */
  constructor(onLine: (stream: OutputStream, text: string) => void) {
    this.#onLine = onLine;
  }

  /** The last lines of both streams, oldest first, with one that has not been ended yet. */
  get lines(): string[] {
    const { stdout, stderr } = this.#open;
    const unended = [stdout, stderr]
      .filter(({ any }) => any)
      .map(({ text }) => text.replaceAll(CONTROL, '\uFFFD'));
    return [...this.#kept, ...unended].slice(-OUTPUT_LIMITS.lines);
  }

  take(stream: OutputStream, chunk: Buffer): void {
    const open = this.#open[stream];
    const [first = '', ...rest] = open.decoder.write(chunk).split('\n');
    this.#extend(open, first);
    for (const text of rest) {
      this.#endLine(stream);
      this.#extend(open, text);
    }
  }

  /** The stream has ended: what it printed last is a line, also without a line end. */
  end(stream: OutputStream): void {
    const open = this.#open[stream];
    this.#extend(open, open.decoder.end());
    if (open.any) this.#endLine(stream);
  }

  #extend(open: Open, text: string): void {
    if (text === '') return;
    open.any = true;
    const room = OUTPUT_LIMITS.lineLength - open.text.length;
    if (room > 0) open.text += text.slice(0, room);
  }

  #endLine(stream: OutputStream): void {
    const open = this.#open[stream];
    const text = open.text.replace(/\r$/, '').replaceAll(CONTROL, '\uFFFD');
    open.text = '';
    open.any = false;
    this.#kept.push(text);
    if (this.#kept.length > OUTPUT_LIMITS.lines) this.#kept.shift();
    this.#onLine(stream, text);
  }
}
