/** Finds code that decides by the words of a message: a regular expression or a search in it, over any number of lines. */
import ts from 'typescript';

/** Methods of a text that search in it, and of a regular expression that read one. */
const TEXT_METHODS = new Set([
  'match',
  'matchAll',
  'search',
  'includes',
  'startsWith',
  'endsWith',
  'indexOf',
  'lastIndexOf',
]);
const PATTERN_METHODS = new Set(['test', 'exec']);

/** True where the expression reads a value called `message` and is not the body of a function. */
function mentionsMessage(node: ts.Node): boolean {
  if (ts.isFunctionLike(node)) return false;
  if (ts.isIdentifier(node) || ts.isStringLiteral(node)) return node.text === 'message';
  return ts.forEachChild(node, (child) => mentionsMessage(child) || undefined) ?? false;
}

/** Lines, counted from 1, of the calls in `source` that search in a message. `name` ends with .ts or .tsx. */
export function messageReads(name: string, source: string): number[] {
  const file = ts.createSourceFile(name, source, ts.ScriptTarget.Latest, true);
  const lines: number[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isCallExpression(node) && ts.isPropertyAccessExpression(node.expression)) {
      const { expression, name: method } = node.expression;
      const searches = TEXT_METHODS.has(method.text) && mentionsMessage(expression);
      const tests = PATTERN_METHODS.has(method.text) && node.arguments.some(mentionsMessage);
      if (searches || tests) lines.push(file.getLineAndCharacterOfPosition(node.getStart()).line + 1);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return lines;
}
