/** The folder of an embedded store: what is missing, what others may read, and who else may use it. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, describe, expect, test } from 'vitest';
import { backupStore } from '../../../../server/store/libsql/backup.ts';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import { entry, interview } from '../../../contract/store/contract.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});
function folder(): string {
  const made = mkdtempSync(join(tmpdir(), 'holdout-folder-'));
  folders.push(made);
  return made;
}

/** A folder as `kill -9` leaves it: a copy of one on which a store works. */
async function killed(): Promise<string> {
  const [live, left] = [folder(), folder()];
  const store = await openLibsql(live);
  await store.createInterview(interview('i'), [], [entry('a')]);
  for (const name of ['holdout.db', 'holdout.db-wal', 'store.json']) copyFileSync(join(live, name), join(left, name));
  await store.close();
  return left;
}

async function closedFolder(): Promise<string> {
  const left = folder();
  const store = await openLibsql(left);
  await store.createInterview(interview('i'), [], [entry('a')]);
  await store.close();
  return left;
}

const idsIn = async (where: string) => {
  const store = await openLibsql(where);
  const ids = (await store.interviews()).map(({ id }) => id);
  await store.close();
  return ids;
};

describe('what is missing', () => {
  test('[ST62] a folder that was left in order, or by kill -9, opens with all that was committed', async () => {
    expect(await idsIn(await closedFolder())).toEqual(['i']);
    const left = await killed();
    expect(await idsIn(left)).toEqual(['i']);
    expect(await idsIn(left)).toEqual(['i']);
  });

  test.each([
    ['the log deleted', (at: string) => rmSync(join(at, 'holdout.db-wal')), 'holdout.db-wal'],
    ['the log emptied', (at: string) => truncateSync(join(at, 'holdout.db-wal')), 'holdout.db-wal'],
    ['the database deleted', (at: string) => rmSync(join(at, 'holdout.db')), 'holdout.db is missing'],
    ['the database emptied', (at: string) => truncateSync(join(at, 'holdout.db')), 'holdout.db is missing'],
    ['an unreadable card', (at: string) => writeFileSync(join(at, 'store.json'), '{'), 'store.json cannot be read'],
  ])(
    '[ST62] after kill -9, %s: the store does not start, says what is missing, and leaves the rest',
    async (_, damage, says) => {
      const left = await killed();
      damage(left);
      await expect(openLibsql(left)).rejects.toThrow(says);
      await expect(openLibsql(left)).rejects.toThrow(says);
    },
  );

  test('[ST62] the database of another store is refused; what the message advises works', async () => {
    const [left, other] = [await closedFolder(), await closedFolder()];
    copyFileSync(join(other, 'holdout.db'), join(left, 'holdout.db'));
    await expect(openLibsql(left)).rejects.toThrow('belongs to the store');
    rmSync(join(left, 'store.json'));
    expect(await idsIn(left)).toEqual(['i']);
  });

  test('[ST62] links of a store whose database is gone are enough to refuse', async () => {
    const left = folder();
    writeFileSync(join(left, 'links.json'), '{}');
    await expect(openLibsql(left)).rejects.toThrow('links.json of a store');
    expect(existsSync(join(left, 'holdout.db'))).toBe(false);
  });
});

/** A server process over a folder; resolves to what it printed and its exit code, or once it has printed its links. */
async function serverOver(dataDir: string, options: { uid?: number; until?: 'links' | 'exit' } = {}) {
  const { uid, until = 'exit' } = options;
  const args = ['--import', 'tsx', 'server/main.ts', '--json', '--no-demo', '--port', '0', '--data-dir', dataDir];
  const child = spawn(process.execPath, args, {
    env: { ...process.env, DATABASE_URL: '', LOG_LEVEL: 'silent', TSX_DISABLE_CACHE: '1' },
    ...(uid === undefined ? {} : { uid, gid: uid }),
  });
  const wrong = text(child.stderr);
  const exit = once(child, 'exit');
  if (until === 'links') await Promise.race([once(child.stdout, 'data'), exit]);
  return {
    end: async () => {
      child.kill('SIGTERM');
      await exit;
    },
    exit: async () => ({ code: (await exit)[0] as number | null, printed: await wrong }),
  };
}

describe('a process', { timeout: 60_000 }, () => {
  test('[ST63] every file that it makes is for its user alone, whatever the umask was', async () => {
    const parent = folder();
    const dataDir = join(parent, 'data');
    const server = await serverOver(dataDir, { until: 'links' });
    const modes = ['', 'holdout.db', 'holdout.db-wal', 'store.json', 'links.json'].map(
      (name) => statSync(join(dataDir, name)).mode & 0o077,
    );
    await server.end();
    expect(modes).toEqual([0, 0, 0, 0, 0]);
  });

  test('[ST63] files that were readable for others are closed to them', async () => {
    const left = await closedFolder();
    chmodSync(join(left, 'holdout.db'), 0o644);
    await idsIn(left);
    expect(statSync(join(left, 'holdout.db')).mode & 0o077).toBe(0);
  });

  test.each([
    ['below a file', (root: string) => join(root, 'file', 'data'), 'a part of the path is a file'],
    ['a file itself', (root: string) => join(root, 'file'), 'cannot hold the store'],
  ])('[ST64] a folder that cannot be used (%s) is told in one sentence, without a stack', async (_, where, says) => {
    const root = folder();
    writeFileSync(join(root, 'file'), '');
    const { code, printed } = await (await serverOver(where(root))).exit();
    expect(printed).toContain(says);
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });

  const NOBODY = 65_534;
  const asUser = process.getuid?.() === 0 ? NOBODY : undefined;
  test.each([
    ['the folder', (at: string) => chmodSync(at, 0o555)],
    ['the database', (at: string) => chmodSync(join(at, 'holdout.db'), 0o444)],
  ])('[ST64] %s is read-only for this user: one sentence with what to do', async (_, forbid) => {
    const left = await closedFolder();
    // Run as root the tests may write anywhere, so the server is somebody else.
    if (asUser !== undefined)
      for (const name of ['', 'holdout.db', 'store.json', 'holdout.lock']) chownSync(join(left, name), asUser, asUser);
    forbid(left);
    const { code, printed } = await (await serverOver(left, asUser === undefined ? {} : { uid: asUser })).exit();
    chmodSync(left, 0o755);
    expect(printed).toContain('DATA_DIR');
    expect(printed.trim().split('\n')).toHaveLength(1);
    expect(code).toBe(1);
  });
});

describe('a live store', () => {
  test('[ST65] copies that are made while it is written to are whole: a prefix of the log, with nothing damaged', async () => {
    const live = folder();
    const store = await openLibsql(live);
    await store.createInterview(interview('i'), [], [entry('a')]);
    let written = 1;
    let stop = false;
    // Enough for a checkpoint, which moves pages from the log into the database, every few rows.
    const writing = (async () => {
      while (!stop) await store.append('i', [entry(`e${written++}`, new Uint8Array(300_000))]);
    })();
    const lengths: number[] = [];
    for (let copy = 0; copy < 4; copy++) {
      const to = folder();
      const before = written;
      backupStore(live, join(to, 'holdout.db'));
      const copied = await openLibsql(to);
      const { entries, damage } = await copied.read('i');
      await copied.close();
      expect(damage).toBeNull();
      expect(entries.length).toBeGreaterThanOrEqual(before - 1);
      lengths.push(entries.length);
    }
    stop = true;
    await writing;
    expect((await store.read('i')).entries.length).toBeGreaterThan(lengths[0] as number);
    await store.close();
  });

  test('[ST65] a store that no server works on is copied too; where nothing is, or the copy is there, words say so', async () => {
    const [left, to] = [await closedFolder(), join(folder(), 'copy.db')];
    backupStore(left, to);
    expect(() => backupStore(left, to)).toThrow('is there already');
    expect(() => backupStore(folder(), `${to}2`)).toThrow('no interview was stored there');
  });

  test('[ST11] a second process is kept out even where the file with the process number is gone', async () => {
    const live = folder();
    const store = await openLibsql(live);
    await store.createInterview(interview('i'), [], [entry('a')]);
    rmSync(join(live, 'holdout.pid'));
    const { code, printed } = await (await serverOver(live)).exit();
    expect(printed).toContain('another process works on it');
    expect(code).toBe(1);
    await store.close();
    expect(readFileSync(join(live, 'store.json'), 'utf8')).toContain('closed');
  });
});
