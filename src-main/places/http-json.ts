/**
 * Asks an HTTP server for JSON, over kept connections, with a limit on
 * everything: time to connect, to answer, between pieces, in all; the body's
 * size. Gives an outcome, never an exception but the asker's own abort.
 *
 * What is tried again, and what is not: only what surely did not cost quota.
 * - No connection came about (refused, timed out, unreachable): nothing was sent, so it is tried again.
 * - HTTP 503 with `Retry-After` of at most 2 s: the server says that it did not take the request; once.
 * - Anything else after a connection stood (reset, time-out, 500, cut-off body): it may have been counted.
 * - HTTP 429: quota is just what is short; the asker is told at once.
 * Redirects are not followed: the key would go where nobody sent it.
 */
import { Agent, type Dispatcher } from 'undici';

export interface HttpLimits {
  readonly connectMs: number;
  /** From the request to the answer's first bytes. */
  readonly headersMs: number;
  /** Between two pieces of the body. */
  readonly bodyMs: number;
  /** From the first try to the end of the answer, all tries and waits included. */
  readonly totalMs: number;
  readonly bodyBytes: number;
  /** Tries after the first. */
  readonly retries: number;
  /** Before the first retry; doubled for each further one, then cut at random to between half and all. */
  readonly backoffMs: number;
  /** Connections kept at once; further requests wait for one. */
  readonly connections: number;
}

export const HTTP_LIMITS: HttpLimits = {
  connectMs: 3_000,
  headersMs: 6_000,
  bodyMs: 4_000,
  totalMs: 10_000,
  bodyBytes: 1024 * 1024,
  retries: 2,
  backoffMs: 150,
  connections: 16,
};

/** The longest `Retry-After` that is waited for. */
const RETRY_AFTER_SECONDS = 2;
const KEEP_ALIVE_MS = 30_000;

export interface HttpRequest {
  readonly method: 'GET' | 'POST';
  /** Appended to the base URL; may hold the key, so it is never shown. */
  readonly path: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string;
}

export type HttpOutcome =
  /** Any status but a redirect; `body` is undefined when it is not JSON. */
  | { readonly kind: 'answered'; readonly httpStatus: number; readonly body: unknown }
  /** `problem` is made of our own words, never of what the server sent or of the request. */
  | { readonly kind: 'failed'; readonly problem: string };

export interface HttpJson {
  /** Rejects only with the signal's reason. */
  ask(request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome>;
  close(): Promise<void>;
}

export interface HttpJsonOptions {
  /** http or https, without query; a path is put before that of each request. */
  readonly baseUrl: string;
  readonly limits?: Partial<HttpLimits>;
  readonly random?: () => number;
}

/** A try: an outcome, and after how many milliseconds it may be tried again ('never' when it may not). */
interface Try {
  readonly outcome: HttpOutcome;
  readonly again: 'never' | 'backoff' | { readonly afterMs: number };
}

export function createHttpJson(options: HttpJsonOptions): HttpJson {
  const limits = { ...HTTP_LIMITS, ...options.limits };
  const random = options.random ?? Math.random;
  const base = new URL(options.baseUrl);
  const prefix = base.pathname.replace(/\/+$/, '');
  /** Errors of connections that never stood: what they failed was not sent. */
  const unsent = new WeakSet<Error>();
  const agent = new Agent({
    connections: limits.connections,
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    keepAliveTimeout: KEEP_ALIVE_MS,
    maxHeaderSize: 32 * 1024,
  });
  agent.on('connectionError', (_origin, _targets, error) => unsent.add(error));

  const attempt = async (request: HttpRequest, signal: AbortSignal): Promise<Try> => {
    try {
      const response = await agent.request({
        origin: base.origin,
        path: prefix + request.path,
        method: request.method,
        headers: request.headers,
        body: request.body ?? null,
        signal,
      });
      return await read(response, limits.bodyBytes);
    } catch (error) {
      if (signal.aborted) throw error;
      const problem = problemOf(error, base.host);
      return { outcome: failed(problem), again: wasUnsent(error, unsent) ? 'backoff' : 'never' };
    }
  };

  const tryAll = async (request: HttpRequest, signal: AbortSignal): Promise<HttpOutcome> => {
    let backoffMs = limits.backoffMs;
    for (let tries = 0; ; tries++) {
      const { outcome, again } = await attempt(request, signal);
      if (again === 'never' || tries >= limits.retries) return outcome;
      if (again === 'backoff') {
        await wait(backoffMs * (0.5 + random() / 2), signal);
        backoffMs *= 2;
        continue;
      }
      await wait(again.afterMs, signal);
      return (await attempt(request, signal)).outcome;
    }
  };

  return {
    ask: async (request, signal) => {
      signal.throwIfAborted();
      const own = new AbortController();
      const leave = (): void => own.abort(signal.reason);
      signal.addEventListener('abort', leave, { once: true });
      const timer = setTimeout(() => own.abort(), limits.totalMs);
      try {
        return await tryAll(request, own.signal);
      } catch {
        signal.throwIfAborted();
        return failed(`${base.host} did not answer in full within ${limits.totalMs / 1000} s.`);
      } finally {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
      }
    },
    close: () => agent.destroy(),
  };
}

function failed(problem: string): HttpOutcome {
  return { kind: 'failed', problem };
}

async function read(response: Dispatcher.ResponseData, maxBytes: number): Promise<Try> {
  const { statusCode, headers, body } = response;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of body as AsyncIterable<Uint8Array>) {
    bytes += chunk.length;
    // Leaving the loop destroys the body, and its connection with it.
    if (bytes > maxBytes) return { outcome: failed('Its answer was too large.'), again: 'never' };
    chunks.push(chunk);
  }
  if (statusCode >= 300 && statusCode < 400) {
    return { outcome: failed(`It redirected (HTTP ${statusCode}), which is not followed.`), again: 'never' };
  }
  const outcome = { kind: 'answered', httpStatus: statusCode, body: parse(chunks) } as const;
  const afterMs = statusCode === 503 ? retryAfterMs(headers['retry-after']) : undefined;
  return { outcome, again: afterMs === undefined ? 'never' : { afterMs } };
}

function parse(chunks: readonly Uint8Array[]): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(Buffer.concat(chunks)));
  } catch {
    return undefined;
  }
}

/** Only the form in seconds; a date needs clocks that agree. */
function retryAfterMs(header: string | string[] | undefined): number | undefined {
  if (typeof header !== 'string' || !/^\d{1,9}$/.test(header)) return undefined;
  return Number(header) <= RETRY_AFTER_SECONDS ? Number(header) * 1_000 : undefined;
}

/** Codes of failed connections that may heal by themselves; a wrong name or certificate won't. */
const PASSING = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EAI_AGAIN',
  'UND_ERR_CONNECT_TIMEOUT',
]);

function wasUnsent(error: unknown, unsent: WeakSet<Error>): boolean {
  return error instanceof Error && unsent.has(error) && PASSING.has(codeOf(error));
}

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined;
  return typeof code === 'string' && /^[A-Z_0-9]+$/.test(code) ? code : 'no code';
}

/** In our own words, because an error's message may quote the request. */
function problemOf(error: unknown, host: string): string {
  const code = codeOf(error);
  switch (code) {
    case 'UND_ERR_CONNECT_TIMEOUT':
      return `${host} could not be reached in time.`;
    case 'UND_ERR_HEADERS_TIMEOUT':
      return `${host} did not answer in time.`;
    case 'UND_ERR_BODY_TIMEOUT':
      return `${host} stopped in the middle of its answer.`;
    case 'UND_ERR_SOCKET':
    case 'ECONNRESET':
      return `${host} ended the connection before its answer was complete.`;
    case 'ECONNREFUSED':
      return `${host} refused the connection.`;
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return `${host} could not be found.`;
    default:
      return `The request to ${host} failed (${code}).`;
  }
}

function wait(milliseconds: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const leave = (): void => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', leave);
      resolve();
    }, milliseconds);
    if (signal.aborted) leave();
    else signal.addEventListener('abort', leave, { once: true });
  });
}
