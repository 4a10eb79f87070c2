/** Lines of the work in the stacks of the three engines. */
import { expect, test } from 'vitest';
import { Scripts } from '../../../../engine/typescript/code/scripts.ts';

/** The same two calls, as each engine writes them. */
const STACKS: [engine: string, stack: string][] = [
  [
    'Chromium',
    'TypeError: no\n    at fit (holdout-0.js:2:9)\n    at async holdout-0.js:5:1\n    at kernel (blob:null/1:9:9)',
  ],
  ['Firefox', 'fit@holdout-0.js:2:9\nasync*@holdout-0.js:5:1\nkernel@blob:null/1:9:9\n'],
  ['WebKit', 'fit@holdout-0.js:2:9\n@holdout-0.js:5:1\nglobal code@data:text/javascript,x:1:9\nkernel@[native code]'],
];

test.each(STACKS)('[TK6] a stack of %s names file and line', (_engine, stack) => {
  const scripts = new Scripts({ evaluate: () => {} });
  scripts.evaluate('model.ts', '0', { lines: null });
  const error = Object.assign(new TypeError('no'), { stack });
  expect(scripts.frames(error)).toEqual([
    { file: 'model.ts', line: 5, name: '<module>', own: true },
    { file: 'model.ts', line: 2, name: 'fit', own: true },
  ]);
});
