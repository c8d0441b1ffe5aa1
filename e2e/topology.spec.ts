/** The canvas: a herd is drawn, run, broken and mended on it, by mouse and by keyboard alone. */
import type { Locator, Page } from '@playwright/test';
import { ask, expect, runCommand, startHerd, test } from './console-app.ts';

const card = (page: Page, name: string) => page.locator(`.react-flow__node[data-id="${name}"]`);
const link = (page: Page, id: string) => page.locator(`.react-flow__edge[data-id="${id}"]`);
const state = (page: Page, id: string) => link(page, id).locator('.link');

const report = (page: Page, server: string) =>
  ask(page, 'herd.send', {
    server,
    bytes: new TextEncoder().encode(`IAMAT kiwi +34.068930-118.445127 ${(Date.now() / 1_000).toFixed(3)}\n`),
    halfClose: false,
    timeoutMs: 5_000,
  });

async function middleOf(part: Locator): Promise<{ readonly x: number; readonly y: number }> {
  const box = await part.boundingBox();
  if (!box) throw new Error('not in the page');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

/**
 * Drags from a knob of one card to the middle of another: a knob at the top may be so near the canvas's edge that
 * the view moves on under a hand that rests there.
 */
async function dragLink(page: Page, from: string, to: string): Promise<void> {
  await card(page, from).hover();
  const knob = await middleOf(card(page, from).locator('.knob').first());
  const target = await middleOf(card(page, to));
  await page.mouse.move(knob.x, knob.y);
  await page.mouse.down();
  await page.mouse.move(target.x, target.y, { steps: 8 });
  await page.mouse.up();
}

test('a server’s card tells its state, and a report runs along the links', async ({ page }) => {
  await expect(card(page, 'Alford')).toHaveAccessibleName(
    /^Alford, not started, .*linked to Hamilton and Welsh$/,
  );
  // The size that the page takes every card to have (CARD of arrangement.ts).
  expect(
    await card(page, 'Alford').evaluate((one: HTMLElement) => ({
      width: one.offsetWidth,
      height: one.offsetHeight,
    })),
  ).toEqual({ width: 184, height: 92 });
  await startHerd(page);
  await expect(card(page, 'Alford')).toHaveAccessibleName(/^Alford, ready, port \d+, knows 0 clients/);
  await expect(state(page, 'Alford-Welsh')).toHaveAttribute('data-state', 'up');
  await report(page, 'Alford');
  await expect(card(page, 'Ball')).toHaveAccessibleName(/knows 1 client,/);
  // Each of the five links but at most one carries it at least once.
  await expect
    .poll(async () => Number(await page.locator('.pulse-layer').getAttribute('data-taken')))
    .toBeGreaterThanOrEqual(4);
});

test('servers are added, named, linked, duplicated and deleted while the herd runs, and that is undone', async ({
  page,
}) => {
  await startHerd(page);
  await page.getByRole('button', { name: 'Add server' }).click();
  const field = page.getByRole('textbox', { name: 'Name of Server1' });
  await expect(field).toBeFocused();
  await field.fill('Welsh');
  await expect(page.getByText('There is a server named Welsh already.')).toBeVisible();
  await field.fill('Zed');
  await field.press('Enter');
  await expect(card(page, 'Zed')).toBeVisible();

  await dragLink(page, 'Zed', 'Alford');
  await expect(link(page, 'Alford-Zed')).toHaveCount(1);
  await card(page, 'Zed').click({ button: 'right' });
  await page.getByRole('menuitem', { name: 'Start', exact: true }).click();
  await expect(state(page, 'Alford-Zed')).toHaveAttribute('data-state', 'up');

  await card(page, 'Zed').focus();
  await page.keyboard.press('ControlOrMeta+d');
  // What is done next is done to the copy.
  await expect(card(page, 'Zed2')).toBeFocused();
  await expect(link(page, 'Alford-Zed2')).toHaveCount(1);
  await card(page, 'Zed').focus();
  await page.keyboard.press('Delete');
  await expect(card(page, 'Zed')).toHaveCount(0);
  await expect(link(page, 'Alford-Zed')).toHaveCount(0);
  await page.getByRole('button', { name: /^Undo: Delete Zed/ }).click();
  await expect(card(page, 'Zed')).toBeVisible();
  await expect(link(page, 'Alford-Zed')).toHaveCount(1);
  // The herd of the course was running all the while.
  await expect(card(page, 'Welsh')).toHaveAccessibleName(/^Welsh, ready/);
});

test('by keyboard alone: link, cut, heal, rename, move, inspect', async ({ page }) => {
  await startHerd(page);
  await card(page, 'Alford').focus();
  await page.keyboard.press('l');
  await page.getByRole('menuitem', { name: 'Ball', exact: true }).press('Enter');
  await expect(state(page, 'Alford-Ball')).toHaveAttribute('data-state', 'up');

  await link(page, 'Alford-Ball').focus();
  await page.keyboard.press('x');
  await expect(state(page, 'Alford-Ball')).toHaveAttribute('data-state', 'cut');
  await expect(link(page, 'Alford-Ball')).toHaveAccessibleName('Link Alford–Ball, cut');
  await link(page, 'Alford-Ball').focus();
  await page.keyboard.press('x');
  await expect(state(page, 'Alford-Ball')).toHaveAttribute('data-state', 'up');

  await card(page, 'Ball').focus();
  await page.keyboard.press('Enter');
  await expect(card(page, 'Ball')).toHaveClass(/selected/);
  const before = await card(page, 'Ball').getAttribute('style');
  await page.keyboard.press('ArrowRight');
  await expect(card(page, 'Ball')).not.toHaveAttribute('style', before ?? '');
  await expect(page.getByRole('button', { name: 'Undo: Move Ball' })).toBeEnabled();
  await page.getByRole('button', { name: 'Undo: Move Ball' }).press('Enter');
  await expect(card(page, 'Ball')).toHaveAttribute('style', before ?? '');

  await card(page, 'Ball').focus();
  await page.keyboard.press('F2');
  await page.getByRole('textbox', { name: 'Name of Ball' }).fill('Bolden');
  await page.keyboard.press('Enter');
  await expect(card(page, 'Bolden')).toBeFocused();
  await page.keyboard.press('F2');
  await expect(page.getByRole('textbox', { name: 'Name of Bolden' })).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(card(page, 'Bolden')).toBeFocused();
  await page.keyboard.press('Delete');
  await expect(card(page, 'Bolden')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await expect(card(page, 'Bolden')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+Shift+z');
  await expect(card(page, 'Bolden')).toHaveCount(0);
  await page.keyboard.press('ControlOrMeta+z');
  await card(page, 'Bolden').focus();
  await page.keyboard.press('ContextMenu');
  await expect(page.getByRole('menuitem', { name: 'Kill' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('menu')).toHaveCount(0);
  await expect(card(page, 'Bolden')).toBeFocused();
});

test('a herd is arranged, and an empty sheet begins a new one', async ({ page }) => {
  const places = () =>
    page
      .locator('.react-flow__node')
      .evaluateAll((all) => all.map((one) => (one as HTMLElement).style.transform));
  const ring = await places();
  await page.getByRole('button', { name: 'Arrange' }).click();
  await page.getByRole('menuitem', { name: 'Arrange in a Grid' }).click();
  await expect.poll(places).not.toEqual(ring);
  await page.getByRole('button', { name: 'Undo: Arrange in a grid' }).click();
  await expect.poll(places).toEqual(ring);

  await page.getByRole('button', { name: 'UCLA CS 131, Fall 2016' }).click();
  await page.getByRole('menuitem', { name: 'New Topology' }).click();
  await expect(page.getByText('An empty sheet')).toBeVisible();
  await page.getByRole('button', { name: 'Untitled herd' }).click();
  await page.getByRole('menuitem', { name: 'Rename Herd…' }).click();
  await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
  await page.keyboard.type('Two parts');
  await page.keyboard.press('Enter');
  // The item of the menu is gone that the dialog was opened from.
  await expect(page.getByRole('button', { name: 'Two parts', exact: true })).toBeFocused();
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const canvas = page.locator('.react-flow__pane');
  await canvas.dblclick({ position: { x: 120, y: 80 } });
  await page.keyboard.press('Enter');
  await expect(card(page, 'Server1')).toBeVisible();
});

test('undo takes back one deed for each press, and none behind a dialog', async ({ page }) => {
  const herd = page.locator('.herd-menu');
  const rename = async (title: string): Promise<void> => {
    await runCommand(page, 'Rename Herd…');
    await expect(page.getByRole('textbox', { name: 'Name' })).toBeFocused();
    await page.keyboard.type(title);
    await page.keyboard.press('Enter');
    await expect(herd).toHaveText(title);
    await expect(page.getByRole('dialog')).toHaveCount(0);
  };
  await rename('First');
  await rename('Second');
  await page.keyboard.press('Control+,');
  await page.getByRole('dialog').getByRole('tab').first().focus();
  await page.keyboard.press('ControlOrMeta+z');
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toHaveCount(0);
  // Deeds are done one after the other: an undo from behind the dialog would come before this one.
  await rename('Third');
  await page.keyboard.down('ControlOrMeta');
  await page.keyboard.down('z');
  // What is down already, and goes down again, is held.
  await page.keyboard.down('z');
  await page.keyboard.up('z');
  await page.keyboard.up('ControlOrMeta');
  await expect(herd).toHaveText('Second');
  await rename('Fourth');
  await page.keyboard.press('ControlOrMeta+z');
  await expect(herd).toHaveText('Second');
});

test('nothing moves where that is asked for: links that are used are marked instead', async ({ page }) => {
  await page.emulateMedia({ reducedMotion: 'reduce' });
  await startHerd(page);
  await report(page, 'Alford');
  await expect(state(page, 'Alford-Welsh')).toHaveAttribute('data-load', 'some');
  await expect(page.locator('.pulse-layer')).not.toHaveAttribute('data-taken', /./);
});
