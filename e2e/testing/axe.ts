/** Axe in the real page: what is serious or critical in what is shown now. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults, RunOptions } from 'axe-core';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** Axe comes by the protocol of the developer tools: the page's own policy would refuse it. */
export async function bringAxe(page: Page): Promise<void> {
  const session = await page.context().newCDPSession(page);
  await session.send('Runtime.evaluate', { expression: `${AXE}; undefined` });
  await session.detach();
}

/** What is serious or critical in what is shown now: rule, and where. */
export async function faults(page: Page): Promise<readonly string[]> {
  const options: RunOptions = { resultTypes: ['violations'] };
  const { violations } = await page.evaluate(async (how) => {
    const { axe } = window as unknown as {
      axe: { run(where: Document, how: unknown): Promise<AxeResults> };
    };
    return axe.run(document, how);
  }, options);
  return violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(({ target, any }) => `${id} at ${target.join(' ')}: ${any[0]?.message ?? ''}`),
    );
}
