/**
 * A real HTTP server that answers in Google's two forms, with its failures, on
 * a free port of the loopback. Only for tests.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { fakePlaces, LEGACY_PATH, legacyBody, NEW_PATH, newBody, newError } from './google-bodies.ts';

/** What the server does with a request. Both forms know all of them. */
export type FakeBehaviour =
  /** A good answer, if the request is one that Google would take. */
  | { readonly kind: 'places'; readonly count: number }
  /** The form's own way to say one of the legacy statuses. */
  | { readonly kind: 'status'; readonly status: string; readonly message?: string }
  /** These very bytes. */
  | {
      readonly kind: 'raw';
      readonly body: string;
      readonly httpStatus?: number;
      readonly headers?: Readonly<Record<string, string>>;
    }
  /** An error page that quotes the request's URL and headers, the key among them. */
  | { readonly kind: 'html-echo'; readonly httpStatus: number }
  /** An error in the form's own JSON that quotes the key. */
  | { readonly kind: 'json-echo' }
  /** Takes the request and never answers. */
  | { readonly kind: 'silent' }
  /** Headers and half a body, and then nothing. */
  | { readonly kind: 'stalled' }
  /** Headers and half a body, and then the connection ends. */
  | { readonly kind: 'cut-off' }
  /** Takes the request and resets the connection. */
  | { readonly kind: 'reset' }
  /** A good answer of at least this many bytes, without a length before it. */
  | { readonly kind: 'huge'; readonly bytes: number }
  | { readonly kind: 'redirect'; readonly to: string };

export interface SeenRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly headers: IncomingMessage['headers'];
  readonly body: string;
  /** Resolves when the asker has ended the connection before it was answered. */
  readonly abandoned: Promise<void>;
}

export interface FakeGoogle {
  /** For `--places-url`. */
  readonly url: string;
  /** All requests so far. */
  readonly requests: readonly SeenRequest[];
  /** Connections taken so far. */
  readonly connections: number;
  /** How it behaves from now on: in turn, and then like the last one for good. */
  behave(...behaviours: readonly [FakeBehaviour, ...FakeBehaviour[]]): void;
  /** The request number `index` (from 0), when it has come. */
  request(index: number): Promise<SeenRequest>;
  /** Answers what is `silent` so far, with places. */
  release(): void;
  close(): Promise<void>;
}

export interface FakeGoogleOptions {
  readonly behaviour?: FakeBehaviour;
  /** A key that it insists on; without one it takes any, or none. */
  readonly key?: string;
}

export async function startFakeGoogle(options: FakeGoogleOptions = {}): Promise<FakeGoogle> {
  let behaviours: readonly FakeBehaviour[] = [options.behaviour ?? { kind: 'places', count: 20 }];
  const requests: SeenRequest[] = [];
  const waiting = new Map<number, (request: SeenRequest) => void>();
  const silent: (() => void)[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;

  const server = createServer(async (incoming, response) => {
    const seen = await see(incoming, response);
    const [behaviour, ...later] = behaviours;
    if (later.length > 0) behaviours = later;
    requests.push(seen);
    if (behaviour?.kind === 'silent')
      silent.push(() => answer({ kind: 'places', count: 20 }, seen, response));
    else if (behaviour !== undefined) answer(behaviour, seen, response, options.key);
    waiting.get(requests.length - 1)?.(seen);
  });
  server.on('connection', (socket) => {
    connections++;
    sockets.add(socket);
    socket.on('error', () => {});
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    requests,
    get connections() {
      return connections;
    },
    behave: (...next) => {
      behaviours = next;
    },
    request: (index) => {
      const seen = requests[index];
      return seen ? Promise.resolve(seen) : new Promise((resolve) => waiting.set(index, resolve));
    },
    release: () => {
      for (const go of silent.splice(0)) go();
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

async function see(incoming: IncomingMessage, response: ServerResponse): Promise<SeenRequest> {
  const abandoned = new Promise<void>((resolve) => {
    response.on('close', () => {
      if (!response.writableFinished) resolve();
    });
  });
  const chunks: Buffer[] = [];
  for await (const chunk of incoming as AsyncIterable<Buffer>) chunks.push(chunk);
  const url = new URL(incoming.url ?? '/', 'http://fake');
  return {
    method: incoming.method ?? '',
    path: url.pathname,
    query: url.searchParams,
    headers: incoming.headers,
    body: Buffer.concat(chunks).toString('utf8'),
    abandoned,
  };
}

function answer(behaviour: FakeBehaviour, seen: SeenRequest, response: ServerResponse, key?: string): void {
  const isNew = seen.path.endsWith(NEW_PATH);
  const askedKey = String(isNew ? seen.headers['x-goog-api-key'] : seen.query.get('key'));
  switch (behaviour.kind) {
    case 'places':
      sendPlaces(response, seen, behaviour.count, key === undefined || askedKey === key);
      break;
    case 'status':
      sendStatus(response, isNew, behaviour.status, behaviour.message);
      break;
    case 'raw':
      response.writeHead(behaviour.httpStatus ?? 200, behaviour.headers);
      response.end(behaviour.body);
      break;
    case 'html-echo':
      response.writeHead(behaviour.httpStatus, { 'content-type': 'text/html' });
      response.end(`<html><body>${seen.path}?${seen.query} ${JSON.stringify(seen.headers)}</body></html>`);
      break;
    case 'json-echo': {
      const message = `The key ${askedKey} (${encodeURIComponent(askedKey)}) is refused.`;
      sendStatus(response, isNew, 'REQUEST_DENIED', message);
      break;
    }
    case 'silent':
      break;
    case 'stalled':
      sendHalf(response, isNew);
      break;
    case 'cut-off':
      sendHalf(response, isNew);
      response.socket?.end();
      break;
    case 'reset':
      response.socket?.resetAndDestroy();
      break;
    case 'huge':
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(`{"results":[],"status":"OK","places":[]}${' '.repeat(behaviour.bytes)}`);
      break;
    case 'redirect':
      response.writeHead(302, { location: behaviour.to });
      response.end();
      break;
  }
}

function sendJson(response: ServerResponse, httpStatus: number, body: unknown): void {
  response.writeHead(httpStatus, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(body, null, 3));
}

function sendPlaces(response: ServerResponse, seen: SeenRequest, count: number, keyFits: boolean): void {
  const isNew = seen.path.endsWith(NEW_PATH);
  const problem = isNew ? problemOfNew(seen) : problemOfLegacy(seen);
  if (!keyFits) sendStatus(response, isNew, 'REQUEST_DENIED', 'The key is invalid.');
  else if (problem !== undefined) sendStatus(response, isNew, 'INVALID_REQUEST', problem);
  else if (count === 0) sendStatus(response, isNew, 'ZERO_RESULTS');
  else sendJson(response, 200, isNew ? newBody(fakePlaces(count)) : legacyBody(fakePlaces(count), 'OK'));
}

function sendStatus(response: ServerResponse, isNew: boolean, status: string, message?: string): void {
  if (!isNew) sendJson(response, 200, legacyBody([], status, message));
  else if (status === 'ZERO_RESULTS') sendJson(response, 200, {});
  else {
    const body = newError(status, message);
    sendJson(response, body.error.code, body);
  }
}

function sendHalf(response: ServerResponse, isNew: boolean): void {
  const body = Buffer.from(JSON.stringify(isNew ? newBody(fakePlaces(5)) : legacyBody(fakePlaces(5), 'OK')));
  response.writeHead(200, { 'content-type': 'application/json', 'content-length': body.length });
  response.write(body.subarray(0, body.length / 2));
}

function problemOfLegacy(seen: SeenRequest): string | undefined {
  if (seen.method !== 'GET' || !seen.path.endsWith(LEGACY_PATH)) return 'wrong method or path';
  if (!/^-?\d+(\.\d+)?,-?\d+(\.\d+)?$/.test(seen.query.get('location') ?? '')) return 'wrong location';
  const radius = Number(seen.query.get('radius') ?? 'NaN');
  return radius > 0 && radius <= 50_000 ? undefined : 'wrong radius';
}

function problemOfNew(seen: SeenRequest): string | undefined {
  if (seen.method !== 'POST') return 'wrong method';
  if (!String(seen.headers['x-goog-fieldmask']).includes('places.'))
    return 'FieldMask is a required parameter';
  const body: unknown = JSON.parse(seen.body);
  const text = JSON.stringify(body);
  const circle = /"circle":\{"center":\{"latitude":[-\d.e]+,"longitude":[-\d.e]+\},"radius":([\d.]+)\}/.exec(
    text,
  );
  const radius = Number(circle?.[1] ?? 'NaN');
  return radius > 0 && radius <= 50_000 ? undefined : 'wrong circle';
}
