/**
 * The logs of a store's interviews, for commands that count over them: what each `export.json` holds, one per line on standard
 * output; and of every interview that cannot be read, whatever its scenario, which it is and why. Standard input lists which, as one JSON object. Nothing is written to the store, and a server may go on using it: the
 * embedded one is read from a copy that SQLite makes, PostgreSQL by connections that may not write.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { z } from 'zod';
import type { LogEntry, LogResponse, UnreadableInterview } from '../protocol/api.ts';
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

/** The whole log of an interview, or why there is none. */
async function logOf(
  store: Store,
  { id, title, minutes, createdAt }: Interview,
): Promise<LogResponse | UnreadableInterview> {
  const { entries, damage } = await store.read(id);
  const unreadable = (reason: string) => ({ id, title, createdAt, unreadable: `the log: ${reason}` });
  if (damage) return unreadable(`row ${damage.seq}: ${damage.reason}`);
  if (entries.length === 0) return unreadable('it is empty');
  const read: LogEntry[] = [];
  for (const [i, entry] of entries.entries())
    try {
      read.push(entryOf(entry));
    } catch {
      return unreadable(`row ${i + 1}: holds no event that this version knows`);
    }
  return { interviewId: id, title, minutes, entries: read };
}

/** Writes a line for each interview of a scenario, and for each one that cannot be read. */
async function writeAll(store: Store, slug: string): Promise<void> {
  const write = (line: LogResponse | UnreadableInterview) => process.stdout.write(`${JSON.stringify(line)}\n`);
  for (const interview of await store.interviews()) if (interview.slug === slug) write(await logOf(store, interview));
  for (const { reason, ...which } of await store.unreadable()) write({ ...which, unreadable: reason });
}

async function main(): Promise<void> {
  const { slug, dataDir, databaseUrl } = question.parse(JSON.parse(await text(process.stdin)));
  const folder = databaseUrl === null ? copyOf(dataDir) : null;
  try {
    const store = databaseUrl === null ? await openLibsql(folder ?? dataDir) : await reader(databaseUrl);
    try {
      await writeAll(store, slug);
    } finally {
      // Its thread would keep the process waiting after an error.
      await store.close();
    }
  } finally {
    if (folder) rmSync(folder, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
