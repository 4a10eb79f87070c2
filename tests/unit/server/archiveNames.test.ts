/** Names in code.zip: of an older log, whose names were checked less, or of a candidate who tries. */
import { strToU8, unzipSync, zipSync } from 'fflate';
import { expect, test } from 'vitest';
import { archived } from '../../../server/routes/archiveNames.ts';

const namesOf = (...names: string[]) => archived(names.map((name) => ({ name, text: name }))).map(({ name }) => name);

test('[RS14] a name leaves its folder nowhere, and is one that every system can make', () => {
  expect(namesOf('../../etc/passwd\0.py', '/abs.py', '..\\up.py', './a//b.py')).toEqual([
    '__/__/etc/passwd_.py',
    'abs.py',
    '__/up.py',
    'a/b.py',
  ]);
  expect(namesOf('CON', 'aux.py', 'lib/Nul.txt', 'com1.tar.gz', 'console.py')).toEqual([
    '_CON',
    '_aux.py',
    'lib/_Nul.txt',
    '_com1.tar.gz',
    'console.py',
  ]);
  expect(namesOf('model.', 'model..', 'end .py ', 'a:b|c?.py')).toEqual(['model_', 'model__', 'end_.py_', 'a_b_c_.py']);
  expect(namesOf('', '/', '.', '..')).toEqual(['_', '2-_', '3-_', '__']);
});

test('[RS14] two names that some system takes for one are told apart, files and folders too', () => {
  expect(namesOf('Model.py', 'model.py', 'MODEL.PY')).toEqual(['Model.py', '2-model.py', '3-MODEL.PY']);
  expect(namesOf('\u00e9.py', 'e\u0301.py', '\u00fc.py')).toEqual(['_.py', 'e_.py', '2-_.py']);
  expect(namesOf('model.', 'model_', 'con', '_con')).toEqual(['model_', '2-model_', '_con', '2-_con']);
  expect(namesOf('lib', 'Lib/a.py')).toEqual(['lib', '2-Lib/a.py']);
  expect(namesOf('lib/a.py', 'LIB')).toEqual(['lib/a.py', '2-LIB']);
});

test('[RS14] a name of 255 bytes keeps its ending and has room for a number', () => {
  const long = [`${'я'.repeat(126)}.py`, `${'я'.repeat(126)}.py`, `${'x'.repeat(400)}.py`, `${'.'.repeat(300)}`];
  const names = namesOf(...long);
  expect(new Set(names).size).toBe(4);
  for (const name of names) expect(Buffer.byteLength(name)).toBeLessThanOrEqual(210);
  expect(names.filter((name) => name.endsWith('.py'))).toHaveLength(3);
});

test('[RS14] every file is in the archive whatever it is called', () => {
  const odd = ['__proto__', '__PROTO__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', 'prototype'];
  const files = archived(odd.map((name) => ({ name, text: name })));
  const named: Record<string, Uint8Array> = Object.create(null);
  for (const { name, text } of files) named[name] = strToU8(text);
  const read = unzipSync(zipSync(named));
  expect(Object.values(read).map((bytes) => Buffer.from(bytes).toString())).toEqual(odd);
});
