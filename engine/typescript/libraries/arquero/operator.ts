/** JavaScript's operators as functions of closures. */
import type { Code } from './scope.ts';

type Binary = (left: Code, right: Code) => Code;

// The operators are those of JavaScript, on values of any type, as in the code that arquero would have generated.
// biome-ignore lint/suspicious/noExplicitAny: + and < are defined on all values, which no narrower type expresses
type Value = any;

const make =
  (apply: (a: Value, b: Value) => unknown): Binary =>
  (left, right) =>
  (frame) =>
    apply(left(frame), right(frame));

/** Binary operators by their sign. */
export const BINARY: Readonly<Record<string, Binary>> = {
  '+': (l, r) => (f) => (l(f) as Value) + (r(f) as Value),
  '-': (l, r) => (f) => (l(f) as Value) - (r(f) as Value),
  '*': (l, r) => (f) => (l(f) as Value) * (r(f) as Value),
  '/': (l, r) => (f) => (l(f) as Value) / (r(f) as Value),
  '%': make((a, b) => a % b),
  '**': make((a, b) => a ** b),
  // biome-ignore lint/suspicious/noDoubleEquals: the candidate's == is ==
  '==': make((a, b) => a == b),
  // biome-ignore lint/suspicious/noDoubleEquals: the candidate's != is !=
  '!=': make((a, b) => a != b),
  '===': (l, r) => (f) => l(f) === r(f),
  '!==': (l, r) => (f) => l(f) !== r(f),
  '<': (l, r) => (f) => (l(f) as Value) < (r(f) as Value),
  '<=': (l, r) => (f) => (l(f) as Value) <= (r(f) as Value),
  '>': (l, r) => (f) => (l(f) as Value) > (r(f) as Value),
  '>=': (l, r) => (f) => (l(f) as Value) >= (r(f) as Value),
  '&': make((a, b) => a & b),
  '|': make((a, b) => a | b),
  '^': make((a, b) => a ^ b),
  '<<': make((a, b) => a << b),
  '>>': make((a, b) => a >> b),
  '>>>': make((a, b) => a >>> b),
  in: make((a, b) => a in b),
  instanceof: make((a, b) => a instanceof b),
};

/** Operators that look at their right side only where the left one does not decide. */
export const LOGICAL: Readonly<Record<string, Binary>> = {
  '&&': (l, r) => (f) => l(f) && r(f),
  '||': (l, r) => (f) => l(f) || r(f),
  '??': (l, r) => (f) => l(f) ?? r(f),
};

/** Operators of one value. */
export const UNARY: Readonly<Record<string, (of: Code) => Code>> = {
  '-': (of) => (f) => -(of(f) as Value),
  '+': (of) => (f) => +(of(f) as Value),
  '!': (of) => (f) => !of(f),
  '~': (of) => (f) => ~(of(f) as Value),
  typeof: (of) => (f) => typeof of(f),
  void: (of) => (f) => void of(f),
};
