import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'vite';
import { leaveOut, precompress } from './build/monacoDiet.ts';
import { typeLibrary } from './build/typeLibraryPlugin.ts';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));
const api = process.env.HOLDOUT_API ?? 'http://127.0.0.1:8080';
const forwarded = { target: api, changeOrigin: false, ws: true };

/** The pages. `/sandbox` is never built or served here: it is one self-contained HTML from a separate small build. */
export default defineConfig({
  root: here('./client'),
  base: '/',
  publicDir: false,
  plugins: [react(), leaveOut(), typeLibrary(), precompress()],
  resolve: {
    alias: [
      { find: /^monaco-editor\/esm\/vs\/(.+)$/, replacement: 'monaco-editor/$1' },
      { find: /^zod$/, replacement: here('./build/pageZod.ts') },
    ],
  },
  worker: { format: 'es', plugins: () => [typeLibrary()] },
  build: {
    outDir: here('./dist/client'),
    emptyOutDir: true,
    target: 'es2023',
    sourcemap: false,
    manifest: true,
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4_000,
  },
  server: {
    host: '127.0.0.1',
    headers: { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' },
    proxy: { '/api': forwarded, '/socket': forwarded, '/sandbox': forwarded, '/runtime': forwarded },
  },
});
