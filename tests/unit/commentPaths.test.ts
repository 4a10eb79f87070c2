/** Paths that comments name: a file that has moved takes its mentions with it. */
import { existsSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, it } from 'vitest';
import { ROOT } from '../support/imports.ts';
import { filesBelow, PRODUCT, textOf } from '../support/sourceFiles.ts';

const TOP = [
  'bench',
  'build',
  'client',
  'datasets',
  'docs',
  'engine',
  'protocol',
  'scenarios',
  'scripts',
  'server',
  'tests',
];
/** Slashes, and a folder of ours at the beginning or a file of ours at the end. */
const NAMED = new RegExp(
  `(?<![\\w./@*{:-])((?:${TOP.join('|')})/[\\w./-]*\\w|(?:[\\w-]+/)+[\\w.-]+\\.(?:ts|tsx|mjs|py|css|md|yaml))(?![\\w*{<])`,
  'g',
);

/** Comments of a file, without code: block and line comments, and docstrings of Python. */
function commentsOf(file: string): string {
  const text = textOf(file);
  const found = file.endsWith('.py')
    ? text.matchAll(/"""[\s\S]*?"""|(?:^|\s)#.*$/gm)
    : text.matchAll(/\/\*[\s\S]*?\*\/|(?:^|\s)\/\/ .*$/gm);
  return [...found].map(([comment]) => comment).join('\n');
}

const scenarios = readdirSync(path.join(ROOT, 'scenarios'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory() && entry.name !== 'kit')
  .map(({ name }) => `scenarios/${name}`);

/** Files of a candidate that comments give as examples, and what a command writes. */
const EXAMPLES = ['steps/model.py', '2/model.ts', 'bench/results'];

/** From the root, from the file's own folder and those above it, or inside a scenario. */
function exists(name: string, file: string): boolean {
  const bases = ['', ...scenarios, 'scenarios/kit/template', 'engine/python/src'];
  for (let folder = path.posix.dirname(file); folder !== '.'; folder = path.posix.dirname(folder)) bases.push(folder);
  return bases.some((base) => existsSync(path.join(ROOT, base, name)));
}

it('every path that a comment names is there', () => {
  const gone = filesBelow([...PRODUCT, 'tests'], /\.(ts|tsx|mjs|py|css)$/).flatMap((file) =>
    [...commentsOf(file).matchAll(NAMED)]
      .map((found) => found[1] ?? '')
      .filter((name) => !EXAMPLES.includes(name) && !exists(name, file))
      .map((name) => `${file}: ${name}`),
  );
  expect(gone).toEqual([]);
});
