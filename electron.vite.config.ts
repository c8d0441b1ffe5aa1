import { chmod } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';
import type { Plugin } from 'vite';

const root = import.meta.dirname;

/** What runs on Node, plain or inside Electron. One more program is one more row. */
const MAIN_ENTRIES = {
  herd: resolve(root, 'src-main/cli/herd.ts'),
  desktop: resolve(root, 'src-main/desktop/main.ts'),
  'bench-bare-server': resolve(root, 'bench/peers/bare-server.ts'),
  'bench-end-with-bench': resolve(root, 'bench/peers/end-with-bench.ts'),
  'grade-self': resolve(root, 'src-main/grader/testing/grade-self.ts'),
};

/**
 * Named, because electron-vite would read them from the installed Electron, and
 * the code is to run on plain Node 20 and on older Electrons as well.
 */
const NODE_TARGET = 'node20';
const BROWSER_TARGET = 'chrome130';

/** `out/main/herd.js` is a command: it can be run by its name. */
const executableHerd = (): Plugin => ({
  name: 'herd:executable',
  async writeBundle({ dir }, bundle) {
    if ('herd.js' in bundle && dir !== undefined) await chmod(join(dir, 'herd.js'), 0o755);
  },
});

export default defineConfig({
  main: {
    plugins: [executableHerd()],
    build: {
      target: NODE_TARGET,
      outDir: 'out/main',
      rolldownOptions: { input: MAIN_ENTRIES, output: { format: 'es' } },
    },
  },
  preload: {
    build: {
      target: NODE_TARGET,
      outDir: 'out/preload',
      // A sandboxed preload is one CommonJS file that can't load packages.
      externalizeDeps: false,
      rolldownOptions: {
        input: { console: resolve(root, 'src-main/desktop/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    plugins: [react()],
    build: {
      target: BROWSER_TARGET,
      outDir: 'out/renderer',
      minify: true,
      rolldownOptions: { input: resolve(root, 'src-renderer/index.html') },
    },
  },
});
