/**
 * A small server for sandbox tests: the real `/sandbox` and `/runtime`, a page with the host on `window.host`, and a canary
 * that counts every request which is not one of those. No product server is needed.
 */
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { basename, join } from 'node:path';
import { build } from 'esbuild';
import { buildSandbox, buildTypescriptWorker } from '../../build/sandboxBundle.ts';
import { DIST_DIR, ROOT } from '../../engine/build/paths.ts';
import { WASM_FILE } from '../../engine/build/typescriptRuntime.ts';
import type { RuntimeFile } from '../../engine/mount/packages.ts';
import {
  TFJS_WASM,
  TYPESCRIPT_MANIFEST,
  TYPESCRIPT_SCRIPT,
  type TypescriptManifest,
} from '../../engine/typescript/runtimeFiles.ts';
import { SANDBOX_HEADERS } from '../../protocol/sandboxHeaders.ts';

export interface SandboxServer {
  /** `http://localhost:PORT`. */
  origin: string;
  /** Method and path of each canary request, websocket upgrades as `WS /path`. */
  hits: string[];
  close(): Promise<void>;
}

const ISOLATED = { 'cross-origin-opener-policy': 'same-origin', 'cross-origin-embedder-policy': 'require-corp' };

async function hostScript(): Promise<string> {
  const { outputFiles } = await build({
    stdin: {
      contents: `import { createSandbox } from './client/sandbox/host.ts';
        import { ProbingSandbox } from './client/sandbox/probing.ts';
        Object.assign(window, { createSandbox, ProbingSandbox });`,
      resolveDir: ROOT,
      loader: 'ts',
    },
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    logLevel: 'silent',
  });
  return outputFiles[0]?.text ?? '';
}

/** The TypeScript runtime by file name, its manifest among them; built when it is first asked for. */
async function tfjsRuntime(): Promise<Map<string, Buffer>> {
  const files = new Map<string, Buffer>();
  const add = (name: string, bytes: Buffer): RuntimeFile => {
    const sha256 = createHash('sha256').update(bytes).digest('hex');
    files.set(`${sha256.slice(0, 16)}-${name}`, bytes);
    return { file: `${sha256.slice(0, 16)}-${name}`, bytes: bytes.length, brBytes: bytes.length, sha256 };
  };
  const manifest: TypescriptManifest = {
    format: 1,
    version: 'test',
    versions: {},
    files: {
      [TYPESCRIPT_SCRIPT]: add(TYPESCRIPT_SCRIPT, Buffer.from(await buildTypescriptWorker())),
      [TFJS_WASM]: add(TFJS_WASM, await readFile(WASM_FILE)),
    },
  };
  return files.set(TYPESCRIPT_MANIFEST, Buffer.from(JSON.stringify(manifest)));
}

/**
 * Starts the server on a free port of localhost.
 * `/` is a page like the product's, `/plain` one without COOP and COEP, as over plain http in a network.
 * @param workerSource a worker in place of ours.
 */
export async function startSandboxServer(workerSource?: string): Promise<SandboxServer> {
  const [sandbox, host] = await Promise.all([buildSandbox(workerSource), hostScript()]);
  const hits: string[] = [];
  let tfjs: Promise<Map<string, Buffer>> | undefined;
  const server = http.createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const send = (body: string | Buffer, headers: Record<string, string>): void => {
      response.writeHead(200, { 'cross-origin-resource-policy': 'same-origin', ...headers });
      response.end(body);
    };
    if (pathname === '/' || pathname === '/plain') {
      const isolation = pathname === '/' ? ISOLATED : {};
      send('<!doctype html><title>test</title><script src="/host.js"></script>', {
        'content-type': 'text/html',
        ...isolation,
      });
    } else if (pathname === '/host.js') {
      send(host, { 'content-type': 'text/javascript' });
    } else if (pathname === '/favicon.ico') {
      send('', { 'content-type': 'image/x-icon' });
    } else if (pathname === '/sandbox') {
      send(sandbox, SANDBOX_HEADERS);
    } else if (pathname.startsWith('/runtime/')) {
      const name = basename(pathname);
      if (name === TYPESCRIPT_MANIFEST) tfjs ??= tfjsRuntime();
      const cache = pathname.endsWith('.json') ? 'no-cache' : 'public, max-age=31536000, immutable';
      const file = join(DIST_DIR, name);
      const body = (await tfjs)?.get(name) ?? (existsSync(file) ? await readFile(file) : null);
      if (!body) return void response.writeHead(404).end();
      send(body, { 'content-type': 'application/octet-stream', 'cache-control': cache });
    } else {
      hits.push(`${request.method} ${pathname}`);
      response.writeHead(200, { 'access-control-allow-origin': '*', 'content-type': 'text/javascript' }).end('1');
    }
  });
  server.on('upgrade', (request, socket) => {
    hits.push(`WS ${request.url}`);
    socket.destroy();
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return {
    origin: `http://localhost:${port}`,
    hits,
    close: () =>
      new Promise((done) => {
        server.closeAllConnections();
        server.close(() => done());
      }),
  };
}
