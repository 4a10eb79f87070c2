/** The built pages, the sandbox and the runtimes. */
import { readFile } from 'node:fs/promises';
import { SANDBOX_HEADERS } from '../../protocol/sandboxHeaders.ts';
import type { Deps } from '../deps.ts';
import { Folder } from '../files.ts';
import { notFound, Refusal } from '../refusal.ts';
import type { Register } from './register.ts';
import { sendFile, takesBrotli } from './sendFile.ts';

const FOREVER = 'public, max-age=31536000, immutable';
/** Cached, but asked about each time. */
const ASK = 'no-cache';
/** Pages that the client draws itself. */
const PAGE = /^\/(?:staff|help\/typescript|join\/[\w-]+|room\/[\w-]+|(?:watch|replay)\/[\w-]+\/[\w-]+)?\/?$/;

/** Adds the pages, the sandbox and the runtimes. */
export function pageRoutes(on: Register, { config }: Deps): void {
  const client = new Folder(config.clientDir);
  const runtimes = [new Folder(config.runtimeDir), new Folder(config.tfjsDir)];

  on('GET /sandbox', { summary: 'The frame in which candidates’ code runs' }, async (c) => {
    const html = await readFile(config.sandboxFile).catch(() => {
      throw new Refusal(503, 'not-built', 'The sandbox is not built. Run: node scripts/build.mjs');
    });
    return c.body(html, 200, SANDBOX_HEADERS);
  });

  on('GET /runtime/*', { summary: 'Files of the Python and the TypeScript runtime' }, async (c) => {
    const name = c.req.path.slice('/runtime/'.length);
    const runtime = runtimes.find((folder) => folder.has(name));
    const found = await runtime?.read(name, takesBrotli(c));
    if (!found) throw notFound();
    return sendFile(c, found, name.endsWith('.json') && !/-[0-9a-f]{16}\./.test(name) ? ASK : FOREVER);
  });

  on('GET /*', { summary: 'Pages' }, async (c) => {
    const { path } = c.req;
    if (PAGE.test(path)) {
      const page = await client.read('index.html', takesBrotli(c));
      if (!page)
        throw new Refusal(503, 'not-built', 'The pages are not built. Run: npm start, or node scripts/build.mjs');
      return sendFile(c, page, ASK);
    }
    const name = path.slice(1);
    const found = name === 'index.html' || name.startsWith('.') ? null : await client.read(name, takesBrotli(c));
    if (found) return sendFile(c, found, name.startsWith('assets/') ? FOREVER : ASK);
    // A person who mistyped an address gets words and not JSON: the client draws its page for what it does not know.
    const page = c.req.header('accept')?.includes('text/html') ? await client.read('index.html', takesBrotli(c)) : null;
    if (!page) throw notFound();
    return sendFile(c, page, 'no-store', 404);
  });
}
