/** Cells of a file, and places of notes that follow their text. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { findAnchor, makeTextAnchor } from '../../../../client/state/anchors.ts';
import { cellAt, cellsOf, linesOf } from '../../../../client/state/cells.ts';

describe('cells', () => {
  const text = '# %% a\nx = 1\n\n#%% b\ny = 2\n';

  test('[CL15] a cell begins at its mark and ends before the next one', () => {
    expect(cellsOf(text)).toEqual([
      { start: 1, end: 3 },
      { start: 4, end: 6 },
    ]);
    expect(linesOf(text, 4, 5)).toBe('#%% b\ny = 2');
    expect(cellAt(text, 2)).toEqual({ cell: { start: 1, end: 3 }, next: { start: 4, end: 6 } });
    expect(cellAt(text, 5)?.next).toBeNull();
  });

  test('[CL15] code before the first mark is a cell, blank lines are none, and a file may have no cells', () => {
    expect(cellsOf(`import os\n${text}`)[0]).toEqual({ start: 1, end: 1 });
    expect(cellsOf(`\n\n${text}`)[0]).toEqual({ start: 3, end: 5 });
    expect(cellAt('x = 1\n', 1)).toBeNull();
    expect(cellAt(`\n\n${text}`, 1)?.cell).toEqual({ start: 3, end: 5 });
  });
});

describe('anchors', () => {
  const make = () => {
    const doc = new Y.Doc();
    const text = doc.getText('t');
    text.insert(0, 'one\ntwo\nthree\n');
    return { doc, file: { id: 'f', name: 'f.py', text } };
  };

  test('[CL16] a note follows its lines when text moves, and says when they changed', () => {
    const { doc, file } = make();
    const anchor = makeTextAnchor(file, 5, 5);
    expect(anchor).toMatchObject({ quote: 'two', startLine: 2, endLine: 2 });
    file.text.insert(0, 'zero\nhalf\n');
    expect(findAnchor(doc, file, anchor)).toMatchObject({ startLine: 4, endLine: 4, fate: 'unchanged' });
    file.text.insert(15, 'X');
    expect(findAnchor(doc, file, anchor)).toMatchObject({ startLine: 4, fate: 'changed' });
  });

  test('[CL16] a note on another document or with a broken code is found nowhere', () => {
    const { doc, file } = make();
    const other = make();
    expect(findAnchor(doc, file, makeTextAnchor(other.file, 0, 3))).toBeNull();
    expect(findAnchor(doc, file, { ...makeTextAnchor(file, 0, 3), start: '!!' })).toBeNull();
  });
});
