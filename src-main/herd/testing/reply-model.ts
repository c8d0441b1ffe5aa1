/**
 * What one server must answer to each line of one connection: the protocol's grammar and rules once more, in
 * regular expressions and strings of one character a byte, sharing nothing with the servers' own reading.
 */
import { compareLines, compareNews, exact, type Heard, heardFrom } from './herd-model.ts';

/** What must come back for a line. */
export type Wanted =
  | { readonly kind: 'nothing' }
  | { readonly kind: 'echo'; readonly line: string }
  | {
      readonly kind: 'report';
      readonly client: string;
      readonly location: string;
      readonly timestamp: string;
    }
  | { readonly kind: 'places'; readonly client: string };

const LINE_BYTES = 8192;
const ECHO_BYTES = 64;
const WHITE = /[ \t\r\v\f]+/;
const DECIMAL = /^\d+(\.\d*)?$/;
const COORDINATES = /^([+-]\d+(?:\.\d*)?)([+-]\d+(?:\.\d*)?)$/;

const within = (decimal: string, most: number): boolean =>
  exact(decimal.replace(/^[+-]/, '')) <= exact(`${most}`);

function isLocation(text: string): boolean {
  const [, latitude, longitude] = COORDINATES.exec(text) ?? [];
  return latitude !== undefined && longitude !== undefined && within(latitude, 90) && within(longitude, 180);
}

export class ReplyModel {
  readonly #server: string;
  readonly #known = new Map<string, Heard>();

  constructor(server: string) {
    this.#server = server;
  }

  /** The line as it was sent, without its LF. */
  wanted(raw: string): Wanted {
    if (raw.length > LINE_BYTES) return { kind: 'echo', line: raw.slice(0, ECHO_BYTES) };
    const line = raw.replace(/\r$/, '');
    const fields = line.split(WHITE).filter((field) => field !== '');
    const [keyword, ...rest] = fields;
    if (keyword === undefined) return { kind: 'nothing' };
    return this.#command(keyword, rest) ?? { kind: 'echo', line };
  }

  /** The AT line that answers a report. Throws if it can't be its answer. */
  reported({ client, location, timestamp }: Extract<Wanted, { kind: 'report' }>, answer: string): void {
    const heard = heardFrom(answer);
    const right =
      heard.origin === this.#server &&
      /^[+-]\d+\.\d{9}$/.test(answer.split(' ')[2] as string) &&
      heard.client === client &&
      heard.location === location &&
      heard.timestamp === timestamp;
    if (!right) throw new Error(`${answer} answers IAMAT ${client} ${location} ${timestamp}`);
    const known = this.#known.get(client);
    if (known === undefined || compareNews(heard, known) > 0) this.#known.set(client, heard);
  }

  /** How many clients are known. */
  get clients(): number {
    return this.#known.size;
  }

  knows(client: string): string | undefined {
    return this.#known.get(client)?.line;
  }

  #command(keyword: string, fields: string[]): Wanted | undefined {
    const [first = '', second = '', third = '', location = '', timestamp = ''] = fields;
    switch (keyword) {
      case 'IAMAT':
        if (fields.length !== 3 || !isLocation(second) || !DECIMAL.test(third)) return undefined;
        return { kind: 'report', client: first, location: second, timestamp: third };
      case 'WHATSAT': {
        const valid = DECIMAL.test(second) && within(second, 50) && /^\d+$/.test(third) && within(third, 20);
        return fields.length === 3 && valid ? { kind: 'places', client: first } : undefined;
      }
      case 'AT':
        if (!/^[+-]\d+\.\d+$/.test(second) || !isLocation(location) || !DECIMAL.test(timestamp))
          return undefined;
        this.#hear(heardFrom(['AT', ...fields.slice(0, 5)].join(' ')));
        return { kind: 'nothing' };
      default:
        return undefined;
    }
  }

  #hear(heard: Heard): void {
    const known = this.#known.get(heard.client);
    if (known === undefined || compareLines(heard, known) > 0) this.#known.set(heard.client, heard);
  }
}
