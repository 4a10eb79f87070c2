/** Counts the weights of a scanned pickle: a lower bound of what the browser may report, and which of its bytes are array elements. */
import { PayloadError } from '../error.ts';
import { type Container, elements } from './container.ts';
import { type Dtype, dtypeOf } from './dtype.ts';
import type { Scan } from './scan.ts';
import type { Claims } from './structure.ts';
import { type CallSym, isGlobal, type Sym, type TextSym } from './symbol.ts';

/**
 * Sums by the weight rule (engine/python/src/holdout_official/weights.py) as far as the bytes show them: for each sum a
 * lower bound of what the browser's inventory may report about the model, before the free part is taken off.
 */
export interface Sums {
  /** Array elements; complex 2, records their fields. */
  arrays: number;
  /** Single numbers, 1 per 64 bits. */
  scalars: number;
  /** Text and bytes. */
  textBytes: number;
}

/** Elements up to which an array of class labels or feature names counts as single values. */
const NAMES_MOST = 256;
/** Arguments of a library's constructors are sizes and settings up to this many values, or bytes of text. */
const STRUCTURE_MOST = 64;
const MOMENTS = new Set(['datetime', 'date', 'time', 'timedelta', 'Decimal', 'Fraction']);

interface Visit {
  sym: Sym;
  /** Single values count; else only arrays, long texts and large collections do. */
  full: boolean;
  /** An array of names. */
  named: boolean;
}

/**
 * Counts what a scanned pickle stores, each shared value once, and checks its arrays against the manifest. `claims` are its arrays of
 * numbers: each counts as often as it is made, its bytes are claimed once.
 * @throws PayloadError `bad-dtype`, `bad-size` or `bad-pickle` where pickle and buffers do not agree.
 */
export function countPayload(container: Container, scan: Scan, own: Iterable<string>): { sums: Sums; claims: Claims } {
  return new Counter(container, new Set(own)).run([scan.root, ...scan.dropped]);
}

class Counter {
  #container: Container;
  #own: ReadonlySet<string>;
  #sums: Sums = { arrays: 0, scalars: 0, textBytes: 0 };
  #units = 0;
  #elements = 0;
  #claimed = new Set<number>();
  #inlined = new Set<Uint8Array>();
  #seen = new Set<Sym>();
  #used = new Set<number>();
  #waiting: Visit[] = [];

  constructor(container: Container, own: ReadonlySet<string>) {
    this.#container = container;
    this.#own = own;
  }

  run(roots: readonly Sym[]): { sums: Sums; claims: Claims } {
    this.#waiting = roots.map((sym) => ({ sym, full: true, named: false }));
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) this.#visit(next);
    // A buffer that no array refers to counts by its bytes in the manifest.
    for (const [index, { entry }] of this.#container.buffers.entries()) {
      if (!this.#used.has(index)) this.#sums.textBytes += entry.bytes;
    }
    return {
      sums: this.#sums,
      claims: { elements: this.#elements, buffers: this.#claimed, inline: this.#inlined },
    };
  }

  #go(sym: Sym | null | undefined, full = true, named = false): void {
    if (sym) this.#waiting.push({ sym, full, named });
  }

  #visit({ sym, full, named }: Visit): void {
    if (sym.t === 'num') this.#sums.scalars += full || sym.units > 1 ? sym.units : 0;
    else if (sym.t === 'bool') this.#sums.scalars += full ? 1 : 0;
    else if (sym.t !== 'none' && sym.t !== 'global' && !this.#seen.has(sym)) {
      this.#seen.add(sym);
      if (sym.t === 'text') this.#sums.textBytes += full || sym.bytes > STRUCTURE_MOST ? sym.bytes : 0;
      else if (sym.t === 'seq') this.#collection(sym.items, full);
      else if (sym.t === 'dict') this.#collection([...sym.keys, ...sym.values], full);
      else if (sym.t === 'call') this.#call(sym, full, named);
    }
  }

  #collection(items: readonly Sym[], full: boolean): void {
    const all = full || items.length > STRUCTURE_MOST;
    for (const item of items) this.#go(item, all);
  }

  #call(sym: CallSym, full: boolean, named: boolean): void {
    const { fn, args, state } = sym;
    for (const item of [...sym.items, ...sym.keys, ...sym.values]) this.#go(item);
    if (fn.t !== 'global') {
      this.#go(fn, false);
      if (fn.t === 'call' && isGlobal(fn.fn, 'joblib', '_builtin_type')) {
        this.#code(args);
        return;
      }
      if (fn.t === 'call' && isGlobal(fn.fn, 'cloudpickle', '_builtin_type')) {
        this.#code(args);
        return;
      }
    }
    if (isGlobal(fn, 'numpy', '_frombuffer')) {
      this.#buffer(args, named);
      return;
    }
    if (isGlobal(fn, 'numpy', '_reconstruct')) {
      this.#inline(state, named);
      return;
    }
    if (isGlobal(fn, 'numpy', 'scalar')) {
      this.#sums.scalars += full ? Math.max(1, Math.ceil(dtypeOf(args[0])?.units ?? 1)) : 0;
      return;
    }
    if (isGlobal(fn, 'numpy', 'dtype')) {
      if (state?.t === 'seq') for (const part of state.items.slice(8)) this.#go(part);
      return;
    }
    if (fn.t === 'global' && (MOMENTS.has(fn.name) || (fn.module === 'builtins' && fn.name === 'complex'))) {
      this.#sums.scalars += full ? (fn.name === 'complex' ? 2 : 1) : 0;
      return;
    }
    const mine = fn.t === 'global' && this.#own.has(fn.module);
    if (isGlobal(fn, 'sklearn', 'Tree')) this.#sizes(args);
    else for (const arg of args) this.#go(arg, mine);
    if (isGlobal(fn, 'pandas', 'DataFrame') || isGlobal(fn, 'pandas', 'Series')) this.#go(state, false);
    else this.#state(state, fn.t === 'global' && fn.module.startsWith('sklearn.'));
  }

  /** Sizes with which a tree is made: its state repeats them. */
  #sizes(args: readonly Sym[]): void {
    for (const arg of args) {
      const source = arg.t === 'call' ? arg.args[0] : undefined;
      if (source?.t === 'buffer' && (this.#container.buffers[source.index]?.bytes.length ?? 0) <= STRUCTURE_MOST) {
        this.#used.add(source.index);
      }
    }
  }

  /** Attributes: their names are structure, their values count. */
  #state(state: Sym | null, sklearn: boolean): void {
    const parts = state?.t === 'seq' && state.kind === 'tuple' && state.items.length === 2 ? state.items : [state];
    if (!parts.some((part) => part?.t === 'dict')) {
      this.#go(state);
      return;
    }
    for (const part of parts) {
      if (part?.t !== 'dict') this.#go(part);
      else if (!this.#seen.has(part)) {
        this.#seen.add(part);
        for (const [i, value] of part.values.entries()) {
          const key = part.keys[i];
          const name = key?.t === 'text' ? (key.value ?? '') : '';
          if (key?.t !== 'text' || key.bytes > STRUCTURE_MOST) this.#go(key);
          if (/^__.*__$/.test(name) && !HELD.has(name)) this.#go(value, false);
          else this.#go(value, true, sklearn && (name === 'classes_' || name === 'feature_names_in_'));
        }
      }
    }
  }

  /** Code by value: its literals count, its bytecode and names do not. */
  #code(args: readonly Sym[]): void {
    const at = args.findIndex((arg) => arg.t === 'text' && arg.data !== null);
    const consts = args[at + 1];
    if (at < 0 || consts?.t !== 'seq') return;
    for (const item of consts.items) if (item.t !== 'bool') this.#go(item);
  }

  #buffer(args: readonly Sym[], named: boolean): void {
    const [source, dtype, shape, order] = args;
    const kind = dtypeOf(dtype);
    if (!kind) throw new PayloadError('bad-dtype', 'an array beside the pickle holds objects');
    const axes = axesOf(shape);
    const count = elements(axes, 'an array of the pickle');
    if (source?.t === 'buffer') {
      this.#used.add(source.index);
      const { entry, bytes } = this.#container.buffers[source.index] as Container['buffers'][number];
      const turned = order?.t === 'text' && order.value === 'F' && entry.order === 'C';
      const lies = turned ? [...entry.shape].reverse() : entry.shape;
      if (bytes.length !== count * kind.bytes || lies.join() !== axes.join()) {
        throw new PayloadError('bad-size', `buffer ${source.index} is not what the pickle makes of it`);
      }
      if (this.#array(kind, count, bytes, named)) this.#claimed.add(source.index);
      return;
    }
    if (source?.t !== 'text' && source?.t !== 'call') throw new PayloadError('bad-pickle', 'an array has no bytes');
    const data = source.t === 'text' ? source.data : inner(source)?.data;
    if (!data || data.length !== count * kind.bytes)
      throw new PayloadError('bad-size', 'an array does not fit its bytes');
    this.#seen.add(source);
    if (this.#array(kind, count, data, named)) this.#inlined.add(data);
  }

  /** An array inside the pickle: state is (version, shape, dtype, Fortran order, bytes or list). */
  #inline(state: Sym | null, named: boolean): void {
    if (state?.t !== 'seq') return;
    const [, shape, dtype, , data] = state.items;
    const kind = dtypeOf(dtype);
    const count = elements(axesOf(shape), 'an array of the pickle');
    if (!kind) {
      this.#go(data);
      return;
    }
    if (data?.t !== 'text' || !data.data || data.bytes !== count * kind.bytes) {
      throw new PayloadError('bad-size', 'an array inside the pickle does not fit its bytes');
    }
    if (this.#array(kind, count, data.data, named)) this.#inlined.add(data.data);
  }

  /** True where the bytes are elements that count: those of text and of class labels are structure. */
  #array(kind: Dtype, count: number, bytes: Uint8Array, named: boolean): boolean {
    if (kind.text) {
      for (let i = 0; i < bytes.length; i += kind.text) {
        if (bytes.subarray(i, i + kind.text).some((byte) => byte !== 0)) this.#sums.textBytes += 1;
      }
      return false;
    }
    if (named && count <= NAMES_MOST) {
      this.#sums.scalars += count;
      return false;
    }
    this.#units += Math.ceil(count * kind.units);
    this.#sums.arrays = this.#units;
    this.#elements += Math.ceil(Math.max(count * kind.units, bytes.byteLength / 8));
    return true;
  }
}

/** Dunder attributes that hold values: those of functions by value. */
const HELD = new Set(['__globals__', '__defaults__', '__kwdefaults__', '__closure__', '__dict__']);

function inner(call: CallSym): TextSym | undefined {
  const [first] = call.args;
  return first?.t === 'text' ? first : undefined;
}

function axesOf(shape: Sym | undefined): number[] {
  if (shape?.t !== 'seq') throw new PayloadError('bad-pickle', 'an array has no shape');
  return shape.items.map((axis) => {
    if (axis.t !== 'num' || !Number.isSafeInteger(axis.value) || axis.value < 0) {
      throw new PayloadError('bad-pickle', 'an array has a shape that is none');
    }
    return axis.value;
  });
}
