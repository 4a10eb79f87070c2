/** A log that is nearly full: small edits, deletions and what ends something still fit, and staff are told. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../../protocol/limits.ts';
import { type Client, newId } from '../../../support/client.ts';
import { finish, hasFiles, note, run, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();

/** Fills the log of a fresh interview with text that comes and goes, up to so many bytes. */
async function filled(upTo: number): Promise<{ c: Client; i: Client }> {
  const { server } = rooms;
  const { id, links } = await server.interview({});
  const { entries } = await server.store.read(id);
  const doc = new Y.Doc();
  for (const e of entries) if (e.kind === 'edit') Y.applyUpdate(doc, e.body);
  let bytes = entries.reduce((sum, e) => sum + e.body.byteLength, 0);
  const rows: Uint8Array[] = [];
  doc.on('update', (update: Uint8Array) => rows.push(update));
  const text = doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text') as Y.Text;
  while (bytes < upTo) {
    const length = Math.min(4 * 1024 * 1024, upTo - bytes);
    text.insert(0, 'x'.repeat(length));
    text.delete(0, length);
    bytes += length;
  }
  const actor = JSON.stringify({ participantId: 'p', role: 'candidate', name: 'Cora' });
  for (const body of rows) await server.store.append(id, [{ id: newId(), kind: 'edit', at: 1, actor, body }]);
  const c = await server.client(links.candidate, 'Cora');
  const i = await server.client(links.interviewer, 'Ivo');
  await c.until(() => hasFiles(c), 'the scaffold');
  return { c, i };
}

const logOf = (client: Client): number =>
  client.messages.reduce((known, m) => (m.type === 'welcome' ? m.logBytes : m.type === 'log' ? m.bytes : known), 0);

test('[RM60] in the last part of the log deletions, small edits, notes and every end fit; the rest is refused in words', async () => {
  const { c, i } = await filled(LIMITS.logBytes - LIMITS.logReserveBytes);
  c.type(FILE, 0, 'typed ');
  await c.until(() => c.saved, 'the typed text');
  const { runId } = run();
  expect(await c.say('run.start', { ...run(runId) })).toBe('ack');
  const items = [{ type: 'stream' as const, name: 'stdout' as const, text: 'out' }];
  expect(await c.say('run.output', { runId, items })).toBe('log-full');
  expect(await c.say('run.finish', finish(runId))).toBe('ack');
  expect(await c.say('annotation.add', note('all'))).toBe('ack');
  expect(await i.say('annotation.add', note('staff', 'n'.repeat(LIMITS.noteChars)))).toBe('ack');

  c.type(FILE, 0, 'y'.repeat(2 * LIMITS.smallBytes));
  await c.until(() => c.messages.some((m) => m.type === 'edit-refused' && m.code === 'log-full'), 'the refusal');
  expect(c.open).toBe(true);
  // What was refused is taken back, and the next connection saves again.
  c.text(FILE).delete(0, 2 * LIMITS.smallBytes);
  c.socket?.close();
  await c.closed();
  await c.connect();
  await c.until(() => c.saved, 'the deletion');
  await i.until(() => i.text(FILE).toString() === c.text(FILE).toString(), 'the text at the other side');
  expect(await i.say('interview.end', { reason: '' })).toBe('ack');
});

test('[RM61] everybody is told how full the log is, at the start and when it has grown', async () => {
  const warn = LIMITS.logBytes * LIMITS.logWarnShare;
  const { c, i } = await filled(warn - 20 * 1024);
  expect(logOf(i)).toBeLessThan(warn);
  c.type(FILE, 0, 'z'.repeat(30 * 1024));
  await i.until(() => logOf(i) >= warn, 'the report');
  await c.until(() => c.saved && logOf(c) >= warn, 'the report at the candidate');
});
