/**
 * A server on the loopback that answers like Google Places and says what it was asked. It speaks http and https on
 * one port, told apart by the first byte, so that a program needs to be sent to one address only.
 */
import { once } from 'node:events';
import { createServer as createHttpServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { createServer as createHttpsServer } from 'node:https';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { answerTo, type PlacesBehaviour } from './answers.ts';
import { makeCertificate } from './certificate.ts';
import { type PlacesRequest, readRequest } from './request.ts';

/** Where Google's two Nearby Searches are asked for. */
export const PLACES_HOSTS = ['maps.googleapis.com', 'places.googleapis.com'] as const;

export interface PlacesStandIn {
  /** `http://127.0.0.1:PORT` */
  readonly url: string;
  /** PEM; who trusts it can ask by https. */
  readonly authority: string;
  /** All requests so far, in the order in which they came. */
  readonly requests: readonly PlacesRequest[];
  /** How it behaves from now on: once each, in turn, and then like the last one. */
  behave(...behaviours: readonly [PlacesBehaviour, ...PlacesBehaviour[]]): void;
  /** Answers what it was asked while it was told to hold, with places, and behaves so from now on. */
  release(): void;
  /** Resolves with request number `index`, counted from 0, when it has come; rejects when closed before. */
  request(index: number): Promise<PlacesRequest>;
  close(): Promise<void>;
}

const GOOD: PlacesBehaviour = { kind: 'places', count: 20 };
const TLS_HANDSHAKE = 0x16;
/** Longer than any pause of a program that keeps its connection: an end in the middle of its question is no fault of its. */
const KEEP_ALIVE_MS = 600_000;
const LARGEST_BODY = 1 << 16;
const MOST_REQUESTS = 10_000;

export async function startPlacesStandIn(): Promise<PlacesStandIn> {
  const certificate = makeCertificate(PLACES_HOSTS, new Date());
  const requests: PlacesRequest[] = [];
  const arrivals = new Map<number, PromiseWithResolve>();
  const held = new Set<() => void>();
  const sockets = new Set<Socket>();
  let behaviours: readonly PlacesBehaviour[] = [GOOD];

  const nextBehaviour = (): PlacesBehaviour => {
    const [now = GOOD, ...later] = behaviours;
    if (later.length > 0) behaviours = later;
    return now;
  };

  const take = async (incoming: IncomingMessage, response: ServerResponse): Promise<void> => {
    const body = await readBody(incoming);
    if (body === undefined || requests.length >= MOST_REQUESTS) {
      incoming.socket.destroy();
      return;
    }
    const request = readRequest(incoming, body, Date.now());
    const behaviour = nextBehaviour();
    requests.push(request);
    if (behaviour.kind === 'held' && request.form !== 'other') {
      const go = (): void => send(response, request, GOOD);
      held.add(go);
      response.once('close', () => held.delete(go));
    } else send(response, request, behaviour);
    arrivals.get(requests.length - 1)?.resolve(request);
  };

  const options = { keepAliveTimeout: KEEP_ALIVE_MS, requestTimeout: 0, headersTimeout: 0 };
  const http = createHttpServer(options, take);
  const https = createHttpsServer({ ...options, cert: certificate.chain, key: certificate.key }, take);
  // A client that doesn't trust it, or goes in the middle: nothing to do about it here.
  https.on('tlsClientError', (_error, socket) => socket.destroy());

  const front = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => {});
    socket.once('close', () => sockets.delete(socket));
    socket.once('data', (first: Buffer) => {
      socket.pause();
      socket.unshift(first);
      (first[0] === TLS_HANDSHAKE ? https : http).emit('connection', socket);
      process.nextTick(() => socket.resume());
    });
  });
  front.listen(0, '127.0.0.1');
  await once(front, 'listening');

  return {
    url: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
    authority: certificate.authority,
    requests,
    behave: (...next) => {
      behaviours = next;
    },
    release: () => {
      behaviours = [GOOD];
      for (const go of held) go();
      held.clear();
    },
    request: (index) => {
      const come = requests[index];
      if (come !== undefined) return Promise.resolve(come);
      const arrival = arrivals.get(index) ?? promiseWithResolve();
      arrivals.set(index, arrival);
      return arrival.promise;
    },
    close: async () => {
      const closed = once(front, 'close');
      front.close();
      for (const socket of sockets) socket.destroy();
      for (const { reject } of arrivals.values()) reject(new Error('the stand-in for Places was closed'));
      await closed;
    },
  };
}

interface PromiseWithResolve {
  readonly promise: Promise<PlacesRequest>;
  resolve(request: PlacesRequest): void;
  reject(error: Error): void;
}

function promiseWithResolve(): PromiseWithResolve {
  let resolve!: (request: PlacesRequest) => void;
  let reject!: (error: Error) => void;
  const promise = new Promise<PlacesRequest>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  // Whoever waits hears it; nobody has to.
  promise.catch(() => {});
  return { promise, resolve, reject };
}

/** Undefined when it is too large or never came in full. */
async function readBody(incoming: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of incoming as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > LARGEST_BODY) return undefined;
      chunks.push(chunk);
    }
  } catch {
    return undefined;
  }
  return Buffer.concat(chunks).toString('utf8');
}

function send(response: ServerResponse, request: PlacesRequest, behaviour: PlacesBehaviour): void {
  const answer = answerTo(request, behaviour);
  if (answer === undefined) {
    response.socket?.destroy();
    return;
  }
  const body = Buffer.from(answer.body, 'utf8');
  response.writeHead(answer.httpStatus, { 'content-type': answer.type, 'content-length': body.length });
  if (answer.bytes === undefined) response.end(body);
  else response.write(body.subarray(0, answer.bytes), () => response.socket?.destroy());
}
