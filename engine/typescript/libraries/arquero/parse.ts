/**
 * Stands in for arquero's `expression/parse-expression.js`: ordinary arrow functions work, not only arquero's subset.
 *
 * Arquero reads the text of a function and refuses what its subset lacks: variables of the program, methods of a value, inner
 * functions. Its way out is `aq.escape(fn)`, which calls the function as it is. That way is taken here by itself where a
 * function needs it; where the function also calls an aggregate (`op.mean`), which has no meaning outside arquero, and where
 * a verb takes no escaped function (rollup, pivot, join), arquero's message is shown.
 */
import { type AnyNode, type CallExpression, type Identifier, type MemberExpression, parseExpressionAt } from 'acorn';
import { parseEscape } from 'arquero/src/expression/parse-escape.js';
import { parseExpression as parseOriginal } from 'arquero/src/expression/parse-expression.js';
import { hasAggregate, hasWindow } from 'arquero/src/op/index.js';

/** What is used of arquero's context of one verb. */
interface Context {
  aggronly?: boolean;
  join?: unknown;
  ast?: boolean;
  table?: unknown;
  params: unknown;
}

/** The rewritten tree of a table expression, or `{ escape }` for a function that is called as it is. */
export function parseExpression(context: Context, spec: unknown): object {
  const free = typeof spec === 'function' && !context.aggronly && !context.join && !context.ast && context.table;
  const reading = free ? readingOf(String(spec)) : null;
  if (reading === null || reading.calls.some(isAggregate)) return parseOriginal(context, spec);
  const escaped = (): object => parseEscape(context, { expr: spec }, context.params);
  // `d.name.trim()` would be taken for `op.trim()` without its text: silently undefined.
  if (reading.whole || reading.calls.some(isMethod)) return escaped();
  try {
    return parseOriginal(context, spec);
  } catch (error) {
    if (error instanceof Error && /^Invalid (variable reference|function call)|not allowed:/.test(error.message)) {
      return escaped();
    }
    throw error;
  }
}

/** What the text of a function holds that decides how it is read. */
interface Reading {
  calls: CallExpression[];
  /** True where the row is used as a whole (`{ ...d }`), not by its columns. */
  whole: boolean;
}

/** Null where the text is no expression (a method, native code). */
function readingOf(text: string): Reading | null {
  const reading: Reading = { calls: [], whole: false };
  let row = '';
  const visit = (node: unknown): void => {
    if (node === null || typeof node !== 'object' || !('type' in node || Array.isArray(node))) return;
    const { type } = node as AnyNode;
    if (type === 'CallExpression') reading.calls.push(node as CallExpression);
    if (type === 'Identifier' && (node as Identifier).name === row) reading.whole = true;
    const { object } = node as Partial<MemberExpression>;
    const column = type === 'MemberExpression' && object?.type === 'Identifier' && object.name === row;
    for (const [key, inner] of Object.entries(node)) {
      const name = (key === 'property' || key === 'key') && !(node as { computed?: boolean }).computed;
      if (!name && !(column && key === 'object')) visit(inner);
    }
  };
  try {
    const parsed = parseExpressionAt(`(${text})`, 0, { ecmaVersion: 2022 });
    if (parsed.type !== 'ArrowFunctionExpression' && parsed.type !== 'FunctionExpression') return null;
    const [first] = parsed.params;
    if (first?.type === 'Identifier') row = first.name;
    visit(parsed.body);
  } catch {
    return null;
  }
  return reading;
}

function isAggregate({ callee }: CallExpression): boolean {
  const name =
    callee.type === 'Identifier'
      ? callee.name
      : callee.type === 'MemberExpression' && isOp(callee.object) && callee.property.type === 'Identifier'
        ? callee.property.name
        : '';
  return hasAggregate(name) || hasWindow(name);
}

/** `op`, `aq.op`, or what a compiler makes of an imported `op`. */
function isOp(node: AnyNode): boolean {
  if (node.type === 'Identifier') return node.name === 'op';
  return node.type === 'MemberExpression' && node.property.type === 'Identifier' && node.property.name === 'op';
}

function isMethod({ callee }: CallExpression): boolean {
  if (callee.type !== 'MemberExpression' || isOp(callee.object)) return false;
  return !(callee.object.type === 'Identifier' && callee.object.name === 'Math');
}
