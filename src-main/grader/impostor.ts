/**
 * The grader in a server's place: it listens on that server's port, so that the neighbours' AT lines come to it.
 * Only so can be seen what a herd with ports of its own says between its servers.
 */
import { createServer, type Server, type Socket } from 'node:net';
import { LF } from '../../src-shared/protocol/bytes.ts';
import { decodeText, type Update } from '../../src-shared/protocol/index.ts';
import type { Address } from '../../src-shared/topology/topology.ts';
import { readAtLine } from './at-line.ts';
import { EVIDENCE_LIMITS, type EvidenceLog, type Time } from './evidence.ts';
import { waitFor } from './patience.ts';
import { HinderedHere } from './verdict.ts';

/** A line that came, with its connection's number from 0. */
export interface OverheardLine {
  readonly at: Time;
  readonly connection: number;
  /** Without its line end. */
  readonly text: string;
  /** Taken apart, where it is an AT line. */
  readonly update: Update | undefined;
}

/** More is a storm, of which the rest needn't be kept. */
const MOST_LINES = 20_000;
const MOST_LINE_BYTES = 16 * 1024;
/** A process that was killed lets go of its port a moment after it can't be seen any more. */
const LETTING_GO_SECONDS = 5;

export class Impostor {
  readonly server: string;
  readonly lines: OverheardLine[] = [];
  readonly #listener: Server;
  readonly #sockets = new Set<Socket>();
  readonly #log: EvidenceLog;
  readonly #at: Time;
  #connections = 0;
  #told = false;

  private constructor(server: string, listener: Server, log: EvidenceLog) {
    this.server = server;
    this.#listener = listener;
    this.#log = log;
    this.#at = log.now();
  }

  /** @throws HinderedHere when its port can't be listened on */
  static async open(
    server: string,
    address: Address,
    log: EvidenceLog,
    signal: AbortSignal,
  ): Promise<Impostor> {
    let problem = '';
    const listen = async (): Promise<Impostor | undefined> => {
      try {
        return await Impostor.#listen(server, address, log);
      } catch (thrown) {
        problem = (thrown as Error).message;
        return undefined;
      }
    };
    const waited = await waitFor(listen, LETTING_GO_SECONDS, signal);
    if (waited.kind === 'fact') return waited.fact;
    throw new HinderedHere(`the grader can’t listen in ${server}’s place: ${problem}`);
  }

  static #listen(server: string, address: Address, log: EvidenceLog): Promise<Impostor> {
    return new Promise((resolve, reject) => {
      const listener = createServer({ allowHalfOpen: false });
      const impostor = new Impostor(server, listener, log);
      listener.on('connection', (socket) => impostor.#take(socket));
      listener.once('error', reject);
      listener.listen({ ...address, exclusive: true }, () => resolve(impostor));
    });
  }

  /** Connections that were made to it so far. */
  get connections(): number {
    return this.#connections;
  }

  /** The AT lines about a client that came so far. */
  updatesOf(client: string): OverheardLine[] {
    return this.lines.filter(({ update }) => update?.client === client);
  }

  /** Leaves the server's place. */
  async close(): Promise<void> {
    if (!this.#told) {
      this.#told = true;
      const lines = this.lines.slice(0, EVIDENCE_LIMITS.lines).map(({ at, text }) => ({ at, text }));
      this.#log.add({ kind: 'overheard', at: this.#at, server: this.server, lines });
    }
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#listener.close(() => resolve()));
  }

  #take(socket: Socket): void {
    const connection = this.#connections++;
    let rest: Buffer = Buffer.alloc(0);
    this.#sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => {
      this.#sockets.delete(socket);
      if (rest.length > 0) this.#line(connection, rest);
    });
    socket.on('data', (chunk: Buffer) => {
      rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
      for (let end = rest.indexOf(LF); end !== -1; end = rest.indexOf(LF)) {
        this.#line(connection, rest.subarray(0, end));
        rest = rest.subarray(end + 1);
      }
      if (rest.length > MOST_LINE_BYTES) rest = rest.subarray(0, MOST_LINE_BYTES);
    });
  }

  #line(connection: number, bytes: Buffer): void {
    if (this.lines.length >= MOST_LINES) return;
    const text = decodeText(bytes).replace(/\r$/, '');
    this.lines.push({ at: this.#log.now(), connection, text, update: readAtLine(text) });
  }
}
