/** Statements that arquero's code generator writes: declarations, if, switch, break, return, and expressions. */
import type { Pattern, Statement, SwitchStatement, VariableDeclaration } from 'acorn';
import { expression } from './expression.ts';
import type { Code, Frame, Scope } from './scope.ts';

/** Why a list of statements ended early: a `break`, or a `return` with its value. */
interface Ended {
  kind: 'break' | 'return';
  value?: unknown;
}
type Run = (frame: Frame) => Ended | undefined;

const BREAK: Ended = { kind: 'break' };

/** Statements one after another, in a new scope. */
export function block(statements: readonly Statement[], scope: Scope): Run {
  const runs = statements.map((s) => statement(s as Statement, scope));
  return (frame) => {
    for (const run of runs) {
      const ended = run(frame);
      if (ended !== undefined) return ended;
    }
    return undefined;
  };
}

function statement(node: Statement, scope: Scope): Run {
  switch (node.type) {
    case 'EmptyStatement':
      return () => undefined;
    case 'ExpressionStatement': {
      const code = expression(node.expression, scope);
      return (frame) => void code(frame);
    }
    case 'VariableDeclaration':
      return declaration(node, scope);
    case 'BlockStatement':
      return block(node.body, scope.inner());
    case 'BreakStatement':
      return () => BREAK;
    case 'ReturnStatement': {
      const code: Code = node.argument ? expression(node.argument, scope) : () => undefined;
      return (frame) => ({ kind: 'return', value: code(frame) });
    }
    case 'IfStatement': {
      const test = expression(node.test, scope);
      const yes = statement(node.consequent, scope);
      const no: Run = node.alternate ? statement(node.alternate, scope) : () => undefined;
      return (frame) => (test(frame) ? yes(frame) : no(frame));
    }
    case 'SwitchStatement':
      return choice(node, scope.inner());
    default:
      throw new Error(`Unsupported expression construct: ${node.type}`);
  }
}

function choice(node: SwitchStatement, scope: Scope): Run {
  const subject = expression(node.discriminant, scope);
  const cases = node.cases.map((c) => ({
    test: c.test ? expression(c.test, scope) : null,
    run: block(c.consequent, scope),
  }));
  return (frame) => {
    const value = subject(frame);
    let from = cases.findIndex((c) => c.test !== null && c.test(frame) === value);
    if (from < 0) from = cases.findIndex((c) => c.test === null);
    for (const { run } of from < 0 ? [] : cases.slice(from)) {
      const ended = run(frame);
      if (ended !== undefined) return ended.kind === 'break' ? undefined : ended;
    }
    return undefined;
  };
}

function declaration(node: VariableDeclaration, scope: Scope): Run {
  const sets = node.declarations.map(({ id, init }) => {
    // The value is resolved first: in `const x = f(x)` the inner name is the outer one.
    const code: Code = init ? expression(init, scope) : () => undefined;
    return { code, set: bind(id, scope) };
  });
  return (frame) => {
    for (const { code, set } of sets) set(frame, code(frame));
    return undefined;
  };
}

type Set = (frame: Frame, value: unknown) => void;

/** Declares the names of a pattern and gives what spreads a value over them. */
export function bind(pattern: Pattern, scope: Scope): Set {
  switch (pattern.type) {
    case 'Identifier': {
      const slot = scope.declare(pattern.name);
      return (frame, value) => {
        frame[slot] = value;
      };
    }
    case 'ArrayPattern': {
      const sets = pattern.elements.map((e) => (e === null ? null : bind(e, scope)));
      return (frame, value) => {
        const items = [...(value as Iterable<unknown>)];
        for (const [i, set] of sets.entries()) set?.(frame, items[i]);
      };
    }
    case 'ObjectPattern': {
      const sets = pattern.properties.map((p) => {
        if (p.type !== 'Property') throw new Error(`Unsupported expression construct: ${p.type}`);
        const key: Code = p.computed || p.key.type !== 'Identifier' ? expression(p.key, scope) : named(p.key.name);
        return { key, set: bind(p.value, scope) };
      });
      return (frame, value) => {
        for (const { key, set } of sets) set(frame, (value as Record<string, unknown>)[String(key(frame))]);
      };
    }
    default:
      throw new Error(`Unsupported expression construct: ${pattern.type}`);
  }
}

const named =
  (name: string): Code =>
  () =>
    name;
