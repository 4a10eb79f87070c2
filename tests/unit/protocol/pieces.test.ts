/** Large updates in pieces: nothing is lost, nothing comes before what it builds on, and no piece is large. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { LIMITS } from '../../../protocol/limits.ts';
import { piecesOf } from '../../../protocol/pieces.ts';
import { utf8Length, utf8Units } from '../../../protocol/utf8.ts';

/** Applies pieces in their order; each must fit without waiting for a later one. */
function receive(doc: Y.Doc, pieces: readonly Uint8Array[]): void {
  for (const piece of pieces) {
    Y.applyUpdate(doc, piece);
    expect(doc.store.pendingStructs).toBeNull();
    expect(doc.store.pendingDs).toBeNull();
  }
}

const copyOf = (doc: Y.Doc): Y.Doc => {
  const copy = new Y.Doc();
  Y.applyUpdate(copy, Y.encodeStateAsUpdate(doc));
  return copy;
};
const vectorOf = (doc: Y.Doc) => Y.decodeStateVector(Y.encodeStateVector(doc));
const whole = (doc: Y.Doc) => ({ text: doc.getText('t').toString(), work: doc.getMap('work').toJSON() });

const step = fc.record({
  side: fc.nat(2),
  at: fc.nat(400),
  remove: fc.nat(30),
  text: fc.constantFrom('', 'a', 'é', '😀', 'x'.repeat(300), '日本語'.repeat(40), '👩‍👩‍👧‍👦'.repeat(9)),
  file: fc.constantFrom(null, 'add', 'drop'),
  meet: fc.boolean(),
});

describe('pieces of an update', () => {
  test('[CL40] whatever several tabs did arrives whole, piece by piece, and no piece is larger than asked for', () => {
    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), fc.nat(40), (steps, syncAt) => {
        const tabs = [new Y.Doc(), new Y.Doc(), new Y.Doc()] as const;
        let server = new Y.Doc();
        for (const [n, { side, at, remove, text, file, meet }] of steps.entries()) {
          const doc = tabs[side] as Y.Doc;
          const body = doc.getText('t');
          const from = Math.min(at, body.length);
          doc.transact(() => {
            body.delete(from, Math.min(remove, body.length - from));
            body.insert(from, text);
            if (file === 'add') doc.getMap('work').set(`f${at % 3}`, new Y.Map([['text', new Y.Text(text)]]));
            if (file === 'drop') doc.getMap('work').delete(`f${at % 3}`);
          });
          if (meet) for (const other of tabs) Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
          if (n === syncAt) server = copyOf(doc);
        }
        const mine = tabs[0];
        // What the server has besides comes back to the page, as it does with every connection.
        const known = vectorOf(server);
        const pieces = piecesOf(Y.encodeStateAsUpdate(mine, Y.encodeStateVector(server)), known, 600);
        receive(server, pieces);
        for (const piece of pieces) expect(piece.byteLength).toBeLessThanOrEqual(700);
        Y.applyUpdate(mine, Y.encodeStateAsUpdate(server));
        expect(whole(server)).toEqual(whole(mine));
      }),
      { numRuns: 150 },
    );
  });

  test('[CL40] a paste of 1.9 MiB is cut between characters', () => {
    const doc = new Y.Doc();
    const server = new Y.Doc();
    doc.getText('t').insert(0, 'old');
    Y.applyUpdate(server, Y.encodeStateAsUpdate(doc));
    const updates: Uint8Array[] = [];
    doc.on('update', (u: Uint8Array) => updates.push(u));
    const text = 'aé日😀'.repeat(200_000);
    doc.transact(() => {
      doc.getText('t').delete(0, 3);
      doc.getText('t').insert(0, text);
    });
    const pieces = piecesOf(updates[0] as Uint8Array, null);
    expect(Math.max(...pieces.map((p) => p.byteLength))).toBeLessThanOrEqual(LIMITS.pieceBytes);
    // The old text goes first, so that no limit of a file is crossed on the way.
    Y.applyUpdate(server, pieces[0] as Uint8Array);
    expect(server.getText('t').toString()).toBe('');
    receive(server, pieces.slice(1));
    expect(server.getText('t').toString()).toBe(text);
  });

  test('[CL40] what was undone before it was sent weighs nothing, also while it can be redone', () => {
    const doc = new Y.Doc();
    const undo = new Y.UndoManager(doc.getText('t'));
    doc.getText('t').insert(0, 'x'.repeat(900_000));
    undo.undo();
    const pieces = piecesOf(Y.encodeStateAsUpdate(doc), new Map());
    expect(pieces.reduce((sum, p) => sum + p.byteLength, 0)).toBeLessThan(200);
    const server = new Y.Doc();
    receive(server, pieces);
    undo.redo();
    receive(server, piecesOf(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), vectorOf(server)));
    expect(server.getText('t').length).toBe(900_000);
  });

  test('[CL40] many small edits and many deletions are cut by their number as well', () => {
    const doc = new Y.Doc();
    const text = doc.getText('t');
    text.insert(0, 'ab'.repeat(7_000));
    const server = copyOf(doc);
    doc.transact(() => {
      for (let i = 6_999; i >= 0; i--) text.delete(2 * i, 1);
      for (let i = 0; i < 6_000; i++) text.insert(0, '.');
    });
    const pieces = piecesOf(Y.encodeStateAsUpdate(doc, Y.encodeStateVector(server)), vectorOf(server));
    for (const piece of pieces) {
      const { structs, ds } = Y.decodeUpdate(piece);
      expect(structs.length + [...ds.clients.values()].flat().length).toBeLessThanOrEqual(LIMITS.pieceParts);
    }
    receive(server, pieces);
    expect(server.getText('t').toString()).toBe(text.toString());
  });

  test('[CL40] what builds on something that is nowhere is left out, and the rest arrives', () => {
    const lost = new Y.Doc();
    const updates: Uint8Array[] = [];
    lost.on('update', (u: Uint8Array) => updates.push(u));
    lost.getText('t').insert(0, 'first');
    lost.getText('t').insert(5, 'second');
    const doc = new Y.Doc();
    Y.applyUpdate(doc, updates[1] as Uint8Array);
    doc.getText('t').insert(0, 'mine');
    const server = new Y.Doc();
    receive(server, piecesOf(Y.encodeStateAsUpdate(doc), new Map()));
    expect(server.getText('t').toString()).toBe('mine');
  });

  test('[CL40] lengths are those of UTF-8, and no beginning ends inside a character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 30 }), fc.nat(40), (text, most) => {
        expect(utf8Length(text)).toBe(Buffer.byteLength(text));
        const head = text.slice(0, utf8Units(text, most));
        expect(Buffer.byteLength(head)).toBeLessThanOrEqual(most);
        expect(head + text.slice(head.length)).toBe(text);
        // A pair is never cut in its middle.
        expect(/[\uD800-\uDBFF]$/.test(head) && /^[\uDC00-\uDFFF]/.test(text.slice(head.length))).toBe(false);
      }),
    );
  });
});
