/** Expressions that arquero's code generator writes, as closures over a frame. */
import type {
  AssignmentExpression,
  CallExpression,
  Expression,
  Literal,
  MemberExpression,
  ObjectExpression,
  PrivateIdentifier,
  SpreadElement,
  Super,
  TemplateLiteral,
} from 'acorn';
import { BINARY, LOGICAL, UNARY } from './operator.ts';
import type { Code, Frame, Scope } from './scope.ts';

type Held = Record<PropertyKey, unknown>;
type Callable = (...args: unknown[]) => unknown;

/** @throws Error where a construct is none that arquero allows. */
export function expression(node: Expression | Super | PrivateIdentifier, scope: Scope): Code {
  switch (node.type) {
    case 'Literal':
      return literal(node);
    case 'Identifier':
      return identifier(node.name, scope);
    case 'TemplateLiteral':
      return template(node, scope);
    case 'MemberExpression':
      return member(node, scope);
    case 'CallExpression':
      return call(node, scope);
    case 'NewExpression': {
      const callee = expression(node.callee, scope);
      const args = list(node.arguments, scope);
      return (frame) => Reflect.construct(callee(frame) as new () => unknown, args(frame));
    }
    case 'ArrayExpression':
      return list(node.elements, scope);
    case 'ObjectExpression':
      return object(node, scope);
    case 'UnaryExpression':
      return known(UNARY, node.operator)(expression(node.argument, scope));
    case 'BinaryExpression':
      return known(BINARY, node.operator)(expression(node.left, scope), expression(node.right, scope));
    case 'LogicalExpression':
      return known(LOGICAL, node.operator)(expression(node.left, scope), expression(node.right, scope));
    case 'ConditionalExpression': {
      const test = expression(node.test, scope);
      const yes = expression(node.consequent, scope);
      const no = expression(node.alternate, scope);
      return (frame) => (test(frame) ? yes(frame) : no(frame));
    }
    case 'AssignmentExpression':
      return assignment(node, scope);
    case 'ChainExpression':
    case 'ParenthesizedExpression':
      return expression(node.expression, scope);
    default:
      throw new Error(`Unsupported expression construct: ${node.type}`);
  }
}

function known<T>(table: Readonly<Record<string, T>>, operator: string): T {
  const found = table[operator];
  if (found === undefined) throw new Error(`Unsupported operator: ${operator}`);
  return found;
}

/** A regular expression is made anew for each evaluation, as in code, so that a `g` flag remembers nothing. */
function literal(node: Literal): Code {
  const { value, regex } = node;
  return regex ? () => new RegExp(regex.pattern, regex.flags) : () => value;
}

function identifier(name: string, scope: Scope): Code {
  const slot = scope.slot(name);
  if (slot >= 0) return (frame) => frame[slot];
  if (Object.hasOwn(scope.given, name)) {
    const value = scope.given[name];
    return () => value;
  }
  const constant = CONSTANTS[name];
  if (constant === undefined) throw new ReferenceError(`${name} is not defined`);
  return () => constant;
}

/** What arquero's texts name beside columns, parameters and functions: its constants are `Math.PI` or `Number.NaN`. */
const CONSTANTS: Readonly<Record<string, unknown>> = { Math, Number };

function template(node: TemplateLiteral, scope: Scope): Code {
  const texts = node.quasis.map((q) => q.value.cooked ?? '');
  const values = node.expressions.map((e) => expression(e, scope));
  return (frame) => {
    let text = texts[0] ?? '';
    for (let i = 0; i < values.length; i++) text += `${values[i]?.(frame)}${texts[i + 1]}`;
    return text;
  };
}

/** The object of a member access and its key. */
function target(
  node: MemberExpression,
  scope: Scope,
): { of: Code; key: (frame: Frame) => PropertyKey; name: string | null } {
  const of = expression(node.object, scope);
  const { property } = node;
  if (!node.computed) {
    if (property.type !== 'Identifier') throw new Error(`Unsupported expression construct: ${property.type}`);
    const { name } = property;
    return { of, key: () => name, name };
  }
  if (property.type === 'Literal' && typeof property.value === 'string') {
    const name = property.value;
    return { of, key: () => name, name };
  }
  return { of, key: expression(property, scope) as (frame: Frame) => PropertyKey, name: null };
}

function member(node: MemberExpression, scope: Scope): Code {
  const { of, key, name } = target(node, scope);
  if (node.optional) return (frame) => (of(frame) as Held | null | undefined)?.[key(frame)];
  if (name !== null) return (frame) => (of(frame) as Held)[name];
  return (frame) => (of(frame) as Held)[key(frame)];
}

function call(node: CallExpression, scope: Scope): Code {
  const { callee } = node;
  const args = list(node.arguments, scope);
  if (callee.type !== 'MemberExpression') {
    const code = expression(callee, scope);
    return (frame) => (code(frame) as Callable)(...args(frame));
  }
  const { of, key, name } = target(callee, scope);
  const [first] = node.arguments;
  // `data.column.at(row)` is what most expressions do for every row: no list of arguments is made for it.
  if (name !== null && node.arguments.length === 1 && first && first.type !== 'SpreadElement' && !callee.optional) {
    const only = expression(first, scope);
    return (frame) => (of(frame) as Record<string, Callable>)[name]?.(only(frame));
  }
  return (frame) => {
    const held = of(frame) as Held | null | undefined;
    if (callee.optional && (held === null || held === undefined)) return undefined;
    return Reflect.apply((held as Held)[key(frame)] as Callable, held, args(frame));
  };
}

function list(nodes: readonly (Expression | SpreadElement | null)[], scope: Scope): (frame: Frame) => unknown[] {
  const items = nodes.map((n) => {
    if (n === null) return { code: () => undefined, spread: false };
    const spread = n.type === 'SpreadElement';
    return { code: expression(spread ? n.argument : n, scope), spread };
  });
  if (items.some((i) => i.spread)) {
    return (frame) => items.flatMap((i) => (i.spread ? [...(i.code(frame) as Iterable<unknown>)] : [i.code(frame)]));
  }
  const codes = items.map((i) => i.code);
  return (frame) => codes.map((code) => code(frame));
}

function object(node: ObjectExpression, scope: Scope): Code {
  const parts = node.properties.map((p): { key: Code | null; value: Code } => {
    if (p.type === 'SpreadElement') return { key: null, value: expression(p.argument, scope) };
    const { key } = p;
    const name = !p.computed && key.type === 'Identifier' ? key.name : null;
    return { key: name === null ? expression(key, scope) : () => name, value: expression(p.value, scope) };
  });
  return (frame) => {
    const made: Held = {};
    for (const { key, value } of parts) {
      if (key === null) Object.assign(made, value(frame));
      else made[key(frame) as PropertyKey] = value(frame);
    }
    return made;
  };
}

/** `object[key] = value`: what unrolled code writes. */
function assignment(node: AssignmentExpression, scope: Scope): Code {
  if (node.operator !== '=' || node.left.type !== 'MemberExpression') {
    throw new Error(`Unsupported expression construct: ${node.type}`);
  }
  const { of, key } = target(node.left, scope);
  const value = expression(node.right, scope);
  return (frame) => {
    const held = of(frame) as Held;
    const at = key(frame);
    held[at] = value(frame);
    return held[at];
  };
}
