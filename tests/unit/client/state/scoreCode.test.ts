/** The way back to the code of an earlier score. */
import { expect, test } from 'vitest';
import * as Y from 'yjs';
import { ProjectFiles } from '../../../../client/state/files.ts';
import { takeBack, thenAndNow } from '../../../../client/state/scoreCode.ts';
import { belongsTo } from '../../../../protocol/language.ts';

test('[SC8] what differs is put back, what is the same or came later stays, what is gone comes again', () => {
  const project = new ProjectFiles(
    new Y.Doc(),
    [],
    (name) => belongsTo(name, 'python', ['python']),
    () => true,
  );
  project.add('model.py', 'now = 1\n');
  project.add('same.py', 'x = 1\n');
  project.add('later.py', 'y = 1\n');
  const then = { 'model.py': 'then = 1\r\n', 'same.py': 'x = 1\r\n', 'gone.py': 'z = 1\n' };
  const compared = thenAndNow(then, project);
  expect(compared.map(({ name, now, isSame }) => [name, now !== null, isSame])).toEqual([
    ['gone.py', false, false],
    ['model.py', true, false],
    ['same.py', true, true],
  ]);
  const replaced: string[][] = [];
  takeBack(compared, { replace: (file, text) => void replaced.push([file.name, text]) }, project);
  expect(replaced).toEqual([['model.py', 'then = 1\n']]);
  expect(project.byName('gone.py')?.text.toString()).toBe('z = 1\n');
  expect(project.byName('later.py')?.text.toString()).toBe('y = 1\n');
});
