/** Commands: what is said to servers, rightly and wrongly, and what comes back. */
import { once } from 'node:events';
import { type AddressInfo, createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { ask, expect, setSize, showPane, startHerd, test } from './console-app.ts';

const pane = (page: Page) => page.getByRole('region', { name: 'Commands', exact: true });
const exchanges = (page: Page) => pane(page).getByRole('article');
const field = (page: Page, label: string) => pane(page).getByLabel(label, { exact: true });

async function form(page: Page, label: string): Promise<void> {
  await pane(page).locator('.mantine-SegmentedControl-label', { hasText: label }).first().click();
}

const send = (page: Page) =>
  pane(page).getByRole('button', { name: /^Send/ }).and(page.locator('[type=submit]')).click();

async function template(page: Page, name: string): Promise<void> {
  await pane(page).getByRole('button', { name: 'Templates' }).click();
  await page.getByRole('menuitem', { name, exact: true }).click();
}

async function aim(page: Page, server: string): Promise<void> {
  await pane(page)
    .getByRole('combobox', { name: 'To' })
    .or(pane(page).getByRole('textbox', { name: 'To' }))
    .first()
    .click();
  // The log's lines are options as well, and may name the server.
  await page.locator('[data-combobox-option]', { hasText: server }).filter({ visible: true }).click();
}

test('a report and a question are answered, and stand in the transcript', async ({ page }) => {
  await startHerd(page);
  await send(page);
  await expect(exchanges(page)).toHaveCount(1);
  await expect(exchanges(page).last()).toContainText(
    /AT Alford [+-]\d+\.\d{9} kiwi \+34\.068930-118\.445127/,
  );
  await form(page, 'WHATSAT');
  await aim(page, 'Ball');
  await send(page);
  await expect(exchanges(page).last()).toContainText('AT Alford');
  const json = exchanges(page)
    .last()
    .getByRole('button', { name: /^JSON: 5 places, OK/ });
  await json.click();
  await expect(exchanges(page).last().locator('pre')).toContainText('"results"');
  await exchanges(page).last().getByRole('button', { name: /Ball/ }).click();
  await expect(exchanges(page).last().getByRole('button', { name: /Ball/ })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
});

test('an exchange that stays open is cancelled, and says so', async ({ page }) => {
  await startHerd(page);
  await pane(page)
    .getByRole('button', { name: /^How it goes/ })
    .click();
  await field(page, 'Stay open after the answers').check();
  await send(page);
  await exchanges(page).getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(exchanges(page)).toContainText('cancelled');
  await expect(exchanges(page)).toContainText('AT Alford');
  await expect(exchanges(page).getByRole('button', { name: 'Cancel', exact: true })).toHaveCount(0);
});

test('what breaks the protocol is named at its field, and can be sent on purpose', async ({ page }) => {
  await startHerd(page);
  await form(page, 'WHATSAT');
  await field(page, 'Radius, km').fill('51');
  await expect(pane(page).getByText('Alford will answer “? WHATSAT kiwi 51 5”')).toBeVisible();
  await expect(field(page, 'Radius, km')).toHaveAttribute('aria-invalid', 'true');
  await pane(page).getByRole('button', { name: 'Send anyway' }).click();
  await expect(exchanges(page).last()).toContainText('? WHATSAT kiwi 51 5');
});

test('raw bytes go as they are typed: escapes, pieces, a half-close', async ({ page }) => {
  await startHerd(page);
  await template(page, 'Split inside UTF-8');
  await send(page);
  await expect(exchanges(page).last()).toContainText(/AT Alford [+-]\d+\.\d{9} 🥝/);
  await expect(exchanges(page).last()).toContainText('in 2 pieces');

  await pane(page)
    .getByRole('button', { name: /^How it goes/ })
    .click();
  await field(page, 'Cut after bytes').fill('');
  await field(page, 'Bytes to send').fill('a\\x00b\\xff');
  await expect(pane(page).getByLabel('Bytes that will go')).toContainText('a\\x00');
  await send(page);
  await pane(page).getByRole('switch', { name: 'Show bytes' }).click();
  await expect(exchanges(page).last()).toContainText('? a\\x00b\\xff\\n');

  await template(page, 'Half-closed WHATSAT');
  await send(page);
  await expect(exchanges(page).last()).toContainText('half-closed');
  await expect(exchanges(page).last()).toContainText('closed by the server');
});

test('a walk is repeated until it is stopped, and the form steps through what was sent', async ({ page }) => {
  await startHerd(page);
  await template(page, 'Move kiwi along Wilshire');
  await pane(page).getByLabel('Seconds between repeats').fill('0.1');
  await pane(page).getByRole('button', { name: 'Repeat', exact: true }).click();
  await expect(exchanges(page).nth(2)).toBeVisible();
  await pane(page)
    .getByRole('button', { name: /Stop repeating/ })
    .click();
  await expect(pane(page).getByRole('button', { name: 'Repeat', exact: true })).toBeVisible();
  await field(page, 'Client').fill('mango');
  await page.keyboard.press('Alt+ArrowUp');
  await expect(field(page, 'Client')).toHaveValue('kiwi');
  await page.keyboard.press('Alt+ArrowDown');
  await expect(field(page, 'Client')).toHaveValue('mango');
});

test('an exchange is copied as text, as an nc line and as a scenario step', async ({ page, app }) => {
  await startHerd(page);
  await template(page, 'Bad radius');
  await send(page);
  await expect(exchanges(page).last()).toContainText('? WHATSAT kiwi 51 5');
  const clipboard = () => app.evaluate(({ clipboard: board }) => board.readText());
  for (const [label, text] of [
    ['Copy as text', '< ? WHATSAT kiwi 51 5'],
    ['Copy as nc line', "printf 'WHATSAT kiwi 51 5\\n' | nc 127.0.0.1"],
    ['Copy as scenario step', 'reply: refused'],
  ] as const) {
    await exchanges(page).last().getByRole('button', { name: 'More for this exchange' }).click();
    await page.getByRole('menuitem', { name: label }).click();
    await expect.poll(clipboard).toContain(text);
  }
});

test('a template of one’s own is kept', async ({ page }) => {
  await field(page, 'Client').fill('papaya');
  await template(page, 'Keep this as a template…');
  await page.getByRole('dialog').getByLabel('Name').fill('Papaya');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep', exact: true }).click();
  await field(page, 'Client').fill('kiwi');
  await template(page, 'Papaya');
  await expect(field(page, 'Client')).toHaveValue('papaya');
});

test('a swarm reports at its rate until it is stopped', async ({ page }) => {
  await startHerd(page);
  await form(page, 'Swarm');
  await field(page, 'Clients').fill('20');
  await field(page, 'Reports a second').fill('200');
  await pane(page).getByRole('button', { name: 'Start swarm' }).click();
  const numbers = pane(page).getByRole('region', { name: 'What the swarm does' });
  await expect(numbers).toContainText('Running');
  await expect(numbers.locator('dd').nth(1)).not.toHaveText('0');
  await pane(page).getByRole('button', { name: 'Stop swarm' }).click();
  await expect(numbers).toContainText('Ended');
  await expect(numbers.locator('dd').nth(2)).toHaveText('0');
});

const HOSTILE = [
  '<img src=x onerror="window.hacked=1">',
  '\u202eevil\u2066 \u001b[31mred',
  'javascript:window.hacked=1',
  `{"results":[{"name":"<b>x</b>","geometry":{"location":{"lat":1,"lng":2}}}],"status":"<i>"}\n\n`,
  'x'.repeat(1_000_000),
].join('\n');

test('hostile text in an answer is only text', async ({ page }) => {
  const hostile = createServer((socket) => {
    socket.on('error', () => undefined);
    socket.on('data', () => socket.end(HOSTILE));
  }).listen(0, '127.0.0.1');
  await once(hostile, 'listening');
  const { port } = hostile.address() as AddressInfo;
  try {
    const { topology } = await ask(page, 'herd.state', {});
    // A server of somebody else: nothing is started, only its address is known.
    const servers = [...topology.servers, { name: 'Mallory', host: '127.0.0.1', port }];
    await ask(page, 'topology.apply', { topology: { ...topology, servers, links: [...topology.links] } });
    await aim(page, 'Mallory');
    await send(page);
    const answer = exchanges(page).last();
    await expect(answer).toContainText('<img src=x onerror="window.hacked=1">');
    await expect(answer.getByRole('button', { name: /^JSON: 1 place/ })).toBeVisible();
    await expect(answer.locator('img, b, i')).toHaveCount(0);
    await pane(page).getByRole('switch', { name: 'Show bytes' }).click();
    await expect(answer).toContainText('\\xe2\\x80\\xae');
    expect(await page.evaluate(() => 'hacked' in window)).toBe(false);
    await showPane(page, 'Commands');
  } finally {
    hostile.close();
  }
});

test('how a message goes is said whole in a small window', async ({ app, page }) => {
  await setSize(app, page, [1024, 700]);
  const words = page.getByRole('button', { name: /^How it goes/ }).locator('.mantine-Button-label');
  expect(await words.evaluate((label) => label.scrollWidth - label.clientWidth)).toBe(0);
});
