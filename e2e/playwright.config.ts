import { defineConfig } from '@playwright/test';

/** The window's tests: the real app in a real Electron, one at a time (a test has a herd of five servers). */
export default defineConfig({
  testDir: '.',
  outputDir: '../test-results',
  globalSetup: './global-setup.ts',
  workers: 1,
  retries: 0,
  forbidOnly: Boolean(process.env['CI']),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [['list']],
});
