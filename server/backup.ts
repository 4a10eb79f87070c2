/**
 * `npm run backup -- --to FILE [--data-dir FOLDER]`: a copy of the embedded store, also while a server works on it. To restore it,
 * put the file as `holdout.db` into an empty folder.
 */
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { backupStore } from './store/libsql/backup.ts';

try {
  process.umask(0o077);
  const { values } = parseArgs({ options: { to: { type: 'string' }, 'data-dir': { type: 'string' } }, strict: true });
  if (values.to === undefined) throw new Error('Say where to: npm run backup -- --to FILE [--data-dir FOLDER]');
  if (values['data-dir'] === undefined && process.env.DATABASE_URL)
    throw new Error('DATABASE_URL is set: back PostgreSQL up with pg_dump, or name an embedded store with --data-dir');
  const dataDir = resolve(values['data-dir'] ?? (process.env.DATA_DIR || 'data'));
  backupStore(dataDir, resolve(values.to));
  process.stdout.write(`${resolve(values.to)} holds the store of ${dataDir}\n`);
} catch (e) {
  process.stderr.write(`${e instanceof Error ? e.message : String(e)}\n`);
  process.exitCode = 1;
}
