/** Which store the server uses: PostgreSQL where DATABASE_URL is set, else the embedded one in DATA_DIR. */
import { prepareFolder } from './libsql/folder.ts';
import { openLibsql } from './libsql/store.ts';
import { NO_LOG, type Store, type StoreLog } from './port.ts';

/**
 * Opens PostgreSQL where there is a `databaseUrl`, else the embedded database in `dataDir`; links are stored in that folder either way.
 * @throws StoreError where the folder cannot be used or files of the store are missing; Error where another server uses the store
 */
export async function openStore(
  config: { databaseUrl: string | null; dataDir: string },
  log: StoreLog = NO_LOG,
): Promise<Store> {
  if (config.databaseUrl === null) return openLibsql(config.dataDir);
  prepareFolder(config.dataDir);
  // Loaded only where it is used: the query builder alone is some hundred files.
  const { openPostgres } = await import('./postgres.ts');
  return openPostgres(config.databaseUrl, log);
}
