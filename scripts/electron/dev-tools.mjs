// @ts-check
/** Code in the page of an app that can't be driven from inside: over the developer tools' own protocol. */
import { WebSocket } from 'undici';

/** @typedef {{ type: string, url: string, webSocketDebuggerUrl: string }} Target */

/**
 * The port of an app's developer tools, started with `--remote-debugging-port=0`. What the app says is read on.
 * @param {import('node:child_process').ChildProcess} child
 * @returns {Promise<number>} rejects when the app ends before it has any
 */
export function devToolsOf(child) {
  return new Promise((found, failed) => {
    let said = '';
    child.stderr?.on('data', (/** @type {Buffer} */ chunk) => {
      said = (said + chunk.toString()).slice(-20_000);
      const port = /DevTools listening on ws:\/\/[\d.]+:(\d+)\//.exec(said)?.[1];
      if (port !== undefined) found(Number(port));
    });
    child.once('error', failed);
    child.once('exit', () => failed(new Error(`It ended without a window: ${said}`)));
  });
}

/**
 * The page with this address; undefined while there is none.
 * @param {number} port
 * @param {string} url
 * @returns {Promise<Target | undefined>}
 */
export async function findPage(port, url) {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const targets = /** @type {Target[]} */ (await answer.json());
  return targets.find((target) => target.type === 'page' && target.url === url);
}

/**
 * What an expression comes to in a page, promises awaited. Rejects with what it throws, and when the page goes.
 * @param {Target} page
 * @param {string} expression
 * @returns {Promise<unknown>}
 */
export async function evaluateIn(page, expression) {
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', () => reject(new Error('The page can’t be spoken to.')), {
        once: true,
      });
    });
    /** @type {Promise<{ result?: { value?: unknown, description?: string }, exceptionDetails?: unknown }>} */
    const answered = new Promise((resolve, reject) => {
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data));
        if (message.id === 1) resolve(message.result ?? {});
      });
      socket.addEventListener('close', () => reject(new Error('The page has gone.')), { once: true });
    });
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    const { result, exceptionDetails } = await answered;
    if (exceptionDetails !== undefined)
      throw new Error(result?.description ?? JSON.stringify(exceptionDetails));
    return result?.value;
  } finally {
    socket.close();
  }
}
