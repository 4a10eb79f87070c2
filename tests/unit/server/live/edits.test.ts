/** Edits over real sockets: what somebody types the others see, and what is acknowledged is stored. */

import * as encoding from 'lib0/encoding';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { CLOSE } from '../../../../protocol/close.ts';
import { updateFrame } from '../../../../protocol/frames.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { testServer } from '../../../support/server/host.ts';
import { hasFiles, seed, startRooms } from '../../../support/server/room.ts';
import { FILE } from '../../../support/server/scenario.ts';

const rooms = startRooms();
const { pair, stored } = rooms;

describe('edits', () => {
  test('[RM1, SM5] what the candidate types is stored, counted, and seen by the interviewer', async () => {
    const { id, c, i } = await pair();
    expect(c.text(FILE).toString()).toBe(seed);
    c.type(FILE, 0, 'import numpy as np\n');
    c.type(FILE, 0, '# hello\n');
    await c.until(() => c.saved && c.stored === 2, 'saved');
    await i.until(
      () => i.text(FILE).toString() === `# hello\nimport numpy as np\n${seed}`,
      'the text at the other side',
    );
    expect(await stored(id)).toBe(i.text(FILE).toString());
    expect((await rooms.server.store.read(id)).entries.filter((e) => e.kind === 'edit')).toHaveLength(3);
    expect(c.gapless && i.gapless).toBe(true);
  });

  test('[RM2] the scaffold is there once, after reconnections and after a restart', async () => {
    const { id, c } = await pair({});
    for (let n = 0; n < 3; n++) {
      c.socket?.close();
      await c.closed();
      await c.connect();
      await c.until(() => c.synced, 'sync');
    }
    expect(c.text(FILE).toString()).toBe(seed);
    const dataDir = rooms.server.dataDir;
    await rooms.server.stop();
    const next = await testServer({ dataDir });
    const link = await next.link(id, 'observer');
    const o = await next.client(link, 'Olga');
    await o.until(() => hasFiles(o), 'the scaffold');
    expect(o.text(FILE).toString()).toBe(seed);
    await next.close();
  });

  test('[RM3] an update that changes nothing is counted as stored and writes no row', async () => {
    const { id, c } = await pair();
    const before = (await rooms.server.store.read(id)).entries.length;
    c.sent += 1;
    c.raw(updateFrame(Y.encodeStateAsUpdate(c.doc)));
    await c.until(() => c.stored === 1, 'the count');
    expect((await rooms.server.store.read(id)).entries).toHaveLength(before);
  });

  test('[RM4] an update cut at any byte is never acknowledged and never stored', async () => {
    const { id, links, c } = await pair();
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(c.doc));
    const vector = Y.encodeStateVector(doc);
    doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text')?.insert(0, 'xy');
    const whole = Y.encodeStateAsUpdate(doc, vector);
    const rows = (await rooms.server.store.read(id)).entries.length;
    let client = c;
    for (let cut = 3; cut < whole.length; cut++) {
      if (!client.open) client = await rooms.server.client(links.candidate, 'Cora', {});
      const acks = client.stored;
      client.raw(updateFrame(whole.slice(0, cut)));
      const { reason } = await client.closed();
      expect(reason, `cut at ${cut}`).toBe(CLOSE.malformed.reason);
      expect(client.stored).toBe(acks);
      await client.connect();
      await client.until(() => client.synced, 'sync');
    }
    expect((await rooms.server.store.read(id)).entries).toHaveLength(rows);
    expect(await stored(id)).toBe(seed);
  });

  test('[RM5] an update whose predecessor is missing is not acknowledged, and the reconnection heals it', async () => {
    const { id, c, i } = await pair();
    const updates: Uint8Array[] = [];
    const doc = new Y.Doc();
    Y.applyUpdate(doc, Y.encodeStateAsUpdate(c.doc));
    doc.on('update', (u: Uint8Array) => updates.push(u));
    const text = doc.getMap<Y.Map<Y.Text>>('work').get(FILE)?.get('text');
    text?.insert(0, 'a');
    text?.insert(1, 'b');
    c.raw(updateFrame(updates[1] as Uint8Array));
    expect((await c.closed()).reason).toBe(CLOSE.malformed.reason);
    expect(c.stored).toBe(0);
    Y.applyUpdate(c.doc, Y.encodeStateAsUpdate(doc), 'own');
    await c.connect();
    await c.until(() => c.saved, 'the resync');
    await i.until(() => i.text(FILE).toString() === `ab${seed}`, 'the healed text');
    expect(await stored(id)).toBe(`ab${seed}`);
  });

  test('[RM6] an update above 512 KiB is refused with a reason; the text stays with the client', async () => {
    const { id, c } = await pair();
    c.type(FILE, 0, 'x'.repeat(LIMITS.updateBytes + 10));
    await c.until(() => c.messages.some((m) => m.type === 'edit-refused' && m.code === 'too-large'), 'a refusal');
    expect(c.open).toBe(true);
    expect(c.saved).toBe(false);
    expect(await stored(id)).toBe(seed);
    c.doc.transact(() => c.text(FILE).delete(0, LIMITS.updateBytes + 10));
    c.socket?.close();
    await c.closed();
    await c.connect();
    await c.until(() => c.saved, 'the smaller text');
    expect(await stored(id)).toBe(seed);
  });

  test('[RM6] a frame above 1 MiB ends the socket with 1009', async () => {
    const { c } = await pair();
    c.raw(new Uint8Array(LIMITS.frameBytes + 1));
    expect((await c.closed()).code).toBe(CLOSE.tooLarge.code);
  });

  test('[RM7] a forged count of structs is refused at once', async () => {
    const { c } = await pair();
    const encoder = encoding.createEncoder();
    for (const n of [1, 33_000_000, 1, 0]) encoding.writeVarUint(encoder, n);
    const from = performance.now();
    c.raw(updateFrame(encoding.toUint8Array(encoder)));
    expect((await c.closed()).reason).toBe(CLOSE.malformed.reason);
    expect(performance.now() - from).toBeLessThan(2_000);
  });

  test('[RM8] who may not write is put out, and nothing is stored', async () => {
    const { id, i } = await pair();
    i.type(FILE, 0, 'by the interviewer');
    expect((await i.closed()).reason).toBe(CLOSE.forbidden.reason);
    expect(await stored(id)).toBe(seed);
  });
});
