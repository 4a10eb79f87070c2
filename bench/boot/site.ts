/** Serves the arms of a page benchmark from one origin, with the product's headers, and counts bytes on the wire. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { buildSandbox } from '../../build/sandboxBundle.ts';
import { DIST_DIR, PYODIDE_DIR, ROOT, WHEELS_DIR } from '../../engine/build/paths.ts';
import { SANDBOX_HEADERS } from '../../protocol/sandboxHeaders.ts';
import { sandboxPage, stockPage } from './pages.ts';

/** Where the build puts the TypeScript runtime. */
const TFJS_DIR = join(ROOT, 'dist/tfjs');

export interface Site {
  origin: string;
  /** Bytes of bodies sent since the last call. */
  takeBytes(): number;
  close(): Promise<void>;
}

const TYPES: Readonly<Record<string, string>> = {
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.wasm': 'application/wasm',
};
const ISOLATION = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };
const FOREVER = 'public, max-age=31536000, immutable';

/** What a site serves besides the sandbox and the runtimes. */
export interface SiteContent {
  /** HTML by path; scripts where it ends in `.js`. */
  pages: Readonly<Record<string, string>>;
  /** Folders by the beginning of the path: `/stock/`. */
  folders: Readonly<Record<string, readonly string[]>>;
}

/** The two arms of the boot benchmark. */
export async function bootContent(): Promise<SiteContent> {
  return {
    pages: { '/stock': stockPage(), '/ours': await sandboxPage() },
    folders: { '/stock/': [PYODIDE_DIR, WHEELS_DIR] },
  };
}

/** Starts on a free port. @throws where the sandbox does not build. */
export async function openSite(content: SiteContent): Promise<Site> {
  const pages: Readonly<Record<string, string>> = { ...content.pages, '/sandbox': await buildSandbox() };
  const runtimes = [DIST_DIR, TFJS_DIR];
  const found = (folders: readonly string[], name: string): string =>
    folders.map((folder) => join(folder, name)).find((file) => existsSync(file)) ?? '';
  let sent = 0;
  const send = (response: ServerResponse, file: string, headers: Record<string, string>): void => {
    if (!existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    const { size } = statSync(file);
    sent += size;
    const type = TYPES[extname(file.replace(/\.br$/, ''))] ?? 'application/octet-stream';
    response.writeHead(200, { ...ISOLATION, 'content-type': type, 'content-length': size, ...headers });
    createReadStream(file).pipe(response);
  };
  const server = createServer((request, response) => {
    const path = new URL(request.url ?? '/', 'http://bench').pathname;
    const name = basename(path);
    const page = pages[path];
    const folder = Object.entries(content.folders).find(([start]) => path.startsWith(start))?.[1];
    if (page !== undefined) {
      const headers =
        path === '/sandbox' ? SANDBOX_HEADERS : { ...ISOLATION, 'content-type': TYPES[extname(path)] ?? 'text/html' };
      response.writeHead(200, headers).end(page);
    } else if (folder) {
      send(response, found(folder, name), { 'cache-control': FOREVER });
    } else if (path === '/runtime/manifest.json' || path === '/runtime/tfjs.json') {
      send(response, found(runtimes, name), { 'cache-control': 'no-cache' });
    } else if (path.startsWith('/runtime/')) {
      const packed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
      const encoding: Record<string, string> = packed ? { 'content-encoding': 'br' } : {};
      send(response, found(runtimes, packed ? `${name}.br` : name), { 'cache-control': FOREVER, ...encoding });
    } else {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    takeBytes() {
      const taken = sent;
      sent = 0;
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
