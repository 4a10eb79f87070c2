/** Builds tests/support/typescriptPage and serves it with the headers of the product's pages. */
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { typeLibrary } from '../../build/typeLibraryPlugin.ts';
import { PAGE_CSP } from '../../server/middleware/headers.ts';

const ROOT = fileURLToPath(new URL('./typescriptPage', import.meta.url));
const TYPES: Readonly<Record<string, string>> = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

export interface TypeScriptPage {
  /** `http://localhost:PORT`. */
  origin: string;
  /** Paths asked for, in order. */
  asked: string[];
  close(): Promise<void>;
}

/** Builds the page into a separate folder and serves it on a free port of localhost. */
export async function startTypeScriptPage(): Promise<TypeScriptPage> {
  const folder = await mkdtemp(join(tmpdir(), 'holdout-typescript-'));
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'error',
    plugins: [typeLibrary()],
    worker: { format: 'es', plugins: () => [typeLibrary()] },
    build: { outDir: folder, emptyOutDir: true, minify: false, reportCompressedSize: false, assetsInlineLimit: 0 },
  });
  const asked: string[] = [];
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    if (pathname === '/favicon.ico') return void response.writeHead(204).end();
    asked.push(pathname);
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    const body = await readFile(file).catch(() => null);
    response.writeHead(body ? 200 : 404, {
      'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
      'content-security-policy': PAGE_CSP,
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
      'cross-origin-resource-policy': 'same-origin',
    });
    response.end(body ?? '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    asked,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
      await rm(folder, { recursive: true, force: true });
    },
  };
}
