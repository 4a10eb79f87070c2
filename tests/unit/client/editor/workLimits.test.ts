/** What does not fit into the work is refused before it enters the document, and the editor shows the text as it was. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { bindText } from '../../../../client/editor/binding.ts';
import { WorkGuard } from '../../../../client/state/workGuard.ts';
import { limitWords, type Overflow } from '../../../../client/words/limits.ts';
import { LIMITS } from '../../../../protocol/limits.ts';
import { FakeModel } from './fakeModel.ts';

const MIB = 1024 * 1024;
const KIB = 1024;

function setup(...others: number[]) {
  const doc = new Y.Doc();
  const text = doc.getText('t');
  text.insert(0, 'first\nsecond\n');
  const more = others.map((length, i) => {
    const other = doc.getText(`other${i}`);
    other.insert(0, 'o'.repeat(length));
    return other;
  });
  const guard = new WorkGuard(doc, () => [text, ...more]);
  const model = new FakeModel('');
  const { undo } = bindText(model, text, true, guard);
  const refused: Overflow[] = [];
  guard.onRefused((overflow) => refused.push(overflow));
  const sentence = () => refused.map(limitWords.refused).at(-1);
  return { doc, text, guard, model, undo, refused, sentence };
}

describe('limits of the work in the editor', () => {
  test('[CL41] a paste above a file is refused in words; text, document and undo are as they were, and typing goes on', () => {
    const { doc, text, model, undo, sentence } = setup();
    model.type(0, 0, 'typed ');
    const before = Y.encodeStateVector(doc);
    model.type(6, 5, 'x'.repeat(3.1 * MIB));
    expect(sentence()).toBe('This paste is 3.1 MiB; a file may have 2 MiB. Nothing was changed.');
    expect(model.getValue()).toBe('typed first\nsecond\n');
    expect(Y.encodeStateVector(doc)).toEqual(before);
    undo?.stopCapturing();
    model.type(0, 0, 'more ');
    expect(text.toString()).toBe('more typed first\nsecond\n');
    undo?.undo();
    expect(model.getValue()).toBe('typed first\nsecond\n');
    undo?.undo();
    expect(model.getValue()).toBe('first\nsecond\n');
  });

  test('[CL41] several cursors and carriage returns are put back as well', () => {
    const { model, refused } = setup();
    const big = 'y\r\n'.repeat(500_000);
    model.edit([
      { at: 0, remove: 5, text: big },
      { at: 6, remove: 2, text: big },
      { at: 12, remove: 0, text: big },
    ]);
    expect(refused).toHaveLength(1);
    expect(model.getValue()).toBe('first\nsecond\n');
  });

  test('[CL41] bytes count, not characters; what makes a file smaller is always taken', () => {
    const { text, model, refused, sentence } = setup();
    model.type(0, 13, '日'.repeat(650_000));
    expect(refused).toEqual([]);
    model.type(0, 0, '日'.repeat(60_000));
    expect(sentence()).toBe(
      'This paste is 175.8 KiB and the file has 1.9 MiB already; a file may have 2 MiB. Nothing was changed.',
    );
    expect(text.length).toBe(650_000);
    // A file that is too large already, from before there was a limit.
    text.insert(0, 'z'.repeat(MIB));
    model.type(0, 10, 'short');
    expect(refused).toHaveLength(1);
    model.type(0, 0, 'a');
    expect(sentence()).toBe(
      'The file has 2.9 MiB, and a file may have 2 MiB: delete something first. Nothing was changed.',
    );
  });

  test('[CL41] all files together have a limit too', () => {
    const { model, refused, sentence } = setup(...Array.from({ length: 11 }, () => 2 * MIB));
    model.type(0, 0, 'x'.repeat(1.5 * MIB));
    expect(refused).toEqual([]);
    const second = setup(...Array.from({ length: 11 }, () => 2 * MIB), MIB);
    second.model.type(0, 0, 'x'.repeat(1.5 * MIB));
    expect(second.sentence()).toBe(
      'This paste is 1.5 MiB and all files together have 23 MiB already; all files together may have 24 MiB. Nothing was changed.',
    );
    expect(sentence()).toBeUndefined();
  });

  test('[CL41] undo and redo that would bring back too much are refused, and work again when there is room', () => {
    const { text, model, undo, sentence } = setup();
    model.type(0, 0, 'x'.repeat(1.5 * MIB));
    undo?.stopCapturing();
    model.type(0, 1.5 * MIB, '');
    // Another tab of this person fills the file meanwhile.
    text.insert(0, 'z'.repeat(MIB));
    undo?.undo();
    expect(sentence()).toBe(
      'Undo would bring back 1.5 MiB and the file has 1 MiB already; a file may have 2 MiB. Nothing was changed.',
    );
    expect(text.length).toBe(MIB + 13);
    text.delete(0, MIB);
    undo?.undo();
    expect(text.length).toBe(1.5 * MIB + 13);
    undo?.undo();
    expect(model.getValue()).toBe('first\nsecond\n');
    text.insert(0, 'z'.repeat(MIB));
    undo?.redo();
    expect(sentence()).toContain('Redo would bring back 1.5 MiB');
    expect(text.length).toBe(MIB + 13);
  });

  test('[CL41] the log has room for small edits and deletions after it has none for others', () => {
    const { guard, model, refused, sentence } = setup();
    guard.logRoom = () => ({ any: 300 * KIB, small: LIMITS.logReserveBytes });
    model.type(0, 0, 'x'.repeat(MIB));
    expect(sentence()).toBe(
      'This paste is 1 MiB; the record of this interview has room for 300 KiB more. Nothing was changed; typing and deleting go on.',
    );
    guard.logRoom = () => ({ any: -5, small: LIMITS.logReserveBytes - 5 });
    model.type(0, 0, 'x'.repeat(5 * KIB));
    expect(refused).toHaveLength(2);
    model.type(0, 0, 'typed ');
    expect(model.getValue()).toBe('typed first\nsecond\n');
    guard.logRoom = () => ({ any: -LIMITS.logReserveBytes, small: 0 });
    model.type(0, 0, 'a');
    expect(sentence()).toBe('The record of this interview is full. Nothing was changed; deleting goes on.');
    model.type(0, 6, '');
    expect(model.getValue()).toBe('first\nsecond\n');
  });

  test('[CL12] families of emoji half deleted, CRLF pasted and deleted over: undo brings both sides back', () => {
    const { text, model, undo } = setup();
    model.type(0, 13, '👩‍👩‍👧‍👦x\r\ny\r\nz');
    const whole = model.getValue();
    undo?.stopCapturing();
    for (const [at, remove] of [
      [1, 1],
      [3, 4],
      [5, 9],
      [0, 2],
    ] as const) {
      model.type(at, remove, '');
      expect(text.toString()).toBe(model.getValue());
      undo?.stopCapturing();
    }
    for (let i = 0; i < 4; i++) undo?.undo();
    expect(text.toString()).toBe(model.getValue());
    expect(model.getValue().slice(-5)).toBe(whole.slice(-5));
  });
});
