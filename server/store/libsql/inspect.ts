/** Looks at a database before anything is written to it: whether it is a store of ours, and which one. */
import type Database from 'libsql';
import { MIGRATIONS_TABLE } from '../migrations.ts';
import { StoreError } from '../port.ts';

/**
 * The id of the store in `db`, null where it has none yet. Only reads.
 * @throws StoreError where the database belongs to something else
 */
export function inspect(db: Database.Database, file: string): string | null {
  const rows = db.prepare("select name from sqlite_master where type = 'table' order by name").all();
  const tables = (rows as { name: string }[]).map(({ name }) => name);
  if (tables.length === 0) return null;
  if (!tables.includes(MIGRATIONS_TABLE))
    throw new StoreError(
      `${file} is a database of something else (it has the tables ${tables.slice(0, 3).join(', ')}). Nothing was changed in it. Set DATA_DIR (or --data-dir) to another folder.`,
    );
  if (!tables.includes('identity')) return null;
  return (db.prepare('select id from identity').get() as { id: string } | undefined)?.id ?? null;
}
