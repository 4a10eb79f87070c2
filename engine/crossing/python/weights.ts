/** Counts the elements of a scanned pickle, with the path of each, and says which of its bytes they are. */
import { PayloadError } from '../error.ts';
import { type Container, elements } from './container.ts';
import { type Dtype, dtypeOf } from './dtype.ts';
import type { Scan } from './scan.ts';
import type { Claims } from './structure.ts';
import { type CallSym, isCode, isGlobal, type NumSym, type Sym, type TextSym } from './symbol.ts';

/** Elements up to which an array of class labels or feature names is structure. */
const NAMES_MOST = 256;
/** Numbers of a collection up to which they are settings. */
const SETTINGS_MOST = 4;
/** Entries up to which what `fit` returns is a bundle of models and settings, each by itself. */
const BUNDLE_MOST = 16;
const MOST_PATH_CHARS = 300;
/** Where modules of torch keep what people call by its name. */
const TORCH_PARTS = /\._(?:modules|parameters|buffers)\['([^']*)'\]/g;
/** Libraries whose objects keep what they learned in arrays. */
const LIBRARIES = new Set(['sklearn', 'scipy', 'pandas', 'torch']);

interface Visit {
  sym: Sym;
  path: string;
  /** An array of names. */
  named: boolean;
  /** Below an object of a library: numbers in its collections are settings. */
  library: boolean;
}

/**
 * Which bytes of a scanned pickle are elements, each shared value once; checks its arrays against the manifest.
 * @throws PayloadError `bad-dtype`, `bad-size` or `bad-pickle` where pickle and buffers do not agree.
 */
export function countPayload(container: Container, scan: Scan): Claims {
  return new Counter(container).run(scan);
}

class Counter {
  readonly #container: Container;
  readonly #paths = new Map<string, number>();
  readonly #claimed = new Set<number>();
  readonly #inlined = new Set<Uint8Array>();
  readonly #marks = new Set<number>();
  readonly #seen = new Set<Sym>();
  #waiting: Visit[] = [];

  constructor(container: Container) {
    this.#container = container;
  }

  run({ root, dropped }: Scan): Claims {
    for (const sym of dropped) this.#go(sym, 'model');
    this.#bundle(root);
    for (let next = this.#waiting.pop(); next; next = this.#waiting.pop()) this.#visit(next);
    let all = 0;
    for (const count of this.#paths.values()) all += count;
    return { elements: all, paths: this.#paths, buffers: this.#claimed, inline: this.#inlined, marks: this.#marks };
  }

  #go(sym: Sym | null | undefined, path: string, library = false, named = false): void {
    if (sym) this.#waiting.push({ sym, path, named, library });
  }

  #add(path: string, count: number): void {
    const shown = path.replace(TORCH_PARTS, '.$1').slice(0, MOST_PATH_CHARS);
    if (count > 0) this.#paths.set(shown, (this.#paths.get(shown) ?? 0) + count);
  }

  /** What `fit` returned: a small collection is a bundle, whose entries are looked at one by one. */
  #bundle(root: Sym): void {
    const entries = root.t === 'seq' ? root.items : root.t === 'dict' ? root.values : null;
    if (!entries || entries.length > BUNDLE_MOST || (root.t === 'seq' && root.kind === 'set')) {
      this.#go(root, 'model');
      return;
    }
    this.#seen.add(root);
    // The last that waits is looked at first: what is shared is named by the first place that has it.
    for (const [i, entry] of [...entries.entries()].reverse()) {
      this.#go(entry, `model${keyed(root, i)}`);
      if (root.t === 'dict') this.#go(root.keys[i], 'model');
    }
  }

  #visit({ sym, path, named, library }: Visit): void {
    if (sym.t !== 'seq' && sym.t !== 'dict' && sym.t !== 'call') return;
    if (this.#seen.has(sym)) return;
    if (sym.t === 'call') {
      this.#seen.add(sym);
      this.#call(sym, path, named, library);
    } else this.#collection([sym], path, library);
  }

  /**
   * Collections within one another are one: its numbers count once they are more than settings. Texts, and the keys of a dict, are
   * structure; objects and arrays in it are looked at by themselves.
   */
  #collection(roots: readonly Sym[], path: string, library: boolean): void {
    const numbers: Sym[] = [];
    const open: { sym: Sym; path: string }[] = roots.map((sym) => ({ sym, path }));
    for (let next = open.pop(); next; next = open.pop()) {
      const { sym, path: at } = next;
      if (sym.t === 'num' || sym.t === 'bool' || sym.t === 'none') numbers.push(sym);
      else if (sym.t !== 'seq' && sym.t !== 'dict') this.#go(sym, at, library);
      else if (!this.#seen.has(sym)) {
        this.#seen.add(sym);
        const parts = sym.t === 'seq' ? sym.items : sym.values;
        for (const [i, part] of [...parts.entries()].reverse()) open.push({ sym: part, path: at + keyed(sym, i) });
        if (sym.t === 'dict')
          for (const key of sym.keys) if (key.t === 'call' || key.t === 'seq') this.#go(key, at, library);
      }
    }
    if (library || numbers.length <= SETTINGS_MOST) return;
    for (const number of numbers) this.#number(number, path);
  }

  #number(sym: Sym, path: string): void {
    this.#add(path, sym.t === 'num' ? Math.max(1, Math.ceil(sym.arg.length / 8)) : 1);
    if (sym.t === 'num') this.#cut(sym);
  }

  #cut({ arg, at }: NumSym): void {
    this.#inlined.add(arg);
    this.#marks.add(at);
  }

  #call(sym: CallSym, path: string, named: boolean, inside: boolean): void {
    const { fn, args, state } = sym;
    const top = fn.t === 'global' ? fn.module.split('.', 1)[0] : undefined;
    // Numpy's calls are arrays, dtypes and generators, wherever they stand.
    const library = top === 'numpy' ? inside : top !== undefined && LIBRARIES.has(top);
    if (sym.items.length + sym.values.length > 0) this.#collection([...sym.items, ...sym.values], path, library);
    for (const key of sym.keys) this.#go(key, path, library);
    if (isCode(fn)) return;
    if (fn.t !== 'global') this.#go(fn, path, library);
    if (isGlobal(fn, 'numpy', '_frombuffer')) this.#buffer(args, path, named);
    else if (isGlobal(fn, 'numpy', '_reconstruct')) this.#inline(state, path, named, library);
    else if (!isGlobal(fn, 'numpy', 'dtype') && !isGlobal(fn, 'numpy', 'scalar')) {
      // Sizes with which a tree is made: its state repeats them.
      if (!isGlobal(fn, 'sklearn', 'Tree')) for (const arg of args) this.#go(arg, path, library);
      this.#state(state, path, library, top === 'sklearn');
    }
  }

  /** Attributes, each by itself. */
  #state(state: Sym | null, path: string, library: boolean, sklearn: boolean): void {
    const parts = state?.t === 'seq' && state.kind === 'tuple' && state.items.length === 2 ? state.items : [state];
    if (!parts.some((part) => part?.t === 'dict')) {
      this.#go(state, path, library);
      return;
    }
    for (const part of parts) {
      if (part?.t !== 'dict') this.#go(part, path, library);
      else if (!this.#seen.has(part)) {
        this.#seen.add(part);
        for (const [i, value] of [...part.values.entries()].reverse()) {
          const key = part.keys[i];
          const name = key?.t === 'text' ? (key.value ?? '') : '';
          this.#go(key, path, library);
          this.#go(value, `${path}.${name}`, library, sklearn && (name === 'classes_' || name === 'feature_names_in_'));
        }
      }
    }
  }

  #buffer(args: readonly Sym[], path: string, named: boolean): void {
    const [source, dtype, shape, order] = args;
    const kind = dtypeOf(dtype);
    if (!kind) throw new PayloadError('bad-dtype', 'an array beside the pickle holds objects');
    const axes = axesOf(shape);
    const count = elements(axes, 'an array of the pickle');
    if (source?.t === 'buffer') {
      const { entry, bytes } = this.#container.buffers[source.index] as Container['buffers'][number];
      const turned = order?.t === 'text' && order.value === 'F' && entry.order === 'C';
      const lies = turned ? [...entry.shape].reverse() : entry.shape;
      if (bytes.length !== count * kind.bytes || lies.join() !== axes.join()) {
        throw new PayloadError('bad-size', `buffer ${source.index} is not what the pickle makes of it`);
      }
      if (this.#array(kind, count, bytes, path, named)) this.#claimed.add(source.index);
      return;
    }
    if (source?.t !== 'text' && source?.t !== 'call') throw new PayloadError('bad-pickle', 'an array has no bytes');
    const data = source.t === 'text' ? source.data : inner(source)?.data;
    if (!data || data.length !== count * kind.bytes)
      throw new PayloadError('bad-size', 'an array does not fit its bytes');
    this.#seen.add(source);
    if (this.#array(kind, count, data, path, named)) this.#inlined.add(data);
  }

  /** An array inside the pickle: state is (version, shape, dtype, Fortran order, bytes or list). */
  #inline(state: Sym | null, path: string, named: boolean, library: boolean): void {
    if (state?.t !== 'seq') return;
    const [, shape, dtype, , data] = state.items;
    const kind = dtypeOf(dtype);
    const count = elements(axesOf(shape), 'an array of the pickle');
    if (!kind) {
      this.#go(data, path, library);
      return;
    }
    if (data?.t !== 'text' || !data.data || data.bytes !== count * kind.bytes) {
      throw new PayloadError('bad-size', 'an array inside the pickle does not fit its bytes');
    }
    if (this.#array(kind, count, data.data, path, named)) this.#inlined.add(data.data);
  }

  /** True where the bytes are elements: those of text and of class labels are structure. */
  #array(kind: Dtype, count: number, bytes: Uint8Array, path: string, named: boolean): boolean {
    if (kind.text || (named && count <= NAMES_MOST)) return false;
    this.#add(path, Math.ceil(Math.max(count * kind.units, bytes.byteLength / 8)));
    return true;
  }
}

/** How an entry of a collection is reached: `[0]`, `['means']`. */
function keyed(of: Sym, i: number): string {
  const key = of.t === 'dict' ? of.keys[i] : undefined;
  if (of.t === 'dict') return key?.t === 'text' && key.value !== null ? `['${key.value.slice(0, 60)}']` : '[…]';
  return of.t === 'seq' && of.kind !== 'set' ? `[${i}]` : '';
}

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
