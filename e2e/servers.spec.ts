/** The list of servers: one, some and all; a crash; a port in use; a program in Python in a herd of ours. */
import { once } from 'node:events';
import { existsSync, writeFileSync } from 'node:fs';
import { type AddressInfo, createServer } from 'node:net';
import type { Page } from '@playwright/test';
import { ask, expect, startHerd, test } from './console-app.ts';

const row = (page: Page, name: string) =>
  page
    .getByRole('table', { name: 'Servers' })
    .getByRole('row')
    .filter({ has: page.getByRole('rowheader', { name }) });

async function openServers(page: Page): Promise<void> {
  await page.keyboard.press('ControlOrMeta+2');
  await expect(page.getByRole('table', { name: 'Servers' })).toBeVisible();
}

async function edit(page: Page, name: string): Promise<void> {
  await page.getByRole('button', { name: `More for ${name}` }).click();
  await page.getByRole('menuitem', { name: 'Hosting and port' }).click();
  await expect(page.getByRole('dialog', { name: `Hosting of ${name}` })).toBeVisible();
}

async function hostByCommand(page: Page, name: string, command: string): Promise<void> {
  await edit(page, name);
  await page.getByRole('radio', { name: 'Any program' }).check();
  await page.getByRole('textbox', { name: 'Command' }).fill(command);
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(page.getByRole('dialog')).toHaveCount(0);
}

const status = (page: Page) => page.locator('.status-bar').getByRole('status');

test('one, some and all are started, paused, resumed, killed, restarted and stopped', async ({ page }) => {
  await openServers(page);
  await expect(row(page, 'Alford')).toContainText('Not started');
  await page.getByRole('button', { name: 'Start Alford' }).click();
  await expect(row(page, 'Alford')).toContainText('Ready');
  await page.getByRole('button', { name: 'Start all', exact: true }).click();
  await expect(status(page)).toContainText('5 of 5 servers ready');

  await page.getByRole('checkbox', { name: 'Choose Ball' }).check();
  await page.getByRole('checkbox', { name: 'Choose Welsh' }).check();
  await page.getByRole('button', { name: 'Pause 2 chosen' }).click();
  await expect(row(page, 'Ball')).toContainText('Paused');
  await expect(row(page, 'Welsh')).toContainText('Paused');
  await expect(row(page, 'Alford')).toContainText('Ready');
  await page.getByRole('button', { name: 'Resume 2 chosen' }).click();
  await expect(status(page)).toContainText('5 of 5 servers ready');

  await page.getByRole('button', { name: 'Kill Welsh' }).click();
  await expect(row(page, 'Welsh')).toContainText('Killed');
  await expect(page.getByRole('button', { name: 'Kill Welsh' })).toBeDisabled();
  // Not what takes the kill back, which is called “Start Welsh again”.
  await page.getByRole('button', { name: 'Start Welsh', exact: true }).click();
  await expect(row(page, 'Welsh')).toContainText('Ready');

  await page.getByRole('checkbox', { name: 'Choose all servers' }).check();
  await page.getByRole('button', { name: 'Stop 5 chosen' }).click();
  await expect(status(page)).toContainText('0 of 5 servers ready');
});

test('the start order is changed, and kept to', async ({ page }) => {
  await openServers(page);
  const names = page.getByRole('table', { name: 'Servers' }).getByRole('rowheader');
  await page.getByRole('button', { name: 'More for Ball' }).click();
  await page.getByRole('menuitem', { name: 'Start earlier' }).click();
  await expect(names.first()).toContainText('Ball');
  await page.getByRole('button', { name: 'Start in this order' }).click();
  await expect(status(page)).toContainText('5 of 5 servers ready');
});

test('a server is deleted by keyboard, and the keyboard stays in the pane', async ({ page }) => {
  await openServers(page);
  await page.getByRole('button', { name: 'More for Ball' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('menu')).toBeVisible();
  await page.getByRole('menuitem', { name: 'Delete' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('table', { name: 'Servers' }).getByRole('rowheader')).toHaveCount(4);
  await expect(page.locator('[data-pane="servers"]')).toBeFocused();
});

test('a server in a process of its own floods with the others', async ({ page }) => {
  await openServers(page);
  await edit(page, 'Welsh');
  await page.getByRole('radio', { name: 'Ours, in a process of its own' }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await expect(row(page, 'Welsh')).toContainText('Ours, own process');
  await page.getByRole('button', { name: 'Start all', exact: true }).click();
  await expect(status(page)).toContainText('5 of 5 servers ready');
});

test('a crash shows how it ended and its last lines; mended, it is started again', async ({ page }) => {
  await openServers(page);
  await hostByCommand(page, 'Ball', `python3 -c "print('out of luck'); raise SystemExit(3)" {name} {port}`);
  await page.getByRole('button', { name: 'Start Ball' }).click();
  const crash = page.getByRole('region', { name: 'Why Ball is down' });
  await expect(crash).toContainText('exit code 3');
  await expect(crash).toContainText('out of luck');
  await expect(crash.getByRole('button', { name: 'Open log' })).toBeEnabled();
  await edit(page, 'Ball');
  await page.getByRole('radio', { name: 'Ours, in this process' }).check();
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Start Ball' }).click();
  await expect(row(page, 'Ball')).toContainText('Ready');
  await expect(crash).toHaveCount(0);
});

test('a command that can’t be read is refused where it is written', async ({ page }) => {
  await openServers(page);
  await edit(page, 'Ball');
  await page.getByRole('radio', { name: 'Any program' }).check();
  await page.getByRole('textbox', { name: 'Command' }).fill('python3 server.py {prot}');
  await expect(page.getByText('Did you mean {port}?')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Apply' })).toBeDisabled();
});

test('a port in use names who has it and offers another', async ({ page }) => {
  const holder = createServer().listen(0, '127.0.0.1');
  await once(holder, 'listening');
  const { port } = holder.address() as AddressInfo;
  await openServers(page);
  await edit(page, 'Alford');
  await page.getByRole('textbox', { name: 'Port' }).fill(String(port));
  await page.getByRole('button', { name: 'Apply' }).click();
  await page.getByRole('button', { name: 'Start Alford' }).click();
  const why = page.getByRole('region', { name: 'Why Alford is down' });
  await expect(why).toContainText(`Port ${port} on 127.0.0.1, which Alford needs, is in use`);
  await why.getByRole('button', { name: 'Give it a free port' }).click();
  await expect(row(page, 'Alford')).toContainText('Ready');
  await expect(row(page, 'Alford')).not.toContainText(`:${port}`);
  holder.close();
});

/** A whole server of the course in a few lines: it stores, floods once, and answers WHATSAT of what it knows. */
const PYTHON = `
import asyncio, sys, time
name, port, near = sys.argv[1], int(sys.argv[2]), sys.argv[3] if len(sys.argv) > 3 else ''
peers = [p.split('=')[1].rsplit(':', 1) for p in near.split(',') if p]
known = {}
async def flood(line):
    for host, port in peers:
        try:
            _, out = await asyncio.open_connection(host, int(port))
            out.write((line + '\\n').encode()); await out.drain(); out.close()
        except OSError: pass
async def talk(reader, writer):
    while data := await reader.readline():
        words = data.decode().split()
        if words[:1] == ['IAMAT'] and len(words) == 4:
            line = 'AT %s +0.1 %s' % (name, ' '.join(words[1:]))
            known[words[1]] = line; writer.write((line + '\\n').encode()); await flood(line)
        elif words[:1] == ['AT'] and len(words) >= 6:
            line = ' '.join(words[:6])
            if known.get(words[3]) != line: known[words[3]] = line; await flood(line)
        else: writer.write(('? ' + data.decode().strip() + '\\n').encode())
        await writer.drain()
async def main():
    async with await asyncio.start_server(talk, '127.0.0.1', port) as s: await s.serve_forever()
asyncio.run(main())
`;

test('a file’s program runs when it is started, not when the file is opened', async ({
  page,
  app,
}, testInfo) => {
  await startHerd(page);
  const path = testInfo.outputPath('theirs.yaml');
  const text = `title: Theirs
servers:
  - { name: Alford }
  - { name: Ball, command: "touch ran" }
links:
  - Alford-Ball
`;
  writeFileSync(path, text);
  await app.evaluate(({ dialog }, file) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
  }, path);
  await page.keyboard.press('Control+o');
  await expect(page.getByRole('button', { name: 'Theirs', exact: true })).toBeVisible();
  const states = async () => (await ask(page, 'herd.state', {})).servers.map(({ state }) => state.kind);
  expect(await states()).toEqual(['ready', 'stopped']);
  expect(existsSync(testInfo.outputPath('ran'))).toBe(false);
  // Those that ran and went run again.
  await page.getByRole('button', { name: /^Undo: Open theirs/ }).click();
  await expect.poll(states).toEqual(['ready', 'stopped', 'ready', 'ready', 'ready']);
});

test('a program in Python is a server among ours', async ({ page }, testInfo) => {
  const file = testInfo.outputPath('server.py');
  writeFileSync(file, PYTHON);
  await openServers(page);
  await hostByCommand(page, 'Welsh', `python3 '${file}' {name} {port} {neighbours}`);
  await page.getByRole('button', { name: 'Start all', exact: true }).click();
  await expect(status(page)).toContainText('5 of 5 servers ready');
  await ask(page, 'herd.send', {
    server: 'Welsh',
    bytes: new TextEncoder().encode(`IAMAT kiwi +34.068930-118.445127 ${(Date.now() / 1_000).toFixed(3)}
`),
    halfClose: false,
    timeoutMs: 5_000,
  });
  await page.keyboard.press('ControlOrMeta+1');
  const ball = page.locator('.react-flow__node[data-id="Ball"]');
  await expect(ball).toHaveAccessibleName(/knows 1 client,/);
});
