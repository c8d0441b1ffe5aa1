/** What the page can't do, asked of the page itself, and Electron's security recommendations, asked of the app. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ask, expect, test } from './console-app.ts';

// What is tried here is refused, and Chromium says so on the console.
test.use({ watchConsole: false });

test('the page is sandboxed and isolated, and holds the bridge alone', async ({ app, page }) => {
  const preferences = await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents as unknown as {
      getLastWebPreferences(): Record<string, unknown>;
    };
    const wanted = [
      'sandbox',
      'contextIsolation',
      'nodeIntegration',
      'nodeIntegrationInWorker',
      'nodeIntegrationInSubFrames',
      'webviewTag',
      'webSecurity',
      'allowRunningInsecureContent',
      'experimentalFeatures',
      'enableBlinkFeatures',
      'navigateOnDragDrop',
    ];
    const all = contents.getLastWebPreferences();
    return Object.fromEntries(wanted.map((name) => [name, all[name] || false]));
  });
  expect(preferences).toEqual({
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webviewTag: false,
    webSecurity: true,
    allowRunningInsecureContent: false,
    experimentalFeatures: false,
    enableBlinkFeatures: false,
    navigateOnDragDrop: false,
  });

  const seen = await page.evaluate(() => {
    const all = window as unknown as Record<string, unknown>;
    const nodes = ['require', 'process', 'module', 'exports', 'Buffer', 'global', 'electron', '__dirname'];
    return { node: nodes.filter((name) => name in all), bridge: Object.keys(all['herd'] ?? {}).sort() };
  });
  expect(seen).toEqual({ node: [], bridge: ['call', 'onAction', 'pathOf', 'subscribe'] });
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
  const states = await page.evaluate(() =>
    Promise.all(
      ['geolocation', 'camera', 'microphone', 'clipboard-read', 'midi', 'notifications'].map(
        async (name) => (await navigator.permissions.query({ name: name as PermissionName })).state,
      ),
    ),
  );
  expect(states).toEqual(Array(6).fill('denied'));
});

test('the scheme gives out the page’s files, under a policy, and no others', async ({ app, page }) => {
  await ask(page, 'herd.state', {});
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
  expect(answers.page.policy).not.toMatch(/unsafe|https?:|\*/);
  expect(answers.others).toEqual([404, 404, 404]);
});

test('a call that the contract doesn’t know is refused as data', async ({ page }) => {
  await ask(page, 'herd.state', {});
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

test('each load has a nonce of its own, and only its style may stand in the page', async ({ app, page }) => {
  await ask(page, 'herd.state', {});
  const nonces = await app.evaluate(async ({ net }) => {
    const load = async () => {
      const response = await net.fetch('herd://console/index.html');
      const nonce = /'nonce-([^']+)'/.exec(response.headers.get('content-security-policy') ?? '')?.[1] ?? '';
      return { nonce, html: await response.text() };
    };
    return [await load(), await load()];
  });
  for (const { nonce, html } of nonces) {
    expect(nonce).toMatch(/^[\w-]{22}$/);
    expect(html).not.toContain('__CSP_NONCE__');
    // The page may ask for it; if it does, it is told the one that is in force.
    for (const [, told] of html.matchAll(/ nonce="([^"]*)"/g)) expect(told).toBe(nonce);
  }
  expect(nonces[0]?.nonce).not.toBe(nonces[1]?.nonce);

  const styled = await page.evaluate(() => {
    const style = document.createElement('style');
    style.textContent = ':root { --from-inline: yes; }';
    document.head.append(style);
    return getComputedStyle(document.documentElement).getPropertyValue('--from-inline');
  });
  expect(styled).toBe('');
});

test('no script policy but the default one can be made, and no frame', async ({ page }) => {
  const outcome = await page.evaluate(async () => {
    await new Promise((resolve) => setTimeout(resolve));
    const types = (window as unknown as { trustedTypes: { createPolicy(name: string, rules: object): void } })
      .trustedTypes;
    const attempt = (run: () => unknown) => {
      try {
        run();
        return 'ran';
      } catch (thrown) {
        return (thrown as Error).name;
      }
    };
    const refused = new Promise((resolve) => {
      document.addEventListener('securitypolicyviolation', (event) => {
        if (event.effectiveDirective === 'frame-src') resolve(event.effectiveDirective);
      });
    });
    const frame = document.createElement('iframe');
    frame.src = 'herd://console/index.html';
    document.body.append(frame);
    return { policy: attempt(() => types.createPolicy('mine', {})), refused: await refused };
  });
  expect(outcome.policy).toBe('TypeError');
  expect(outcome.refused).toBe('frame-src');
});

test('map tiles are asked for only when a person wants them', async ({ app, page }) => {
  await ask(page, 'herd.state', {});
  /** How each request ended: refused by us, or as the network has it. */
  await app.evaluate(({ session }) => {
    const seen = globalThis as unknown as { ended: Record<string, string>; agents: string[] };
    seen.ended = {};
    seen.agents = [];
    const { webRequest } = session.defaultSession;
    webRequest.onErrorOccurred(({ url, error }) => {
      seen.ended[url] = error;
    });
    webRequest.onCompleted(({ url }) => {
      seen.ended[url] = 'completed';
    });
    webRequest.onSendHeaders(({ requestHeaders }) => {
      seen.agents.push(requestHeaders['User-Agent'] ?? '');
    });
  });
  const endOf = (url: string) =>
    app.evaluate(
      (_, asked) => (globalThis as unknown as { ended: Record<string, string> }).ended[asked],
      url,
    );
  const load = (url: string) =>
    page.evaluate(
      (asked) =>
        new Promise((resolve) => {
          const image = new Image();
          image.onload = image.onerror = () => resolve(undefined);
          image.src = asked;
        }),
      url,
    );
  const tile = (n: number) => `https://tile.openstreetmap.org/1/1/${n}.png`;
  const other = 'https://a.tile.openstreetmap.org/1/1/1.png';

  await load(tile(1));
  expect([undefined, 'net::ERR_BLOCKED_BY_CLIENT']).toContain(await endOf(tile(1)));

  await ask(page, 'settings.set', { onlineTiles: true });
  await page.reload();
  await load(other);
  expect([undefined, 'net::ERR_BLOCKED_BY_CLIENT']).toContain(await endOf(other));
  await load(tile(2));
  const ended = await endOf(tile(2));
  expect(ended).toBeDefined();
  expect(ended).not.toBe('net::ERR_BLOCKED_BY_CLIENT');

  // Off again: refused at once, whatever policy the page was loaded with.
  await ask(page, 'settings.set', { onlineTiles: false });
  await load(tile(3));
  expect(await endOf(tile(3))).toBe('net::ERR_BLOCKED_BY_CLIENT');
});

test('only the pages that the app names are opened outside, and only http(s)', async ({ app, page }) => {
  await app.evaluate(({ shell }) => {
    const seen = globalThis as unknown as { opened: string[] };
    seen.opened = [];
    shell.openExternal = async (url) => {
      seen.opened.push(url);
    };
  });
  const codes = await page.evaluate(async () => {
    const { herd } = window as unknown as {
      herd: { call(command: string, request: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
    };
    const urls = [
      'https://www.openstreetmap.org/copyright',
      'https://example.org/',
      'file:///etc/passwd',
      'javascript:alert(1)',
      'https://openstreetmap.org.example.org/',
    ];
    const outcomes = await Promise.all(urls.map((url) => herd.call('app.openExternal', { url })));
    return outcomes.map(({ error }) => error?.code ?? 'ok');
  });
  expect(codes).toEqual(['ok', ...Array(4).fill('LINK_REFUSED')]);
  expect(await app.evaluate(() => (globalThis as unknown as { opened: string[] }).opened)).toEqual([
    'https://www.openstreetmap.org/copyright',
  ]);
});

test('a log is opened only of a server that there is', async ({ page, userData }) => {
  const codes = await page.evaluate(async () => {
    const { herd } = window as unknown as {
      herd: { call(command: string, request: unknown): Promise<{ ok: boolean; error?: { code: string } }> };
    };
    const names = ['../../../etc/passwd', 'Nobody', '.', '__proto__', 'Ball'];
    const outcomes = await Promise.all(names.map((server) => herd.call('app.openLog', { server })));
    return outcomes.map(({ error }) => error?.code ?? 'ok');
  });
  expect(userData).not.toBe('');
  // Ball has not been started: it has no log yet.
  expect(codes).toEqual([...Array(4).fill('UNKNOWN_SERVER'), 'NO_LOG']);
});

test('a frame that isn’t the page is not answered', async ({ app, page }) => {
  await ask(page, 'herd.state', {});
  // Another page with the very same preload: our handler is asked by a sender that isn't our window's page.
  const outcome = await app.evaluate(async ({ app: electron, BrowserWindow }) => {
    const preload = `${electron.getAppPath()}/out/preload/console.cjs`;
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL('herd://console/index.html');
    const answer = await stranger.webContents.executeJavaScript(
      "window.herd.call('herd.state', {}).then((outcome) => outcome.error?.code ?? 'ok')",
    );
    stranger.destroy();
    return answer;
  });
  expect(outcome).toBe('BAD_REQUEST');
});

test('the page downloads nothing', async ({ app, page }) => {
  await ask(page, 'herd.state', {});
  const prevented = app.evaluate(
    ({ session }) =>
      new Promise((resolve) => {
        session.defaultSession.once('will-download', (event) => resolve(event.defaultPrevented));
      }),
  );
  // The listener is there before the page is told to: calls into the main process keep their order.
  await app.evaluate(() => undefined);
  await page.evaluate(() => {
    const link = document.createElement('a');
    link.href = URL.createObjectURL(new Blob(['x']));
    link.download = 'x.txt';
    link.click();
  });
  expect(await prevented).toBe(true);
});
