import { resolve } from 'node:path';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/** Three builds of one source tree: plain Node and Electron's main process share the first. */
export default defineConfig({
  main: {
    build: {
      target: 'node20',
      outDir: 'out/main',
      rollupOptions: {
        input: { herd: resolve(root, 'src-main/cli/herd.ts') },
        output: { format: 'es' },
      },
    },
  },
});
