/**
 * The folder of an embedded store: which files belong to it, and whether they are all there. `store.json` names the store and says
 * how it was left; without it a database whose write-ahead log was deleted would open as an older one, without a word.
 */
import {
  accessSync,
  chmodSync,
  closeSync,
  constants,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { StoreError } from '../port.ts';

/** The database file. */
export const DATABASE = 'holdout.db';
const LOG = `${DATABASE}-wal`;
const CARD = 'store.json';
/** What else the server stores beside the database. */
const LINKS = 'links.json';

const card = z.object({
  id: z.string(),
  /** - `open`: a server works on it, or was killed; what it committed last is in the write-ahead log.
   *  - `closing`: the log is being written into the database.
   *  - `closed`: all is in the database. */
  state: z.enum(['open', 'closing', 'closed']),
});

/** What the folder says of its store. */
export type StoreCard = z.infer<typeof card>;

/** Permission bits of group and others, and of the owner. */
const OF_OTHERS = 0o077;
const OF_OWNER = 0o700;

/** Bytes of a file; null where there is none. */
const sizeOf = (file: string): number | null => statSync(file, { throwIfNoEntry: false })?.size ?? null;

/** Why a folder cannot be used, by the code of the system. */
const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'this user may not write there',
  EPERM: 'this user may not write there',
  EROFS: 'it is on a file system that is read-only',
  ENOTDIR: 'a part of the path is a file, not a folder',
  EEXIST: 'there is a file of that name',
  ENOSPC: 'the disk is full',
  ENOENT: 'it cannot be made there',
};

/** Runs what touches the folder. @throws StoreError with a sentence where the system refuses */
function within<T>(folder: string, run: () => T): T {
  try {
    return run();
  } catch (e) {
    const code = (e as NodeJS.ErrnoException).code ?? '';
    const reason = REASONS[code];
    if (!reason) throw e;
    throw new StoreError(
      `The folder ${folder} cannot hold the store: ${reason} (${code}). Set DATA_DIR (or --data-dir) to a folder that this user may write to.`,
      { cause: e },
    );
  }
}

/** What `store.json` says; null where there is none. @throws StoreError where it cannot be read */
export function readCard(folder: string): StoreCard | null {
  const file = join(folder, CARD);
  if (sizeOf(file) === null) return null;
  const written = within(folder, () => readFileSync(file, 'utf8'));
  try {
    return card.parse(JSON.parse(written));
  } catch (e) {
    throw new StoreError(
      `${file} cannot be read, so it is not known whether ${DATABASE} is whole. Restore the folder from a backup, or move ${CARD} away to use ${DATABASE} as it is.`,
      { cause: e },
    );
  }
}

/** Writes `store.json`; it is on the disk when this returns. */
export function writeCard(folder: string, content: StoreCard): void {
  const file = join(folder, CARD);
  const fd = openSync(`${file}.new`, 'w', 0o600);
  try {
    writeSync(fd, `${JSON.stringify(content)}\n`);
    fsyncSync(fd);
  } finally {
    closeSync(fd);
  }
  renameSync(`${file}.new`, file);
}

/** Makes the folder, for this user alone. @throws StoreError where it cannot be made or written to */
export function prepareFolder(folder: string): void {
  within(folder, () => {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    // Says before anything else is opened whether files can be made here.
    const probe = join(folder, `${CARD}.new`);
    closeSync(openSync(probe, 'w', 0o600));
    unlinkSync(probe);
  });
}

/** Files that an earlier version, or a copy, left readable for others are this user's alone from here on. */
export function closeToOthers(folder: string): void {
  for (const name of [DATABASE, LOG, `${DATABASE}-shm`, CARD, LINKS]) {
    const file = join(folder, name);
    const mode = statSync(file, { throwIfNoEntry: false })?.mode ?? 0;
    if ((mode & OF_OTHERS) === 0) continue;
    try {
      chmodSync(file, mode & OF_OWNER);
    } catch {
      // Another user's file: whoever gave it to this server decides who reads it.
    }
  }
}

/** @throws StoreError where files of the store are missing, or this user may not write to them */
export function requireFiles(folder: string): void {
  const named = readCard(folder);
  const database = sizeOf(join(folder, DATABASE)) ?? 0;
  if (database === 0) {
    const witness = named ? CARD : sizeOf(join(folder, LINKS)) === null ? null : LINKS;
    if (witness === null) return;
    throw new StoreError(
      `${folder} holds ${witness} of a store, but its database ${DATABASE} is missing or empty. Restore ${DATABASE} from a backup; to begin a new store here, move ${CARD} and ${LINKS} away.`,
    );
  }
  if (!statSync(join(folder, DATABASE)).isFile())
    throw new StoreError(
      `${join(folder, DATABASE)} is no file. Move it away, or set DATA_DIR (or --data-dir) to another folder.`,
    );
  within(folder, () => accessSync(join(folder, DATABASE), constants.R_OK | constants.W_OK));
  if (named?.state === 'open' && (sizeOf(join(folder, LOG)) ?? 0) === 0)
    throw new StoreError(
      `${folder} was left by a server that did not end in order, and ${LOG}, which holds what was committed last, is missing or empty. Restore it; to go on without what it held, move ${CARD} away.`,
    );
}

/** @throws StoreError where the database is another one than the folder names */
export function requireSame(folder: string, id: string): void {
  const named = readCard(folder);
  if (named && named.id !== id)
    throw new StoreError(
      `${folder} belongs to the store ${named.id}, but ${DATABASE} is ${id}. Restore the right one; to use this one, move ${CARD} and ${LINKS} away.`,
    );
}
