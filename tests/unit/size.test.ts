/** Sizes that a person can read: functions, classes and files; and what each module says of itself at its top. */
import ts from 'typescript';
import { expect, it } from 'vitest';
import { filesBelow, PRODUCT, textOf } from '../support/sourceFiles.ts';

const CLASS_LINES = 200;
const FUNCTION_LINES = 100;
const FILE_BYTES = 12_000;
/** One machine that reads pickles, opcode after opcode. */
const LONG_FUNCTIONS = ['engine/crossing/python/scan.ts'];

const typescript = filesBelow(PRODUCT, /\.tsx?$/);

/** Classes and functions with bodies that are longer than they may be. */
function tooLong(file: string): string[] {
  const kind = file.endsWith('x') ? ts.ScriptKind.TSX : ts.ScriptKind.TS;
  const source = ts.createSourceFile(file, textOf(file), ts.ScriptTarget.Latest, false, kind);
  const lineOf = (at: number) => source.getLineAndCharacterOfPosition(at).line + 1;
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const from = lineOf(node.getStart(source));
    const lines = lineOf(node.end) - from + 1;
    if (ts.isClassLike(node) && lines > CLASS_LINES) found.push(`${file}:${from} class of ${lines} lines`);
    if (ts.isFunctionLike(node) && 'body' in node && node.body && lines > FUNCTION_LINES)
      found.push(`${file}:${from} function of ${lines} lines`);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

it('no class of the product has more than 200 lines, no function more than 100', () => {
  expect(typescript.filter((file) => !LONG_FUNCTIONS.includes(file)).flatMap(tooLong)).toEqual([]);
});

it('a source or test file of more than 12 kB says at its top why', () => {
  const long = filesBelow([...PRODUCT, 'tests'], /\.(ts|tsx|mjs|py|css)$/)
    .filter((file) => Buffer.byteLength(textOf(file)) > FILE_BYTES)
    .filter((file) => !/Long because: \S/.test(textOf(file).slice(0, 1_500)));
  expect(long).toEqual([]);
});

it('every module begins with a comment that says what it is', () => {
  const modules = filesBelow(PRODUCT, /\.(ts|tsx|mjs)$/).filter((file) => !textOf(file).startsWith('/**'));
  expect(modules).toEqual([]);
});
