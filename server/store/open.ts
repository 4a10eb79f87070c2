/** Which store the server uses: PostgreSQL where DATABASE_URL is set, else the embedded one in DATA_DIR. */
import { openLibsql } from './libsql/store.ts';
import type { Store } from './port.ts';
import { openPostgres } from './postgres.ts';

export const openStore = (config: { databaseUrl: string | null; dataDir: string }): Promise<Store> =>
  config.databaseUrl === null ? openLibsql(config.dataDir) : openPostgres(config.databaseUrl);
