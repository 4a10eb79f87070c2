/** The text of an expression or of one arrow function, turned into closures. */
import type { ArrowFunctionExpression, Expression } from 'acorn';
import { parseExpressionAt } from 'acorn';
import { expression } from './expression.ts';
import { type Frame, type Outer, Scope } from './scope.ts';
import { bind, block } from './statement.ts';

/**
 * The value of a program: of an arrow function a function, of any other expression what it evaluates to.
 * @param outer the names that it sees beside its parameters.
 * @throws SyntaxError where the text does not parse; Error where it uses what {@link expression} does not know.
 */
export function program(text: string, outer: Outer): unknown {
  const node: Expression = parseExpressionAt(text, 0, { ecmaVersion: 2022 });
  const scope = new Scope(outer);
  if (node.type !== 'ArrowFunctionExpression') return expression(node, scope)([]);
  // Arquero takes columns for the same where the texts of their functions are.
  return Object.defineProperty(arrow(node, scope), 'toString', { value: () => text });
}

/** A function of a whole program; each call has a separate frame, so that the function may be recursive. */
function arrow(node: ArrowFunctionExpression, scope: Scope): (...args: unknown[]) => unknown {
  // Plain names take the first slots in order, so that the arguments are the frame.
  const plain = node.params.every((p) => p.type === 'Identifier');
  const slots = node.params.map((p, i) => scope.declare(p.type === 'Identifier' ? p.name : `argument ${i}`));
  const patterns = plain
    ? []
    : node.params.flatMap((p, i) => (p.type === 'Identifier' ? [] : [{ slot: slots[i] ?? 0, set: bind(p, scope) }]));
  const { body } = node;
  if (body.type === 'BlockStatement') {
    const run = block(body.body, scope.inner());
    return (...args) => {
      const frame: Frame = args;
      for (const { slot, set } of patterns) set(frame, frame[slot]);
      return run(frame)?.value;
    };
  }
  const code = expression(body, scope);
  if (patterns.length === 0) return (...args) => code(args);
  return (...args) => {
    for (const { slot, set } of patterns) set(args, args[slot]);
    return code(args);
  };
}
