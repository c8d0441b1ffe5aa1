/** A small server of the protocol for tests, right by default and wrong on demand: it shows that scenarios can fail. */
import { createServer, type Server, type Socket } from 'node:net';
import {
  type Moment,
  parseLine,
  type Update,
  updateOf,
  writeLine,
} from '../../../src-shared/protocol/index.ts';
import { compareUpdates } from '../../../src-shared/topology/knowledge.ts';
import type { Address } from '../../../src-shared/topology/topology.ts';
import { wallClock } from '../../herd/wall-clock.ts';

/** What can be wrong with a server or its herd, as the tests name it. */
export const FAULTS = [
  'never floods',
  'floods to neighbours alone',
  'floods past a cut',
  'floods to everyone',
  'never catches up after a start',
  'never catches up after a heal',
  'forgets what it is told while others are down',
  'lets the last report win',
  'stores a repeated report again',
  'reads timestamps as doubles',
  'keeps the first of equal timestamps',
  'tells its own name in WHATSAT',
  'tells a new diff in WHATSAT',
  'tells a diff without a sign',
  'ends without an answer at half-close',
  'never ends after half-close',
  'drops a last line without LF',
  'chokes on CR LF',
  'decodes each segment alone',
  'says nothing to invalid lines',
  'hangs up on invalid lines',
  'answers blank lines',
  'echoes over-long lines whole',
  'greets',
  'lets WHATSAT go to 60 km',
  'gives more results than asked for',
  'ends JSON with one newline',
  'crashes on bytes that are no UTF-8',
] as const;
export type Fault = (typeof FAULTS)[number];

interface Owner {
  readonly fault: Fault | undefined;
  /** Passes an update on to those that `from` is linked to, except the one that it came from. */
  flood(from: string, update: Update, cameFrom: string | undefined): void;
  crashed(name: string): void;
}

const RESULTS = Array.from({ length: 30 }, (_, i) => ({ name: `Place ${i}` }));

export class TinyServer {
  readonly name: string;
  readonly store = new Map<string, Update>();
  readonly #owner: Owner;
  readonly #clock = wallClock();
  readonly #sockets = new Set<Socket>();
  #server: Server | undefined;
  paused = false;

  constructor(name: string, owner: Owner) {
    this.name = name;
    this.#owner = owner;
  }

  async start(): Promise<Address> {
    const server = createServer({ allowHalfOpen: true }, (socket) => this.#talk(socket));
    this.#server = server;
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    if (typeof address !== 'object' || !address) throw new Error('no address');
    return { host: '127.0.0.1', port: address.port };
  }

  async end(): Promise<void> {
    const server = this.#server;
    this.#server = undefined;
    this.store.clear();
    this.paused = false;
    for (const socket of this.#sockets) socket.destroy();
    if (server) await new Promise((resolve) => server.close(resolve));
  }

  /** Takes an update: true if it was news. */
  learn(update: Update): boolean {
    const known = this.store.get(update.client);
    if (known && !this.#isNewer(update, known)) return false;
    this.store.set(update.client, update);
    return true;
  }

  #now(): Moment {
    const now = { seconds: 0, nanos: 0 };
    this.#clock(now);
    return now;
  }

  #is(fault: Fault): boolean {
    return this.#owner.fault === fault;
  }

  #isNewer(update: Update, known: Update): boolean {
    if (this.#is('lets the last report win')) return compareUpdates(update, known) !== 0;
    if (this.#is('stores a repeated report again') && compareUpdates(update, known) === 0) {
      return update.diff !== known.diff;
    }
    const [a, b] = [Number(update.timestamp), Number(known.timestamp)];
    if (this.#is('reads timestamps as doubles')) return a > b;
    if (this.#is('keeps the first of equal timestamps') && update.timestamp === known.timestamp) return false;
    return compareUpdates(update, known) > 0;
  }

  #talk(socket: Socket): void {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    if (this.#is('greets')) socket.write('Welcome\n');
    if (this.#is('ends without an answer at half-close')) {
      socket.on('end', () => socket.destroy()).resume();
      return;
    }
    // One byte is one character here, so that nothing is lost.
    let rest = '';
    socket.on('data', (chunk) => {
      const alone = this.#is('decodes each segment alone');
      rest += alone ? Buffer.from(chunk.toString('utf8')).toString('latin1') : chunk.toString('latin1');
      for (let end = rest.indexOf('\n'); end !== -1; end = rest.indexOf('\n')) {
        this.#line(socket, rest.slice(0, end));
        rest = rest.slice(end + 1);
      }
    });
    socket.on('end', () => {
      if (rest !== '' && !this.#is('drops a last line without LF')) this.#line(socket, rest);
      if (!this.#is('never ends after half-close')) socket.end();
    });
  }

  #line(socket: Socket, raw: string): void {
    const line = raw.endsWith('\r') && !this.#is('chokes on CR LF') ? raw.slice(0, -1) : raw;
    const bytes = Buffer.from(line, 'latin1');
    const say = (text: string): void => void socket.write(text);
    if (this.#is('crashes on bytes that are no UTF-8') && bytes.toString('utf8').includes('\ufffd')) {
      this.#owner.crashed(this.name);
      return;
    }
    if (this.#is('chokes on CR LF') && line.endsWith('\r'))
      return void socket.write(Buffer.concat([Buffer.from('? '), bytes, Buffer.from('\n')]));
    if (bytes.length > 8192 && !this.#is('echoes over-long lines whole')) {
      say(`? ${line.slice(0, 64)}\n`);
      return;
    }
    const message = parseLine(bytes);
    const wide = this.#is('lets WHATSAT go to 60 km') && /^WHATSAT (\S+) (5\d)(\.\d+)? (\d+)$/.exec(line);
    if (wide) {
      this.#answer(say, wide[1] ?? '', Number(wide[4]));
      return;
    }
    switch (message.kind) {
      case 'iamat': {
        const update = updateOf(message, this.name, this.#now());
        const told = this.#is('tells a diff without a sign')
          ? { ...update, diff: update.diff.slice(1) }
          : update;
        say(`${writeLine(told)}\n`);
        if (this.learn(told)) this.#owner.flood(this.name, told, undefined);
        return;
      }
      case 'whatsat':
        if (!this.store.has(message.client)) break;
        this.#answer(say, message.client, Number(message.bound));
        return;
      case 'at':
        if (this.learn({ ...message, extras: [] }))
          this.#owner.flood(this.name, { ...message, extras: [] }, undefined);
        return;
      case 'blank':
        if (this.#is('answers blank lines')) break;
        return;
      case 'invalid':
        break;
    }
    if (this.#is('says nothing to invalid lines') && message.kind === 'invalid') return;
    socket.write(Buffer.concat([Buffer.from('? '), bytes, Buffer.from('\n')]));
    if (this.#is('hangs up on invalid lines')) socket.end();
  }

  #answer(say: (text: string) => void, client: string, bound: number): void {
    const known = this.store.get(client);
    if (!known) return;
    const origin = this.#is('tells its own name in WHATSAT') ? this.name : known.origin;
    const diff = this.#is('tells a new diff in WHATSAT') ? `${known.diff}1` : known.diff;
    const most = this.#is('gives more results than asked for') ? bound + 1 : bound;
    const json = JSON.stringify(
      { html_attributions: [], results: RESULTS.slice(0, most), status: 'OK' },
      null,
      1,
    );
    const end = this.#is('ends JSON with one newline') ? '\n' : '\n\n';
    say(`${writeLine({ ...known, origin, diff })}\n${json}${end}`);
  }
}
