/** What a person meets first: a window that is useful at once. */
import { ask, expect, runCommand, startHerd, test } from './console-app.ts';

test.describe('the first start', () => {
  test.use({ welcomed: false });

  test('offers three things to do, and one click starts the herd', async ({ page }) => {
    const card = page.getByRole('dialog', { name: 'Welcome to Herd Console' });
    await expect(
      card.getByRole('button', { name: /Start the herd|Run the report’s test|Open a topology/ }),
    ).toHaveCount(3);
    await expect(card.getByRole('button', { name: /Start the herd/ })).toBeFocused();
    await expect(card.getByRole('button', { name: /Start the herd/ })).toContainText('5 servers');
    await card.getByRole('button', { name: /Start the herd/ }).click();
    await expect(page.getByText('5 of 5 servers ready')).toBeVisible();
    await expect(card).toHaveCount(0);
  });
});

test('five servers are ready after a click, and the button stops them again', async ({ page }) => {
  await startHerd(page);
  await page.getByRole('button', { name: 'Stop herd' }).click();
  await expect(page.getByText('0 of 5 servers ready')).toBeVisible();
});

test('a killed server of a herd that was stopped is no fault: the herd is started', async ({ page }) => {
  await startHerd(page);
  await runCommand(page, 'Kill Ball');
  await expect(page.getByRole('button', { name: 'Heal the fault' })).toBeVisible();
  await page.getByRole('button', { name: 'Stop herd' }).click();
  await expect(page.getByText('0 of 5 servers ready')).toBeVisible();
  await expect(page.getByRole('button', { name: /^Heal/ })).toHaveCount(0);
  await runCommand(page, 'Inspect Alford–Welsh');
  const inspector = page.getByRole('tabpanel', { name: 'Inspector', exact: true });
  await expect(inspector.getByRole('heading', { name: /Alford–Welsh/ })).toContainText('Down');
  await expect(inspector.getByText('Broken')).toHaveCount(0);
  await startHerd(page);
});

test('faults are healed with one button, and undone one by one', async ({ page }) => {
  await startHerd(page);
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Cut Alford–Welsh');
  await page.keyboard.press('Enter');
  await expect(page.getByText('1 link cut')).toBeVisible();
  await page.keyboard.press('Control+k');
  await page.keyboard.type('Kill Ball');
  await page.keyboard.press('Enter');
  await expect(page.getByText('4 of 5 servers ready')).toBeVisible();
  await page.getByRole('button', { name: 'Heal all 2 faults' }).click();
  await expect(page.getByText('5 of 5 servers ready')).toBeVisible();
  await expect(page.getByText('No links cut')).toBeVisible();
  await page.getByRole('button', { name: 'Undo: Heal all faults' }).click();
  await expect(page.getByText('4 of 5 servers ready')).toBeVisible();
  await expect(page.getByText('1 link cut')).toBeVisible();
});

test('another quarter’s herd is opened from the menu, and is there at the next start', async ({
  page,
  app,
  launch,
  userData,
}) => {
  await page.getByRole('button', { name: 'UCLA CS 131, Fall 2016' }).click();
  await page.getByRole('menuitem', { name: 'UCLA CS 131, Winter 2020' }).click();
  await expect(page.getByRole('button', { name: 'UCLA CS 131, Winter 2020', exact: true })).toBeVisible();
  const file = (await ask(page, 'app.info', {})).workspaceFile;
  expect(file).toContain(userData);
  await page.evaluate(() => window.dispatchEvent(new Event('pagehide')));
  await app.close();
  const again = await launch();
  const next = await again.firstWindow();
  await expect(next.getByRole('button', { name: 'UCLA CS 131, Winter 2020', exact: true })).toBeVisible();
  await expect(next.getByRole('dialog')).toHaveCount(0);
});
