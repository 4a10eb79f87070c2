/** Rooms for the tests over real sockets: candidate and interviewer at one interview, and what the store has of it. */

import { afterAll, afterEach, beforeAll } from 'vitest';
import * as Y from 'yjs';
import { type Client, newId } from '../client.ts';
import { type HostOptions, type Links, type TestServer, testServer } from './host.ts';
import { FILE, SOURCE } from './scenario.ts';

/** The first text of `FILE` in a room: the scaffold with LF at the ends of its lines. */
export const seed = SOURCE.replaceAll('\r\n', '\n');

/** Whether the scaffold has arrived at the client. */
export const hasFiles = (c: Client): boolean => c.synced && c.doc.getMap('work').size === 2;

/** The data of an `annotation.add`. */
export const note = (audience: 'all' | 'staff', text = 'a note') => ({
  annotationId: newId(),
  audience,
  anchor: { kind: 'moment' as const },
  text,
});

/** The data of a `run.start`. */
export const run = (runId = newId()) => ({
  runId,
  kind: 'file' as const,
  file: 'model.py',
  lines: null,
  code: 'print(1)',
});

/** The data of a `run.finish` that went well. */
export const finish = (runId: string) => ({
  runId,
  status: 'ok' as const,
  durationMs: 5,
  varsLost: false,
  weights: null,
  check: null,
});

/** Candidate `c` and interviewer `i` of the interview `id`. */
export interface Pair {
  id: string;
  links: Links;
  c: Client;
  i: Client;
}

export interface Rooms {
  /** The server of the test that runs: the file's, or the one that `open` or `pair` started for this test alone. */
  readonly server: TestServer;
  /** Starts a server for this test alone; it is closed after the test. */
  open: (options: HostOptions) => Promise<void>;
  /** A fresh interview with both people connected, on a server of its own when there are options. */
  pair: (options?: HostOptions | null, gated?: boolean) => Promise<Pair>;
  /** The text of `FILE` as the stored edits give it. */
  stored: (id: string) => Promise<string>;
}

/** Starts the server that a test file shares, and closes it at the file's end. Called once, at the top of the file. */
export function startRooms(): Rooms {
  let shared: TestServer;
  let server: TestServer;
  beforeAll(async () => {
    shared = await testServer();
    server = shared;
  }, 30_000);
  afterEach(() => (server === shared ? undefined : server.close()));
  afterAll(() => shared.close());
  return {
    get server() {
      return server;
    },
    async open(options) {
      server = await testServer(options);
    },
    async pair(options = null, gated = false) {
      server = options ? await testServer(options) : shared;
      const { id, links } = await server.interview({ gated });
      const c = await server.client(links.candidate, 'Cora');
      const i = await server.client(links.interviewer, 'Ivo');
      if (!gated) await c.until(() => hasFiles(c), 'the scaffold');
      await i.until(() => hasFiles(i), 'the scaffold');
      return { id, links, c, i };
    },
    async stored(id) {
      const doc = new Y.Doc();
      for (const e of (await server.store.read(id)).entries) if (e.kind === 'edit') Y.applyUpdate(doc, e.body);
      return doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text')?.toString() ?? '';
    },
  };
}
