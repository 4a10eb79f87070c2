/** Serves both arms of the boot benchmark from one origin, with the product's headers, and counts bytes on the wire. */
import { createReadStream, existsSync, statSync } from 'node:fs';
import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, extname, join } from 'node:path';
import { buildSandbox } from '../../client/sandbox/build.ts';
import { DIST_DIR, PYODIDE_DIR, WHEELS_DIR } from '../../engine/runtime/paths.ts';
import { SANDBOX_HEADERS } from '../../protocol/sandboxHeaders.ts';
import { sandboxPage, stockPage } from './pages.ts';

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

/** Starts on a free port. @throws where the sandbox does not build. */
export async function openSite(): Promise<Site> {
  const pages: Readonly<Record<string, string>> = {
    '/stock': stockPage(),
    '/ours': await sandboxPage(),
    '/sandbox': await buildSandbox(),
  };
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
    if (page !== undefined) {
      const headers = path === '/sandbox' ? SANDBOX_HEADERS : { ...ISOLATION, 'content-type': 'text/html' };
      response.writeHead(200, headers).end(page);
    } else if (path.startsWith('/stock/')) {
      const core = join(PYODIDE_DIR, name);
      send(response, existsSync(core) ? core : join(WHEELS_DIR, name), { 'cache-control': FOREVER });
    } else if (path === '/runtime/manifest.json') {
      send(response, join(DIST_DIR, name), { 'cache-control': 'no-cache' });
    } else if (path.startsWith('/runtime/')) {
      const packed = /\bbr\b/.test(request.headers['accept-encoding'] ?? '');
      const encoding: Record<string, string> = packed ? { 'content-encoding': 'br' } : {};
      send(response, join(DIST_DIR, packed ? `${name}.br` : name), { 'cache-control': FOREVER, ...encoding });
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
