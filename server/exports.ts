/**
 * The logs of a store's interviews, for commands that count over them: what each `export.json` holds, one per line on standard
 * output. Standard input lists which, as one JSON object. Nothing is written to the store, and a server may go on using it: the
 * embedded one is read from a copy that SQLite makes, PostgreSQL by connections that may not write.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { LogEntry, LogResponse } from '../protocol/api.ts';
import { readEvent } from './interview/rows.ts';
import { backupStore } from './store/libsql/backup.ts';
import { DATABASE } from './store/libsql/folder.ts';
import { openLibsql } from './store/libsql/store.ts';
import type { Entry, Interview, Store } from './store/port.ts';

const question = z.strictObject({
  /** Interviews of this scenario. */
  slug: z.string(),
  dataDir: z.string(),
  databaseUrl: z.string().nullable(),
});

/** A folder with a copy of the embedded database. */
function copyOf(dataDir: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'holdout-exports-'));
  try {
    backupStore(dataDir, join(folder, DATABASE));
  } catch (e) {
    rmSync(folder, { recursive: true, force: true });
    throw e;
  }
  return folder;
}

async function reader(databaseUrl: string): Promise<Store> {
  const { readPostgres } = await import('./store/postgres.ts');
  return readPostgres(databaseUrl);
}

const entryOf = (entry: Entry): LogEntry =>
  entry.kind === 'edit'
    ? { kind: 'edit', at: entry.at, update: Buffer.from(entry.body).toString('base64') }
    : { kind: 'event', at: entry.at, event: readEvent(entry) };

async function logOf(store: Store, { id, title, minutes }: Interview): Promise<LogResponse> {
  const { entries } = await store.read(id);
  return { interviewId: id, title, minutes, entries: entries.map(entryOf) };
}

async function main(): Promise<void> {
  const { slug, dataDir, databaseUrl } = question.parse(JSON.parse(await text(process.stdin)));
  const folder = databaseUrl === null ? copyOf(dataDir) : null;
  try {
    const store = databaseUrl === null ? await openLibsql(folder ?? dataDir) : await reader(databaseUrl);
    for (const interview of await store.interviews())
      if (interview.slug === slug) process.stdout.write(`${JSON.stringify(await logOf(store, interview))}\n`);
    await store.close();
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
