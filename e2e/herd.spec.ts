/** The herd in the window: what a person sees and does, against servers on real sockets. */
import { connect } from 'node:net';
import { expect, rowOf, serverRow, test } from './console-app.ts';

const SERVERS = ['Alford', 'Ball', 'Hamilton', 'Holiday', 'Welsh'];
const PLACE = '+34.068930-118.445127';

interface Address {
  readonly host: string;
  readonly port: number;
}

const parse = (text: string): Address => {
  const [host = '', port = ''] = text.split(':');
  return { host, port: Number(port) };
};

/** One line over a connection of its own; the answer's first line. */
function ask({ host, port }: Address, line: string): Promise<string> {
  return new Promise((answered, failed) => {
    let text = '';
    const socket = connect(port, host, () => socket.write(`${line}\n`));
    socket.on('data', (chunk) => {
      text += chunk.toString();
      if (text.includes('\n')) {
        socket.destroy();
        answered(text.slice(0, text.indexOf('\n')));
      }
    });
    socket.on('error', failed);
    socket.on('close', () => failed(new Error(`closed after “${text}”`)));
  });
}

const report = (client: string) => `IAMAT ${client} ${PLACE} ${(Date.now() / 1000).toFixed(9)}`;

test('a herd is shown, started, told of a client, broken and mended', async ({ page }) => {
  await expect(page.getByRole('heading', { level: 1 })).toContainText('2016');
  await expect(page.getByRole('table', { name: 'Servers' }).getByRole('rowheader')).toHaveText(SERVERS);
  for (const name of SERVERS) await expect(serverRow(page, name).state).toHaveText('not started');
  await expect(page.getByRole('status')).toHaveText('0 of 5 servers ready');

  await page.getByRole('button', { name: 'Start Alford' }).click();
  await expect(serverRow(page, 'Alford').state).toHaveText('ready');
  await page.getByRole('button', { name: 'Start all' }).click();
  await expect(page.getByRole('status')).toHaveText('5 of 5 servers ready');
  for (const link of ['Alford–Welsh', 'Ball–Welsh']) {
    await expect(rowOf(page, link).getByRole('cell').first()).toHaveText('up');
  }

  const alford = parse(await serverRow(page, 'Alford').address.innerText());
  expect(await ask(alford, report('kiwi'))).toMatch(/^AT Alford [+-]\d+\.\d{9} kiwi /);
  for (const name of SERVERS) await expect(serverRow(page, name).clients).toHaveText('1');

  await page.getByRole('button', { name: 'Kill Welsh' }).click();
  await expect(serverRow(page, 'Welsh').state).toHaveText('killed');
  await expect(page.getByRole('button', { name: 'Kill Welsh' })).toBeDisabled();
  await expect(rowOf(page, 'Ball–Welsh').getByRole('cell').first()).not.toHaveText('up');

  await page.getByRole('button', { name: 'Cut Alford–Hamilton' }).click();
  await expect(rowOf(page, 'Alford–Hamilton').getByRole('cell').first()).toHaveText('cut');
  expect(await ask(alford, report('lemon'))).toMatch(/^AT Alford /);
  await expect(serverRow(page, 'Alford').clients).toHaveText('2');
  // Alford is alone now: its link to Hamilton is cut, and its other neighbour was killed.
  expect(await ask(parse(await serverRow(page, 'Ball').address.innerText()), 'WHATSAT lemon 10 5')).toBe(
    '? WHATSAT lemon 10 5',
  );

  await page.getByRole('button', { name: 'Heal Alford–Hamilton' }).click();
  await page.getByRole('button', { name: 'Start Welsh' }).click();
  for (const name of SERVERS) await expect(serverRow(page, name).clients).toHaveText('2');
});

test('closing the window ends its servers', async ({ app, page }) => {
  await page.getByRole('button', { name: 'Start all' }).click();
  await expect(page.getByRole('status')).toHaveText('5 of 5 servers ready');
  const ball = parse(await serverRow(page, 'Ball').address.innerText());
  expect(await ask(ball, 'nonsense')).toBe('? nonsense');

  const ended = new Promise((resolve) => app.process().once('exit', resolve));
  await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());
  expect(await ended).toBe(0);
  await expect(ask(ball, 'nonsense')).rejects.toThrow(/ECONNREFUSED/);
});

test('the page follows the system’s theme', async ({ page }) => {
  const ground = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMedia({ colorScheme: 'light' });
  expect(await ground()).toBe('rgb(246, 247, 249)');
  await page.emulateMedia({ colorScheme: 'dark' });
  expect(await ground()).toBe('rgb(20, 23, 28)');
});
