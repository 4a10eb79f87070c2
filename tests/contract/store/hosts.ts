/** The two stores under test, each on a throwaway place of its own. */
import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import { openStore } from '../../../server/store/open.ts';
import type { Store } from '../../../server/store/port.ts';

/** Where a store lives: what `openStore` takes, and what takes it away again. */
export interface Place {
  databaseUrl: string | null;
  dataDir: string;
  remove: () => Promise<void>;
}

export interface Host {
  name: string;
  /** Why the host cannot be tested here; null when it can. */
  skip: string | null;
  place: () => Promise<Place>;
}

const folder = () => mkdtempSync(join(tmpdir(), 'holdout-store-'));

export const libsql: Host = {
  name: 'libsql',
  skip: null,
  async place() {
    const dataDir = folder();
    return { databaseUrl: null, dataDir, remove: async () => rmSync(dataDir, { recursive: true, force: true }) };
  },
};

const server = (database: string) => `postgres://postgres@127.0.0.1:5432/${database}`;

async function unreachable(): Promise<string | null> {
  const client = new pg.Client({ connectionString: server('postgres'), connectionTimeoutMillis: 3_000 });
  try {
    await client.connect();
    return null;
  } catch (e) {
    return `no PostgreSQL at 127.0.0.1:5432 for user postgres (${e instanceof Error ? e.message || e.name : String(e)})`;
  } finally {
    await client.end().catch(() => {});
  }
}

async function admin(sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: server('postgres') });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

export const postgres = async (): Promise<Host> => ({
  name: 'postgres',
  skip: await unreachable(),
  async place() {
    const database = `holdout_test_${process.pid}_${randomBytes(4).toString('hex')}`;
    await admin(`create database ${database}`);
    const dataDir = folder();
    return {
      databaseUrl: server(database),
      dataDir,
      async remove() {
        rmSync(dataDir, { recursive: true, force: true });
        await admin(`drop database ${database} with (force)`);
      },
    };
  },
});

export const open = (place: Place): Promise<Store> => openStore(place);
