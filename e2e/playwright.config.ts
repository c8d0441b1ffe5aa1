import { defineConfig } from '@playwright/test';
import { hasDisplay } from '../scripts/electron/system.mjs';

/**
 * The window's tests: the real app in a real Electron. Two at a time where each can have a display of its own; on
 * the screen that a person looks at, where windows would take the keyboard from each other, one.
 */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  fullyParallel: true,
  workers: hasDisplay() ? 1 : 2,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  // For what hangs: a machine that has much else to do is only slow.
  timeout: 180_000,
  expect: { timeout: 30_000 },
  reporter: [['list']],
});
