/** An interview on a PostgreSQL of the test's own, in which somebody types without a pause; and what the database has of it afterwards. */
import * as Y from 'yjs';
import { openPostgres } from '../../../server/store/postgres.ts';
import type { Client } from '../client.ts';
import { type TestServer, testServer } from '../server/host.ts';
import { hasFiles } from '../server/room.ts';
import { FILE } from '../server/scenario.ts';
import type { Cluster } from './cluster.ts';
import type { Relay } from './relay.ts';

/** What a page may take to come back once the database is there. */
export const BACK_MS = 15_000;
const EVERY_MS = 10;

/** The tokens in a text, each typed once. */
const tokensIn = (text: string): string[] => text.match(/<\d+>/g) ?? [];

/** A server, its database, and two people in one of its interviews. */
export interface TypingRoom {
  server: TestServer;
  database: string;
  interviewId: string;
  candidate: Client;
  watcher: Client;
  /** Tokens that the server has acknowledged. */
  acknowledged: Set<string>;
  /** Waits until another `more` tokens are acknowledged and the watcher has all of the text. */
  goesOn: (more?: number, ms?: number) => Promise<void>;
  /** Stops typing, closes the server, and returns what is wrong with the log in `at`. */
  close: (at: Cluster) => Promise<string[]>;
}

let databases = 0;

/** Makes a database in the cluster, a server on it behind the relay, and begins to type. */
export async function typingRoom(cluster: Cluster, relay: Relay): Promise<TypingRoom> {
  databases += 1;
  const database = `holdout_${databases}`;
  await cluster.sql(`create database ${database}`);
  const server = await testServer({ store: await openPostgres(relay.url(database)) });
  const { id: interviewId, links } = await server.interview();
  const typed: { token: string; connection: number; frame: number }[] = [];
  const acknowledged = new Set<string>();
  const candidate: Client = await server.client(links.candidate, 'Cora', {
    reconnect: true,
    onMessage: (message) => {
      if (message.type !== 'saved') return;
      for (const { token, connection, frame } of typed)
        if (candidate.saved || (connection === candidate.connection && frame <= candidate.stored))
          acknowledged.add(token);
    },
  });
  const watcher = await server.client(links.interviewer, 'Ivo', { reconnect: true });
  await candidate.until(() => hasFiles(candidate), 'the scaffold');
  const type = () => {
    const token = `<${typed.length}>`;
    candidate.type(FILE, candidate.text(FILE).length, token);
    const online = candidate.open && candidate.synced;
    typed.push({ token, connection: online ? candidate.connection : -1, frame: candidate.sent });
  };
  const timer = setInterval(type, EVERY_MS);
  return {
    server,
    database,
    interviewId,
    candidate,
    watcher,
    acknowledged,
    async goesOn(more = 20, ms = BACK_MS) {
      const enough = acknowledged.size + more;
      await candidate.until(() => acknowledged.size >= enough, `${more} more edits to be acknowledged`, ms);
      const latest = [...acknowledged].at(-1) ?? '';
      const has = () => hasFiles(watcher) && watcher.text(FILE).toString().includes(latest);
      await watcher.until(has, 'the watcher to see them', ms);
    },
    async close(at) {
      clearInterval(timer);
      const promised = [...acknowledged];
      await server.close();
      return faults(await at.sql<LogRow>(LOG, [interviewId], database), promised);
    },
  };
}

interface LogRow {
  seq: string;
  id: string;
  kind: string;
  body: Buffer;
}

const LOG = 'select seq, id, kind, body from log where interview_id = $1 order by seq';

/** What is wrong with a log in which `promised` has to be, once each. */
function faults(rows: LogRow[], promised: string[]): string[] {
  const found: string[] = [];
  const doc = new Y.Doc();
  for (const [i, row] of rows.entries()) {
    if (Number(row.seq) !== i + 1) found.push(`row ${i + 1} has the number ${row.seq}`);
    if (row.kind === 'edit') Y.applyUpdate(doc, row.body);
  }
  if (doc.store.pendingStructs) found.push('an edit lacks what it builds on');
  const tokens = tokensIn(doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text')?.toString() ?? '');
  const there = new Set(tokens);
  if (there.size !== tokens.length) found.push('a token is there twice');
  const lost = promised.filter((token) => !there.has(token));
  if (lost.length > 0)
    found.push(`${lost.length} of ${promised.length} acknowledged tokens are lost, first ${lost[0]}`);
  return found;
}
