/** The nodes of the graph that `scan.ts` builds from a pickle. */
/**
 * A pickle as a graph: the values that it would make and the calls that it would make. None of them is made.
 * Shared values are shared nodes; cycles are possible.
 */
export type Sym = NoneSym | BoolSym | NumSym | TextSym | SeqSym | DictSym | GlobalSym | CallSym | BufferSym;

export interface NoneSym {
  t: 'none';
}
export interface BoolSym {
  t: 'bool';
}
/** A number; `value` is NaN where it is no safe whole number, `at` the place of its opcode, `arg` the bytes that hold it. */
export interface NumSym {
  t: 'num';
  value: number;
  at: number;
  arg: Uint8Array;
}
/** Text or bytes; only short UTF-8 text has `value`, only bytes have `data`. */
export interface TextSym {
  t: 'text';
  bytes: number;
  value: string | null;
  data: Uint8Array | null;
}
interface SeqSym {
  t: 'seq';
  kind: 'list' | 'tuple' | 'set';
  items: Sym[];
}
interface DictSym {
  t: 'dict';
  keys: Sym[];
  values: Sym[];
}
interface GlobalSym {
  t: 'global';
  module: string;
  name: string;
}
/** A call (REDUCE, NEWOBJ), its state (BUILD or a state setter) and what is appended or set on its result. */
export interface CallSym {
  t: 'call';
  fn: Sym;
  args: Sym[];
  state: Sym | null;
  items: Sym[];
  keys: Sym[];
  values: Sym[];
}
interface BufferSym {
  t: 'buffer';
  index: number;
}

/** Whether a node is a call. */
export function isCall(sym: Sym | undefined): sym is CallSym {
  return sym?.t === 'call';
}

/** Whether a node is the global `name` of a module: that one, or one whose name begins with `module.`. */
export function isGlobal(sym: Sym | undefined, module: string, name: string): boolean {
  return sym?.t === 'global' && sym.name === name && (sym.module === module || sym.module.startsWith(`${module}.`));
}

/** Whether what is called makes a code object by value: `_builtin_type("CodeType")`. */
export function isCode(fn: Sym): boolean {
  return (
    fn.t === 'call' && (isGlobal(fn.fn, 'joblib', '_builtin_type') || isGlobal(fn.fn, 'cloudpickle', '_builtin_type'))
  );
}
