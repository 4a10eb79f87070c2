/** A stored interview that this version cannot read, beside others. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { expect, test } from 'vitest';
import { openLibsql } from '../../../../server/store/libsql/store.ts';
import { testServer } from '../../../support/server/host.ts';

const DAMAGE = [
  ['language', "'cobol'"],
  ['phase', "'asleep'"],
  ['chosen', "'r'"],
  ['minutes', "'an hour'"],
  ['gated', '7'],
  ['created_at', "'yesterday'"],
  ['title', "x'00ff'"],
  ['runs', "'many'"],
] as const;

test('[ST47] a damaged interview is listed with its reason, and the others as ever', async () => {
  const dataDir = mkdtempSync(join(tmpdir(), 'holdout-unreadable-'));
  const first = await testServer({ dataDir, store: await openLibsql(dataDir) });
  const good = await first.interview({ title: 'readable' });
  const damaged: string[] = [];
  for (const [column] of DAMAGE) damaged.push((await first.interview({ title: column })).id);
  await first.close();
  const db = new Database(join(dataDir, 'holdout.db'));
  for (const [i, [column, value]] of DAMAGE.entries())
    db.exec(`update interviews set ${column} = ${value} where id = '${damaged[i]}'`);
  db.close();
  const server = await testServer({ dataDir, store: await openLibsql(dataDir) });
  try {
    const link = await server.link(null, 'admin');
    const browser = server.browser();
    await browser.claim(link, 'Staff');
    const listed = await browser.json<{ id: string; unreadable?: string }[]>('/api/interviews', {
      inviteId: link.inviteId,
    });
    expect(listed.filter((one) => one.unreadable === undefined).map(({ id }) => id)).toEqual([good.id]);
    const reasons = new Map(listed.map(({ id, unreadable }) => [id, unreadable ?? '']));
    for (const [i, [column]] of DAMAGE.entries())
      expect(reasons.get(damaged[i] ?? ''), column).toMatch(new RegExp(`^${column}: `));
    // By its address it is refused for good, with the reason: a page would wait for ever for what may pass.
    for (const id of damaged) {
      const answer = await browser.fetch(`/api/interviews/${id}`, { inviteId: link.inviteId });
      expect([answer.status, (await answer.json()).error.code]).toEqual([409, 'unreadable']);
    }
  } finally {
    await server.close();
    rmSync(dataDir, { recursive: true, force: true });
  }
});
