/** Code in the page of an app that Playwright can't be inside of: over the developer tools' own protocol. */
import { WebSocket } from 'undici';

export interface Target {
  readonly type: string;
  readonly url: string;
  readonly webSocketDebuggerUrl: string;
}

interface Answer {
  readonly result?: { readonly value?: unknown; readonly description?: string };
  readonly exceptionDetails?: unknown;
}

/** The page with this address; undefined while there is none. */
export async function findPage(port: number, url: string): Promise<Target | undefined> {
  const answer = await fetch(`http://127.0.0.1:${port}/json/list`);
  const targets = (await answer.json()) as readonly Target[];
  return targets.find((target) => target.type === 'page' && target.url === url);
}

/** What an expression comes to in a page, promises awaited. Rejects with what it throws. */
export async function evaluateIn<T>(page: Target, expression: string): Promise<T> {
  const socket = new WebSocket(page.webSocketDebuggerUrl);
  try {
    await new Promise((resolve, reject) => {
      socket.addEventListener('open', resolve, { once: true });
      socket.addEventListener('error', reject, { once: true });
    });
    const answered = new Promise<Answer>((resolve) => {
      socket.addEventListener('message', ({ data }) => {
        const message = JSON.parse(String(data)) as { id?: number; result?: Answer };
        if (message.id === 1) resolve(message.result ?? {});
      });
    });
    const params = { expression, awaitPromise: true, returnByValue: true };
    socket.send(JSON.stringify({ id: 1, method: 'Runtime.evaluate', params }));
    const { result, exceptionDetails } = await answered;
    if (exceptionDetails !== undefined) throw new Error(result?.description ?? 'The page threw something.');
    return result?.value as T;
  } finally {
    socket.close();
  }
}
