/** Notes after their text was replaced: one function of document and anchor says where they are, so every page sees the same. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { findAnchor, makeTextAnchor } from '../../../../client/state/anchors.ts';
import type { OpenFile } from '../../../../client/state/files.ts';
import { anchor as anchorShape } from '../../../../protocol/anchor.ts';

const TEXT = `import numpy as np

def load():
    x = 1
    return x

def fit(rows):
    x = 1
    return np.mean(rows)

def predict(rows):
    x = 1
    return rows
`;

function work(text = TEXT) {
  const doc = new Y.Doc();
  const ytext = doc.getText('file');
  ytext.insert(0, text);
  // Edits come from another page, as the candidate's do in a scaffold that the server wrote.
  const page = new Y.Doc();
  Y.applyUpdate(page, Y.encodeStateAsUpdate(doc));
  const mine = page.getText('file');
  const file: OpenFile = { id: 'f', name: 'model.py', text: mine };
  return {
    doc: page,
    file,
    mine,
    /** A note on the nth occurrence of a text. */
    note(quote: string, nth = 0) {
      let at = mine.toString().indexOf(quote);
      for (let n = 0; n < nth; n++) at = mine.toString().indexOf(quote, at + 1);
      return anchorShape.parse(makeTextAnchor(file, at, at + quote.length)) as ReturnType<typeof makeTextAnchor>;
    },
    replaceAll(next: string) {
      page.transact(() => {
        mine.delete(0, mine.length);
        mine.insert(0, next);
      });
    },
  };
}

describe('a whole file is pasted over', () => {
  test('[ED10] the note is on its text again, wherever that now is', () => {
    const { doc, file, note, replaceAll } = work();
    const mean = note('    return np.mean(rows)');
    replaceAll(`# new line\n# another\n${TEXT}`);
    expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 11, endLine: 11, fate: 'found-again' });
    replaceAll(TEXT.replace('import numpy as np\n', ''));
    expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 8, fate: 'found-again' });
  });

  test('[ED10] of equal texts each note finds the one with its surroundings', () => {
    const { doc, file, note, replaceAll } = work();
    const notes = [0, 1, 2].map((n) => note('    x = 1', n));
    replaceAll(`${'# more\n'.repeat(20)}${TEXT}`);
    expect(notes.map((one) => findAnchor(doc, file, one)?.startLine)).toEqual([24, 28, 32]);
  });

  test('[ED10] older notes have no surroundings: the nearest line counts', () => {
    const { doc, file, note, replaceAll } = work();
    const { before: _, after: __, ...old } = note('    x = 1', 1);
    replaceAll(`# more\n${TEXT}`);
    expect(findAnchor(doc, file, old)?.startLine).toBe(9);
  });

  test('[ED10] a line that was edited in what was pasted is found by its likeness, and said to have changed', () => {
    const { doc, file, note, replaceAll } = work();
    const mean = note('    return np.mean(rows)');
    replaceAll(TEXT.replace('np.mean(rows)', 'np.median(rows)').replace('def fit', '\n\ndef fit'));
    expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 11, fate: 'changed' });
  });

  test('[ED10] what is not there any more is gone', () => {
    const { doc, file, note, replaceAll } = work();
    const mean = note('    return np.mean(rows)');
    replaceAll('print("something else")\n');
    expect(findAnchor(doc, file, mean)).toBeNull();
    replaceAll(TEXT);
    expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 9, fate: 'found-again' });
  });

  test('[ED10] whatever the order of deletion and insertion, and on every page', () => {
    for (const insertFirst of [true, false]) {
      const { doc, file, mine, note } = work();
      const mean = note('    return np.mean(rows)');
      const length = mine.length;
      if (insertFirst) mine.insert(0, TEXT);
      mine.delete(insertFirst ? TEXT.length : 0, length);
      if (!insertFirst) mine.insert(0, TEXT);
      const other = new Y.Doc();
      Y.applyUpdate(other, Y.encodeStateAsUpdate(doc));
      const there: OpenFile = { ...file, text: other.getText('file') };
      expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 9, fate: 'found-again' });
      expect(findAnchor(other, there, mean)).toEqual(findAnchor(doc, file, mean));
    }
  });
});

test('[ED10] also where the same page wrote both texts', () => {
  const doc = new Y.Doc();
  const text = doc.getText('file');
  text.insert(0, TEXT);
  const file: OpenFile = { id: 'f', name: 'model.py', text };
  const at = TEXT.indexOf('    return np.mean(rows)');
  const mean = makeTextAnchor(file, at, at + 24);
  doc.transact(() => {
    text.delete(0, text.length);
    text.insert(0, `# new\n${TEXT}`);
  });
  expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 10, fate: 'found-again' });
});

describe('a part is edited', () => {
  test('[ED11] a deleted line is gone, though an equal one was always there', () => {
    const { doc, file, mine, note } = work();
    const first = note('    x = 1\n', 0);
    mine.delete(TEXT.indexOf('    x = 1\n'), '    x = 1\n'.length);
    expect(findAnchor(doc, file, first)).toBeNull();
  });

  test('[ED11] a block that is cut and pasted elsewhere takes its note along', () => {
    const { doc, file, mine, note } = work();
    const mean = note('    return np.mean(rows)');
    const block = 'def fit(rows):\n    x = 1\n    return np.mean(rows)\n\n';
    mine.delete(TEXT.indexOf(block), block.length);
    expect(findAnchor(doc, file, mean)).toBeNull();
    mine.insert(mine.length, block);
    expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 12, fate: 'found-again' });
  });

  test('[ED11] an edit within the quote leaves the note where it is', () => {
    const { doc, file, mine, note } = work();
    const mean = note('    return np.mean(rows)');
    mine.insert(TEXT.indexOf('mean'), 'nan');
    expect(findAnchor(doc, file, mean)).toMatchObject({ startLine: 9, fate: 'changed' });
  });
});
