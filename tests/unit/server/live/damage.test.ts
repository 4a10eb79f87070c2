/** An embedded store whose database is damaged, another one, of something else or of a later version: it is left as it is. */
import {
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, expect, test } from 'vitest';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import { entry, interview } from '../../../contract/store/contract.ts';

const folders: string[] = [];
afterEach(() => {
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true, force: true });
});

/** A folder as a store with one interview leaves it. */
async function closedFolder(): Promise<string> {
  const left = mkdtempSync(join(tmpdir(), 'holdout-damage-'));
  folders.push(left);
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

test('[ST62] the database of something else is left as it is, with and without the files beside it', async () => {
  const left = await closedFolder();
  const file = join(left, 'holdout.db');
  rmSync(file);
  const foreign = new Database(file);
  foreign.exec('create table customers (name text)');
  foreign.close();
  const before = readFileSync(file);
  await expect(openLibsql(left)).rejects.toThrow('is a database of something else (it has the tables customers)');
  for (const name of ['store.json', 'links.json']) rmSync(join(left, name), { force: true });
  await expect(openLibsql(left)).rejects.toThrow('is a database of something else');
  expect(readFileSync(file).equals(before)).toBe(true);
  expect(readdirSync(left).sort()).toEqual(['holdout.db', 'holdout.lock']);
});

test('[ST62] a database of another store is refused before it is migrated', async () => {
  const [left, other] = [await closedFolder(), await closedFolder()];
  const file = join(left, 'holdout.db');
  copyFileSync(join(other, 'holdout.db'), file);
  const earlier = new Database(file);
  earlier.exec("delete from kysely_migration where name = '0004_owner'; drop table owner");
  earlier.close();
  const before = readFileSync(file);
  await expect(openLibsql(left)).rejects.toThrow('belongs to the store');
  expect(readFileSync(file).equals(before)).toBe(true);
});

test('[ST62] a database that a later version has migrated is left to it', async () => {
  const left = await closedFolder();
  const later = new Database(join(left, 'holdout.db'));
  later.exec("insert into kysely_migration (name, timestamp) values ('9999_later', '2099')");
  later.close();
  await expect(openLibsql(left)).rejects.toThrow(/later version of Holdout \(it has 9999_later\)/);
});

test.each([
  [
    'half of it',
    (file: string) => truncateSync(file, statSync(file).size / 2),
    /is damaged\. Restore it from a backup/,
  ],
  ['100 bytes of it', (file: string) => truncateSync(file, 100), /is damaged\. Restore it from a backup/],
  ['a text', (file: string) => writeFileSync(file, 'no database'), /is no database, or a damaged one\. Restore it/],
  [
    'holes',
    (file: string) => {
      const bytes = readFileSync(file);
      writeFileSync(file, bytes.fill(0, 4096 * 4, bytes.length - 4096));
    },
    /is damaged\. Restore it from a backup/,
  ],
  [
    'a folder',
    (file: string) => {
      rmSync(file);
      mkdirSync(file);
    },
    /is no file\. Move it away/,
  ],
])(
  '[ST62] of a database that is %s the error says what to do, and the folder can be opened once it is restored',
  async (_, damage, says) => {
    const left = await closedFolder();
    const file = join(left, 'holdout.db');
    const whole = readFileSync(file);
    damage(file);
    await expect(openLibsql(left)).rejects.toThrow(says);
    rmSync(file, { recursive: true });
    writeFileSync(file, whole);
    expect(await idsIn(left)).toEqual(['i']);
  },
);
