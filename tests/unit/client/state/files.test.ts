/** The candidate's files in one of two languages. */
import { describe, expect, test } from 'vitest';
import * as Y from 'yjs';
import { ProjectFiles } from '../../../../client/state/files.ts';
import type { Language } from '../../../../protocol/language.ts';
import { belongsTo, offeredBy } from '../../../../protocol/language.ts';
import { seedUpdate } from '../../../../server/interview/document.ts';

const python = [
  { id: 'model', name: 'model.py', text: 'one', kind: 'contract' as const },
  { id: 'explore', name: 'explore.py', text: '# %%', kind: 'explore' as const },
];
const typescript = [{ id: 'model.ts', name: 'model.ts', text: 'two', kind: 'contract' as const }];

function works() {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedUpdate([...python, ...typescript]));
  const of = (language: Language) =>
    new ProjectFiles(doc, language === 'python' ? python : typescript, (name) =>
      belongsTo(name, language, offeredBy('choice')),
    );
  return { doc, python: of('python'), typescript: of('typescript') };
}
const names = (projectFiles: ProjectFiles) => projectFiles.files.get().map((file) => file.name);

describe('the work in one of two languages', () => {
  test('[LG5] lists, snapshots and look-ups hold the files of the language alone', () => {
    const both = works();
    expect(names(both.python)).toEqual(['model.py', 'explore.py']);
    expect(names(both.typescript)).toEqual(['model.ts']);
    expect(both.typescript.snapshot()).toEqual([{ name: 'model.ts', text: 'two' }]);
    expect([both.typescript.file('model'), both.typescript.byName('model.py')]).toEqual([null, null]);
  });

  test('[LG5] a file that is made shows where it belongs, and a name that would hide it is refused', () => {
    const { doc, python: py, typescript: ts } = works();
    expect([ts.fault('mine.ts'), ts.fault('notes.md'), ts.fault('mine.py'), py.fault('mine.ts')]).toEqual([
      null,
      null,
      'hidden',
      'hidden',
    ]);
    ts.add('mine.ts');
    ts.add('notes.md');
    expect(names(ts)).toEqual(['model.ts', 'mine.ts', 'notes.md']);
    expect(names(py)).toEqual(['model.py', 'explore.py', 'notes.md']);
    expect(new ProjectFiles(doc, python).files.get()).toHaveLength(5);
  });
});

test('[PH7] while nothing may be changed no file comes, goes or gets another name', () => {
  const doc = new Y.Doc();
  Y.applyUpdate(doc, seedUpdate(python));
  let open = false;
  const closed = new ProjectFiles(
    doc,
    python,
    () => true,
    () => open,
  );
  expect(closed.fault('new.py')).toBe('closed');
  closed.rename('explore', 'other.py');
  closed.remove('explore');
  expect(names(closed)).toEqual(['model.py', 'explore.py']);
  open = true;
  expect(closed.fault('new.py')).toBeNull();
  closed.remove('explore');
  expect(names(closed)).toEqual(['model.py']);
});
