/** Neighbours that the bench plays: each hears what its server knows, the moment the server passes it on. */
import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import type { Address } from '../../src-shared/topology/topology.ts';

const HOST = '127.0.0.1';
const LF = 10;

/** The fourth field of an AT line is the client. */
const CLIENT_FIELD = 3;

export class Sinks {
  readonly addresses: readonly Address[];
  /** Told of each AT line: which sink heard it, of which client. */
  onUpdate: (sink: number, client: string) => void = () => {};
  readonly #servers: readonly Server[];
  readonly #sockets = new Set<Socket>();

  private constructor(servers: readonly Server[]) {
    this.#servers = servers;
    this.addresses = servers.map((server) => ({
      host: HOST,
      port: (server.address() as { port: number }).port,
    }));
    servers.forEach((server, sink) => {
      server.on('connection', (socket: Socket) => this.#listenTo(socket, sink));
    });
  }

  static async open(count: number): Promise<Sinks> {
    const servers = Array.from({ length: count }, () =>
      createServer({ noDelay: true }).listen({ host: HOST, port: 0, backlog: 4096 }),
    );
    await Promise.all(servers.map((server) => once(server, 'listening')));
    return new Sinks(servers);
  }

  close(): void {
    for (const socket of this.#sockets) socket.destroy();
    for (const server of this.#servers) server.close();
  }

  #listenTo(socket: Socket, sink: number): void {
    let rest = '';
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    socket.setEncoding('latin1');
    socket.on('data', (text: string) => {
      const lines = (rest + text).split(String.fromCharCode(LF));
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const client = line.split(' ')[CLIENT_FIELD];
        if (client !== undefined) this.onUpdate(sink, client);
      }
    });
  }
}
