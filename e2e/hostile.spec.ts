/** What a hostile server says is text in every view: nothing of it runs, and nothing that it names is fetched. */
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { resolve } from 'node:path';
import type { Page } from '@playwright/test';
import { ask, expect, say, showPane, startHerd, test } from './console-app.ts';

const PROGRAM = resolve(import.meta.dirname, 'testing/hostile-server.mjs');
const PANES = ['Topology', 'Map', 'Log', 'Beliefs', 'Servers', 'Scenarios', 'Inspector', 'Commands'];

/** Somebody who would see it if anything were fetched. */
async function listen(): Promise<{ server: Server; url: string; asked: string[] }> {
  const asked: string[] = [];
  const server = createServer((request, response) => {
    asked.push(request.url ?? '');
    response.setHeader('Access-Control-Allow-Origin', '*').end('window.ran = 1');
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  return { server, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** A raw line, as a person sends it, to this server. */
async function sendRaw(page: Page, server: string, line: string): Promise<void> {
  const pane = page.locator('[data-pane="commands"]');
  await pane.getByText('Raw', { exact: true }).click();
  await pane.getByRole('combobox', { name: 'To' }).click();
  // The log's lines are options as well, and may name the server.
  await page.locator('[data-combobox-option]', { hasText: server }).filter({ visible: true }).click();
  await pane.getByRole('textbox', { name: 'Bytes to send' }).fill(line);
  const sent = pane.locator('.exchange');
  const before = await sent.count();
  await pane.getByRole('button', { name: /^Send( anyway)?$/ }).click();
  await expect.poll(() => sent.count()).toBeGreaterThanOrEqual(Math.min(before + 1, 3));
}

/** Elements that only markup could have made, and whether any of it ran. */
const harm = (page: Page) =>
  page.evaluate(() => ({
    ran: 'ran' in window,
    title: document.title,
    made: document.querySelectorAll(
      '[onerror], script[src^="http:"], img[src^="http:"], iframe, object, embed, a[href^="javascript:"], link[href^="http:"]',
    ).length,
    nul: document.body.innerText.includes('\0'),
    // Marks that turn around or hide what is read.
    turned: document.body.innerText
      .split('\n')
      .filter((line) => /[\u200b\u202a-\u202e\u2066-\u2069]/.test(line)),
  }));

test('what a hostile server says is shown as text, everywhere', async ({ page, app }) => {
  test.setTimeout(120_000);
  const { server, url, asked } = await listen();
  const requests: string[] = [];
  page.on('request', (request) => requests.push(request.url()));
  try {
    const title = await page.evaluate(() => document.title);
    const { topology } = await ask(page, 'herd.state', {});
    await ask(page, 'topology.apply', {
      topology: {
        ...topology,
        title: `<img src=${url}/title onerror=window.ran=1>`,
        servers: [
          { name: 'Alford' },
          { name: 'Evil', command: { template: `"${process.execPath}" "${PROGRAM}" ${url}` } },
        ],
        links: [{ a: 'Alford', b: 'Evil' }],
      },
    });
    await startHerd(page, 2);

    await showPane(page, 'Commands');
    const reported = `IAMAT <img/src='${url}/id'/onerror=window.ran=1> +34.07-118.44 ${Date.now() / 1_000}`;
    await sendRaw(page, 'Alford', reported);
    await say(page, 'Alford', `IAMAT \u202egnp.exe\u200b +34.07-118.44 ${Date.now() / 1_000}\n`);
    await sendRaw(page, 'Evil', 'anything');
    await sendRaw(page, 'Evil', 'megabyte');
    await sendRaw(page, 'Evil', 'IAMAT kiwi +34.07-118.44 1700000000.5');
    await sendRaw(page, 'Evil', 'WHATSAT kiwi 10 5');

    for (const [width, height] of [
      [1440, 900],
      [1024, 700],
    ] as const) {
      await app.evaluate(
        ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
        [width, height] as const,
      );
      for (const pane of PANES) {
        await showPane(page, pane);
        await expect(page.getByRole('tabpanel', { name: pane, exact: true })).toBeVisible();
        expect(await harm(page)).toEqual({ ran: false, title, made: 0, nul: false, turned: [] });
      }
      expect(
        await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
      ).toBeLessThanOrEqual(0);
    }

    // Each exchange, each kind of line of the log and the client are opened in full.
    await showPane(page, 'Inspector');
    for (const exchange of await page.locator('.exchange-name').all()) {
      await exchange.click();
      await expect(page.locator('[data-pane="inspector"] h2').first()).toBeVisible();
      expect(await harm(page)).toMatchObject({ ran: false, made: 0 });
    }
    await showPane(page, 'Beliefs');
    await page.locator('.belief-client', { hasText: '<img' }).click();
    await expect(page.locator('[data-pane="inspector"] h2').first()).toContainText('<img');
    await page.locator('.belief-client', { hasText: 'gnp.exe' }).click();
    await expect(page.locator('[data-pane="inspector"] h2').first()).toHaveText('⟨U+202E⟩gnp.exe⟨U+200B⟩');
    expect(await harm(page)).toMatchObject({ turned: [] });

    await showPane(page, 'Log');
    const search = page.getByRole('textbox', { name: 'Find text in the log' });
    for (const text of ['onerror', 'gnp.', 'javascript:', 'MMMMM', 'nul']) {
      await search.fill(text);
      const row = page.locator('.log-row', { hasText: text }).last();
      await expect(row.locator('mark').first()).toHaveText(text);
      await row.click();
      await expect(page.getByRole('region', { name: 'The event’s fields' })).toBeVisible();
      expect(await harm(page)).toMatchObject({ ran: false, made: 0 });
      // A line of a megabyte is cut where it is one of many, and bounded where it is the only one.
      expect(await row.evaluate((element) => (element.textContent ?? '').length)).toBeLessThan(2_000);
    }

    await sendRaw(page, 'Evil', 'die');
    await expect(page.getByText('1 of 2 servers ready')).toBeVisible();
    await showPane(page, 'Servers');
    await expect(page.locator('[data-pane="servers"]')).toContainText('Crashed');
    expect(await harm(page)).toEqual({ ran: false, title, made: 0, nul: false, turned: [] });

    expect(asked).toEqual([]);
    expect(requests.filter((address) => /^(?:https?|wss?|ftp|javascript):/.test(address))).toEqual([]);
  } finally {
    server.close();
  }
});
