/** The binding between a model of the editor and a shared text. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bindText, replacements } from '../../../../client/editor/binding.ts';
import { FakeModel } from './fakeModel.ts';

const word = fc.stringMatching(/^[ab\n\r😀]{0,6}$/u);
const edit = fc.record({ side: fc.nat(1), at: fc.nat(60), remove: fc.nat(8), text: word, sync: fc.boolean() });

function pair() {
  const docs = [new Y.Doc(), new Y.Doc()] as const;
  const models = [new FakeModel('stale'), new FakeModel('')] as const;
  const texts = docs.map((doc) => doc.getText('t'));
  texts[0]?.insert(0, 'first\nsecond\n');
  Y.applyUpdate(docs[1], Y.encodeStateAsUpdate(docs[0]));
  const bindings = texts.map((text, i) => bindText(models[i as 0 | 1], text, true));
  const sync = () => {
    const [a, b] = docs;
    const forB = Y.encodeStateAsUpdate(a, Y.encodeStateVector(b));
    const forA = Y.encodeStateAsUpdate(b, Y.encodeStateVector(a));
    Y.applyUpdate(b, forB);
    Y.applyUpdate(a, forA);
  };
  return { docs, models, texts, bindings, sync };
}

describe('binding of editor and document', () => {
  test('[CL12] editors on two sides hold what the document holds, and end up equal', () => {
    fc.assert(
      fc.property(fc.array(edit, { maxLength: 40 }), (edits) => {
        const { models, texts, sync } = pair();
        for (const { side, at, remove, text, sync: now } of edits) {
          const model = models[side as 0 | 1];
          const from = Math.min(at, model.getValueLength());
          model.type(from, Math.min(remove, model.getValueLength() - from), text);
          expect(texts[side]?.toString()).toBe(model.getValue());
          if (now) sync();
        }
        sync();
        expect(models[0].getValue()).toBe(models[1].getValue());
        expect(texts[0]?.toString()).toBe(models[0].getValue());
        expect(models[0].getValue()).not.toContain('\r');
      }),
      { numRuns: 300 },
    );
  });

  test('[CL12] line ends of other systems become line feeds on both sides', () => {
    const { models, texts } = pair();
    models[0].type(0, 0, 'x\r\ny\rz');
    expect(texts[0]?.toString()).toBe('x\ny\nzfirst\nsecond\n');
    expect(models[0].getValue()).toBe('x\ny\nzfirst\nsecond\n');
  });

  test('[CL13] undo takes back own edits and leaves those of others', () => {
    const { models, texts, bindings, sync } = pair();
    models[0].type(0, 0, 'mine ');
    sync();
    models[1].type(models[1].getValueLength(), 0, 'theirs');
    sync();
    bindings[0]?.undo?.undo();
    expect(texts[0]?.toString()).toBe('first\nsecond\ntheirs');
    expect(models[0].getValue()).toBe('first\nsecond\ntheirs');
    bindings[0]?.undo?.redo();
    expect(models[0].getValue()).toBe('mine first\nsecond\ntheirs');
  });

  test('[TY3] a model in the place of another holds the text, writes it, and undoes what the other wrote', () => {
    const { models, texts, bindings } = pair();
    models[0].type(0, 0, 'old ');
    const next = new FakeModel('');
    bindings[0]?.move(next);
    expect(next.getValue()).toBe('old first\nsecond\n');
    models[0].type(0, 4, '');
    expect(texts[0]?.toString()).toBe('old first\nsecond\n');
    texts[0]?.insert(0, 'far ');
    expect(next.getValue()).toBe('far old first\nsecond\n');
    bindings[0]?.undo?.undo();
    expect(next.getValue()).toBe('far first\nsecond\n');
    next.type(0, 4, '');
    expect(texts[0]?.toString()).toBe('first\nsecond\n');
  });

  test('[CL14] a mirror follows and never writes', () => {
    const { docs, texts } = pair();
    const mirror = new FakeModel('');
    bindText(mirror, texts[0] as Y.Text, false);
    const before = Y.encodeStateVector(docs[0]);
    mirror.type(0, 5, 'vandal');
    expect(mirror.getValue()).toBe('first\nsecond\n');
    expect(Y.encodeStateVector(docs[0])).toEqual(before);
    texts[0]?.insert(0, 'new ');
    expect(mirror.getValue()).toBe('new first\nsecond\n');
  });

  test('[CL12] a change is made of replacements against the old text, in order', () => {
    expect(replacements([{ retain: 2 }, { insert: 'x' }, { delete: 1 }, { retain: 3 }, { delete: 2 }])).toEqual([
      { from: 2, to: 3, text: 'x' },
      { from: 6, to: 8, text: '' },
    ]);
  });
});
