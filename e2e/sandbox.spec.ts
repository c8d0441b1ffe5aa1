/** What the page can't do, asked of the page itself. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, test } from './console-app.ts';

test('the page is sandboxed and isolated, and holds the bridge alone', async ({ app, page }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const { sandbox, contextIsolation, nodeIntegration, webviewTag } = contents.getLastWebPreferences();
    return { sandbox, contextIsolation, nodeIntegration, webviewTag };
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    webviewTag: false,
  });

  const seen = await page.evaluate(() => {
    const all = window as unknown as Record<string, unknown>;
    const nodes = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', '__dirname'];
    return { node: nodes.filter((name) => name in all), bridge: Object.keys(all['herd'] ?? {}).sort() };
  });
  expect(seen).toEqual({ node: [], bridge: ['call', 'subscribe'] });
});

test('text never becomes code', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    // In a turn of the page's own: what the test's protocol evaluates may itself evaluate, whatever the policy.
    await new Promise((resolve) => setTimeout(resolve));
    const text = 'window.ran = true';
    const script = document.createElement('script');
    const ways: Record<string, () => unknown> = {
      eval: () => Reflect.get(globalThis, 'eval')(text),
      function: () => new Function(text)(),
      inline: () => document.head.appendChild(script).append(text),
      markup: () => {
        document.body.innerHTML = `<img src="x" onerror="${text}">`;
      },
      handler: () => document.body.setAttribute('onclick', text),
      address: () => {
        script.src = `data:text/javascript,${text}`;
      },
    };
    const stopped = Object.entries(ways).map(([name, run]) => {
      try {
        run();
        return [name, 'ran'];
      } catch (thrown) {
        return [name, (thrown as Error).name];
      }
    });
    document.body.click();
    await new Promise((resolve) => setTimeout(resolve));
    return { ...Object.fromEntries(stopped), ran: 'ran' in window };
  });
  expect(outcome).toEqual({
    eval: 'EvalError',
    function: 'EvalError',
    inline: 'TypeError',
    markup: 'TypeError',
    handler: 'TypeError',
    address: 'TypeError',
    ran: false,
  });
});

test('the page reaches no network', async ({ page }) => {
  let requests = 0;
  const server = createServer((_request, response) => {
    requests += 1;
    response.setHeader('Access-Control-Allow-Origin', '*').end('here');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
  try {
    // It does answer, to whom may ask.
    expect(await (await fetch(url)).text()).toBe('here');
    const outcomes = await page.evaluate(async (address) => {
      const fetched = await fetch(address).then(
        () => 'fetched',
        () => 'refused',
      );
      const image = await new Promise((resolve) => {
        const element = new Image();
        element.onload = () => resolve('loaded');
        element.onerror = () => resolve('refused');
        element.src = address;
      });
      return [fetched, image];
    }, url);
    expect(outcomes).toEqual(['refused', 'refused']);
    expect(requests).toBe(1);
  } finally {
    server.close();
  }
});

test('the page goes nowhere, opens nothing and is permitted nothing', async ({ app, page }) => {
  const url = page.url();
  expect(url).toBe('herd://console/index.html');
  const prevented = app.evaluate(
    ({ BrowserWindow }) =>
      new Promise((resolve) => {
        BrowserWindow.getAllWindows()[0]?.webContents.once('will-frame-navigate', (event) => {
          resolve(event.defaultPrevented);
        });
      }),
  );
  // The listener is there before the page is told to go: calls into the main process keep their order.
  await app.evaluate(() => undefined);
  await page.evaluate(() => {
    window.location.href = 'https://example.org/';
  });
  expect(await prevented).toBe(true);
  expect(page.url()).toBe(url);

  expect(await page.evaluate(() => window.open('about:blank'))).toBeNull();
  expect(app.windows()).toHaveLength(1);
  expect(await page.evaluate(() => Notification.requestPermission())).toBe('denied');
});

test('the scheme gives out the page’s files, under a policy, and no others', async ({ app, page }) => {
  await page.getByRole('status').waitFor();
  const answers = await app.evaluate(async ({ net }) => {
    const get = async (path: string) => {
      const response = await net.fetch(`herd://console/${path}`);
      return { status: response.status, policy: response.headers.get('content-security-policy') };
    };
    return {
      page: await get('index.html'),
      others: await Promise.all(
        ['%2e%2e%2fmain/desktop.js', '..%2f..%2fpackage.json', 'missing.js'].map(async (path) => {
          return (await get(path)).status;
        }),
      ),
    };
  });
  expect(answers.page.status).toBe(200);
  expect(answers.page.policy).toContain("default-src 'none'; script-src 'self'");
  expect(answers.others).toEqual([404, 404, 404]);
});

test('a call that the contract doesn’t know is refused as data', async ({ page }) => {
  await page.getByRole('status').waitFor();
  const codes = await page.evaluate(async () => {
    const { herd } = window as unknown as {
      herd: { call(command: unknown, request?: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
    };
    const calls: [unknown, unknown][] = [
      ['server.kill', { servers: 'Alford' }],
      ['server.kill', { servers: ['x'.repeat(201)] }],
      ['server.kill', undefined],
      ['herd.state', { more: true }],
      ['herd.send', { server: 'Alford', bytes: [1, 2], halfClose: false, timeoutMs: 1 }],
      ['nothing', {}],
      ['__proto__', {}],
      [{ toString: 'x' }, {}],
      ['server.kill', { servers: ['Nobody'] }],
      ['herd.state', {}],
    ];
    const outcomes = await Promise.all(calls.map(([command, request]) => herd.call(command, request)));
    return outcomes.map((outcome) => outcome.error?.code ?? 'ok');
  });
  expect(codes).toEqual([...Array(8).fill('BAD_REQUEST'), 'UNKNOWN_SERVER', 'ok']);
});
