import { defineConfig } from 'vitest/config';

/**
 * Two kinds of tests. `unit` is quick and runs in `npm run check`; `proof` is
 * long (property tests, floods of garbage, random faults on real sockets) and
 * runs in `npm test` as well.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          include: ['src-*/**/*.test.ts', 'scripts/**/*.test.ts', 'bench/**/*.test.ts'],
          testTimeout: 20_000,
          // One process for many files: none leaves anything behind, and loading the same modules 170 times took
          // half of the run.
          isolate: false,
        },
      },
      {
        test: {
          name: 'proof',
          include: ['src-*/**/*.proof.ts'],
          testTimeout: 240_000,
          hookTimeout: 60_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
