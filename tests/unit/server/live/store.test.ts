/** Parts of the store that need no database, and damage that only a hand in the file can do. */

import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { afterEach, describe, expect, test } from 'vitest';
import { published } from '../../../../scenarios/kit/index.ts';
import { bind, integer } from '../../../../server/store/bind.ts';
import { LOG_START, type Sealed, seal, verify } from '../../../../server/store/chain.ts';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import { FolderInUseError, lockFolder } from '../../../../server/store/lock.ts';
import type { Interview, NewEntry } from '../../../../server/store/port.ts';

const folders: string[] = [];
const folder = () => {
  const made = mkdtempSync(join(tmpdir(), 'holdout-unit-'));
  folders.push(made);
  return made;
};
afterEach(() => {
  for (const made of folders.splice(0)) rmSync(made, { recursive: true, force: true });
});

const body = (s: string) => new TextEncoder().encode(s);

function chained(count: number): Sealed[] {
  const rows: Sealed[] = [];
  for (let seq = 1; seq <= count; seq++) {
    const previous = rows.at(-1)?.chain ?? LOG_START.chain;
    rows.push(
      seal('i', previous, { seq, id: `e${seq}`, kind: 'edit', at: seq, actor: '{}', body: body(`body ${seq}`) }),
    );
  }
  return rows;
}

describe('bind', () => {
  test('[ST6] passes what a driver may see', () => {
    const bytes = new Uint8Array([1]);
    for (const value of [null, 0, -1.5, 2n ** 63n - 1n, 'text 🧾', bytes]) expect(bind(value)).toBe(value);
  });
  test.each([
    [true],
    [undefined],
    [Number.NaN],
    [2 ** 53],
    [2n ** 63n],
    ['a\0'],
    ['\ud800'],
    ['x\udc00'],
    [{}],
    [[]],
    [new Date()],
    [Symbol('s')],
  ])('[ST6] refuses %s and names the parameter', (value) => {
    expect(() => bind(value, 2)).toThrow('parameter 3');
  });
  test('[ST6] integers come back as numbers where that is exact', () => {
    expect(integer(2n ** 53n - 1n)).toBe(Number.MAX_SAFE_INTEGER);
    expect(integer(2n ** 53n + 1n)).toBe(2n ** 53n + 1n);
  });
});

describe('chain', () => {
  const rows = chained(5);
  const change = (i: number, over: Partial<Sealed>) => rows.map((row, j) => (i === j ? { ...row, ...over } : row));

  test('[ST9] an untouched log is whole', () => {
    expect(verify('i', rows)).toMatchObject({ damage: null, entries: { length: 5 } });
  });
  test('[ST9] a whole row of an unknown kind is not set aside: nothing is read', () => {
    const later = seal('i', rows[4]?.chain ?? LOG_START.chain, { ...(rows[0] as Sealed), seq: 6, kind: 'later' });
    expect(() => verify('i', [...rows, later])).toThrow('row 6 is of a kind that this version does not know: later');
  });
  test.each([
    ['a flipped bit', change(2, { body: body('bodx 3') })],
    ['a cut body', change(2, { body: body('body') })],
    ['an emptied body', change(2, { body: new Uint8Array(0) })],
    ['another time', change(2, { at: 99 })],
    ['another author', change(2, { actor: '{"name":"x"}' })],
    ['another id', change(2, { id: 'other' })],
    ['a missing row', rows.filter((_, i) => i !== 2)],
    [
      'two rows in each other’s place',
      rows.map((r, i) => ({ ...(rows[i === 2 ? 3 : i === 3 ? 2 : i] ?? r), seq: r.seq })),
    ],
    [
      'a row with a fresh checksum of its own',
      [
        ...rows.slice(0, 2),
        { ...seal('i', LOG_START.chain, { ...(rows[2] as Sealed), body: body('new') }) },
        ...rows.slice(3),
      ],
    ],
    ['a row of another interview', change(2, seal('other', rows[1]?.chain ?? LOG_START.chain, rows[2] as Sealed))],
  ])('[ST9] %s ends the log before it', (_, damaged) => {
    const { entries, damage } = verify('i', damaged);
    expect(entries.map((e) => e.seq)).toEqual([1, 2]);
    expect(damage?.seq).toBe(3);
  });
});

const interview: Interview = {
  id: 'i',
  title: 'T',
  slug: 's',
  version: '1',
  form: 'a',
  source: published('x'),
  language: 'python',
  minutes: 5,
  gated: false,
  createdAt: 1,
  progress: { phase: 'waiting', startedAt: null, endedAt: null, runs: 0, scores: 0, chosen: null },
};
const entry = (id: string, size = 0): NewEntry => ({
  id,
  kind: 'edit',
  at: 1,
  actor: '{}',
  body: new Uint8Array(size).fill(65),
});

describe('libsql', () => {
  test('[ST9] a row changed in the file is found on the next start', async () => {
    const dir = folder();
    const store = await openLibsql(dir);
    await store.createInterview(interview, [], [entry('a'), entry('b'), entry('c')]);
    await store.putSnapshot('i', { seq: 2, body: body('snapshot') });
    await store.close();
    const db = new Database(join(dir, 'holdout.db'));
    db.exec("update log set body = x'00ff' where seq = 2");
    db.exec("update snapshots set body = x'00ff'");
    db.close();
    const again = await openLibsql(dir);
    expect(await again.read('i')).toMatchObject({
      entries: [{ seq: 1 }],
      damage: { seq: 2, reason: 'the checksum differs' },
    });
    expect(await again.snapshot('i')).toBeNull();
    await again.close();
  });

  test('[ST9] a damaged kind is damage like any other: the rows before it stay readable', async () => {
    const dir = folder();
    const store = await openLibsql(dir);
    await store.createInterview(interview, [], [entry('a'), entry('b'), entry('c')]);
    await store.close();
    const db = new Database(join(dir, 'holdout.db'));
    db.exec("update log set kind = 'edjt' where seq = 2");
    db.close();
    const again = await openLibsql(dir);
    expect(await again.read('i')).toMatchObject({
      entries: [{ seq: 1, kind: 'edit' }],
      damage: { seq: 2, reason: 'the checksum differs' },
    });
    await again.close();
  });

  test('[LG1, ST66] interviews from before there was a choice keep their language and seed', async () => {
    const dir = folder();
    const store = await openLibsql(dir);
    await store.createInterview(interview, [], [entry('a')]);
    await store.close();
    const db = new Database(join(dir, 'holdout.db'));
    rmSync(join(dir, 'store.json'));
    for (const column of ['chosen', 'drawn', 'world', 'holdout'])
      db.exec(`alter table interviews drop column ${column}`);
    db.exec('drop table identity');
    db.exec("delete from kysely_migration where name >= '0002_chosen'");
    db.exec('drop table owner');
    db.close();
    const again = await openLibsql(dir);
    // From before there were secrets too: the one seed stays.
    expect(await again.interview('i')).toEqual({ ...interview, source: { kind: 'seed', label: 'x' } });
    await again.setProgress('i', { ...interview.progress, chosen: 'typescript' });
    expect((await again.interview('i'))?.progress.chosen).toBe('typescript');
    await again.close();
  });

  test('[ST12] a full disk fails the call, acknowledges nothing of it, and heals', async () => {
    const dir = folder();
    const store = await openLibsql(dir, { maxPages: 80 });
    await store.createInterview(interview, [], [entry('seed')]);
    const acked = ['seed'];
    let full = 0;
    for (let i = 0; i < 60; i++) {
      try {
        await store.append('i', [entry(`e${i}`, 16_000)]);
        acked.push(`e${i}`);
      } catch {
        full++;
      }
    }
    expect(full).toBeGreaterThan(0);
    expect(acked.length).toBeGreaterThan(3);
    expect((await store.read('i')).entries.map((e) => e.id)).toEqual(acked);
    await store.close();
    const roomy = await openLibsql(dir);
    expect((await roomy.append('i', [entry('after', 16_000)]))[0]?.duplicate).toBe(false);
    expect((await roomy.read('i')).damage).toBeNull();
    await roomy.close();
  });

  test('[ST11] after close every call is refused, and the folder is free', async () => {
    const dir = folder();
    const store = await openLibsql(dir);
    const last = store.createInterview(interview, [], [entry('seed')]);
    await store.close();
    await last;
    await expect(store.interviews()).rejects.toThrow('closed');
    const next = await openLibsql(dir);
    expect(await next.interviews()).toHaveLength(1);
    await next.close();
  });

  test('[ST11] a file that is no database is refused and left as it is', async () => {
    const dir = folder();
    writeFileSync(join(dir, 'holdout.db'), 'not a database at all, just some text'.repeat(50));
    await expect(openLibsql(dir)).rejects.toThrow('is no database, or a damaged one');
    expect(readFileSync(join(dir, 'holdout.db'), 'utf8')).toContain('not a database');
    lockFolder(dir)();
  });
});

describe('lock', () => {
  test('[ST11] a living holder is named, a dead one is replaced', () => {
    const dir = folder();
    const unlock = lockFolder(dir);
    expect(() => lockFolder(dir)).toThrow(FolderInUseError);
    expect(() => lockFolder(dir)).toThrow(String(process.pid));
    unlock();
    writeFileSync(join(dir, 'holdout.pid'), '999999999 1');
    lockFolder(dir)();
    writeFileSync(join(dir, 'holdout.pid'), `${process.pid} 1`);
    lockFolder(dir)();
  });
});
