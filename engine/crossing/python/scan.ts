/**
 * Reads a protocol 5 pickle without executing it: the opcodes build a graph of the values that it would make, and every
 * name and every call is checked. Values that the pickle drops again are collected in `dropped`, so that they are
 * counted.
 */
import { PayloadError } from '../error.ts';
import { checkArgument, checkName } from './names.ts';
import { OPCODES, type OpcodeName } from './opcodes.ts';
import { Reader, wholeNumber } from './reader.ts';
import type { BoolSym, CallSym, NoneSym, Sym, TextSym } from './symbol.ts';

export interface Scan {
  root: Sym;
  dropped: Sym[];
  /** Every global, as `module.name`, each once, in order. */
  names: string[];
  opcodes: number;
  /** Order in which buffers are taken: 0, 1, 2, ... */
  buffers: number;
}

/** Most values a pickle may hold; budgets are thousands. */
const MOST_VALUES = 1_000_000;

const NONE: NoneSym = { t: 'none' };
const TRUE: BoolSym = { t: 'bool' };
const FALSE: BoolSym = { t: 'bool' };
const SETTERS = new Set(['_function_setstate', '_class_setstate']);
const MAKERS = new Set(['_builtin_type', '_make_skeleton_class', '_make_skeleton_enum']);

/**
 * Scans the pickle of a container. `own` are the module names of the candidate's files, `buffers` their number.
 * @throws PayloadError `bad-opcode`, `bad-name`, `bad-pickle` or `too-large`.
 */
export function scanPickle(bytes: Uint8Array, own: Iterable<string>, buffers: number): Scan {
  return new Machine(bytes, new Set(own), buffers).run();
}

class Machine {
  #in: Reader;
  #own: ReadonlySet<string>;
  #buffers: number;
  #stack: Sym[] = [];
  #marks: number[] = [];
  #memo: Sym[] = [];
  #dropped: Sym[] = [];
  #names = new Set<string>();
  #taken = 0;
  #values = 0;
  #start = 0;

  constructor(bytes: Uint8Array, own: ReadonlySet<string>, buffers: number) {
    this.#in = new Reader(bytes);
    this.#own = own;
    this.#buffers = buffers;
  }

  run(): Scan {
    const input = this.#in;
    if (input.left < 3 || input.u8() !== 0x80 || input.u8() !== 5) {
      throw new PayloadError('bad-pickle', 'the pickle does not begin as protocol 5 does');
    }
    for (let count = 1; ; count += 1) {
      this.#start = input.at;
      const code = input.u8();
      const name = OPCODES[code];
      if (name === undefined) {
        throw new PayloadError('bad-opcode', `byte ${this.#start} of the pickle is the opcode 0x${code.toString(16)}`);
      }
      if (name === 'STOP') {
        if (this.#stack.length !== 1 || this.#marks.length || input.left) this.#fail('STOP leaves something over');
        if (this.#taken !== this.#buffers) this.#fail(`${this.#taken} of ${this.#buffers} buffers are used`);
        const [root] = this.#stack as [Sym];
        return { root, dropped: this.#dropped, names: [...this.#names], opcodes: count, buffers: this.#taken };
      }
      this.#step(name);
      if (this.#values > MOST_VALUES) throw new PayloadError('too-large', `the pickle has over ${MOST_VALUES} values`);
    }
  }

  #fail(what: string): never {
    throw new PayloadError('bad-pickle', `${what} (byte ${this.#start} of the pickle)`);
  }

  #push(sym: Sym): void {
    this.#values += 1;
    this.#stack.push(sym);
  }

  #floor(): number {
    return this.#marks.at(-1) ?? 0;
  }

  #pop(): Sym {
    if (this.#stack.length <= this.#floor()) this.#fail('a value is missing');
    return this.#stack.pop() as Sym;
  }

  #top(): Sym {
    if (this.#stack.length <= this.#floor()) this.#fail('a value is missing');
    return this.#stack.at(-1) as Sym;
  }

  #toMark(): Sym[] {
    const mark = this.#marks.pop();
    if (mark === undefined) this.#fail('a mark is missing');
    return this.#stack.splice(mark);
  }

  #step(name: Exclude<OpcodeName, 'STOP'>): void {
    const input = this.#in;
    switch (name) {
      case 'FRAME':
        input.length64();
        return;
      case 'MARK':
        this.#marks.push(this.#stack.length);
        return;
      case 'POP':
        if (this.#stack.length > this.#floor()) this.#dropped.push(this.#pop());
        else if (this.#marks.pop() === undefined) this.#fail('nothing is there to drop');
        return;
      case 'POP_MARK':
        this.#dropped.push(...this.#toMark());
        return;
      case 'MEMOIZE':
        this.#memo.push(this.#top());
        return;
      case 'BINGET':
        this.#recall(input.u8());
        return;
      case 'LONG_BINGET':
        this.#recall(input.u32());
        return;
      case 'NONE':
        this.#push(NONE);
        return;
      case 'NEWTRUE':
        this.#push(TRUE);
        return;
      case 'NEWFALSE':
        this.#push(FALSE);
        return;
      case 'BININT':
        this.#number(4, input.i32());
        return;
      case 'BININT1':
        this.#number(1, input.u8());
        return;
      case 'BININT2':
        this.#number(2, input.u16());
        return;
      case 'LONG1':
        this.#whole(input.u8());
        return;
      case 'LONG4': {
        const length = input.i32();
        if (length < 0) this.#fail('a length is negative');
        this.#whole(length);
        return;
      }
      case 'BINFLOAT':
        input.take(8);
        this.#number(8, Number.NaN);
        return;
      case 'SHORT_BINUNICODE':
        this.#push(this.#text(input.u8()));
        return;
      case 'BINUNICODE':
        this.#push(this.#text(input.u32()));
        return;
      case 'BINUNICODE8':
        this.#push(this.#text(input.length64()));
        return;
      case 'SHORT_BINBYTES':
        this.#push(this.#data(input.u8()));
        return;
      case 'BINBYTES':
        this.#push(this.#data(input.u32()));
        return;
      case 'BINBYTES8':
      case 'BYTEARRAY8':
        this.#push(this.#data(input.length64()));
        return;
      case 'NEXT_BUFFER':
        if (this.#taken >= this.#buffers) this.#fail('more buffers are used than there are');
        this.#taken += 1;
        this.#push({ t: 'buffer', index: this.#taken - 1 });
        return;
      case 'READONLY_BUFFER':
        if (this.#top().t !== 'buffer') this.#fail('only a buffer can be made read-only');
        return;
      default:
        this.#build(name);
        return;
    }
  }

  /** A number in the bytes that were read last. */
  #number(length: number, value: number): void {
    const { bytes, at } = this.#in;
    this.#push({ t: 'num', value, at: this.#start, arg: bytes.subarray(at - length, at) });
  }

  #whole(length: number): void {
    this.#number(length, wholeNumber(this.#in.take(length)));
  }

  #recall(index: number): void {
    const sym = this.#memo[index];
    if (!sym) this.#fail('a value is recalled that was not kept');
    this.#push(sym);
  }

  #text(length: number): TextSym {
    const data = this.#in.take(length);
    const value = length <= 400 ? new TextDecoder().decode(data) : null;
    return { t: 'text', bytes: length, value, data: null };
  }

  #data(length: number): TextSym {
    return { t: 'text', bytes: length, value: null, data: this.#in.take(length) };
  }

  #tuple(items: Sym[]): void {
    this.#push({ t: 'seq', kind: 'tuple', items });
  }

  /** Opcodes that put values together. */
  #build(name: OpcodeName): void {
    switch (name) {
      case 'EMPTY_LIST':
        this.#push({ t: 'seq', kind: 'list', items: [] });
        return;
      case 'EMPTY_SET':
        this.#push({ t: 'seq', kind: 'set', items: [] });
        return;
      case 'EMPTY_DICT':
        this.#push({ t: 'dict', keys: [], values: [] });
        return;
      case 'EMPTY_TUPLE':
        this.#tuple([]);
        return;
      case 'TUPLE1':
        this.#tuple([this.#pop()]);
        return;
      case 'TUPLE2':
        this.#tuple([this.#pop(), this.#pop()].reverse());
        return;
      case 'TUPLE3':
        this.#tuple([this.#pop(), this.#pop(), this.#pop()].reverse());
        return;
      case 'TUPLE':
        this.#tuple(this.#toMark());
        return;
      case 'FROZENSET':
        this.#push({ t: 'seq', kind: 'set', items: this.#toMark() });
        return;
      case 'APPEND':
        this.#append([this.#pop()]);
        return;
      case 'APPENDS':
      case 'ADDITEMS':
        this.#append(this.#toMark());
        return;
      case 'SETITEM':
        this.#set([this.#pop(), this.#pop()].reverse());
        return;
      case 'SETITEMS':
        this.#set(this.#toMark());
        return;
      case 'GLOBAL': {
        const module = this.#in.line();
        this.#global(module, this.#in.line());
        return;
      }
      case 'STACK_GLOBAL': {
        const global = this.#pop();
        const module = this.#pop();
        if (global.t !== 'text' || module.t !== 'text' || global.value === null || module.value === null) {
          this.#fail('a name is no text');
        }
        this.#global(module.value, global.value);
        return;
      }
      case 'REDUCE':
      case 'NEWOBJ': {
        const args = this.#pop();
        if (args.t !== 'seq' || args.kind !== 'tuple') this.#fail('a call has no tuple of arguments');
        this.#call(this.#pop(), args.items);
        return;
      }
      case 'NEWOBJ_EX': {
        const named = this.#pop();
        const args = this.#pop();
        if (args.t !== 'seq' || named.t !== 'dict') this.#fail('a call has no arguments');
        this.#call(this.#pop(), [...args.items, ...named.values]);
        return;
      }
      case 'BUILD': {
        const state = this.#pop();
        const target = this.#top();
        if (target.t !== 'call') this.#fail('state is given to what is no object');
        this.#state(target, state);
        return;
      }
      default:
        this.#fail(`${name} has no meaning here`);
    }
  }

  #append(items: Sym[]): void {
    const target = this.#top();
    if (target.t === 'seq' && target.kind !== 'tuple') for (const item of items) target.items.push(item);
    else if (target.t === 'call') for (const item of items) target.items.push(item);
    else this.#fail('elements are given to what is no list');
  }

  #set(pairs: Sym[]): void {
    const target = this.#top();
    if (pairs.length % 2 || (target.t !== 'dict' && target.t !== 'call'))
      this.#fail('entries are given to what is no dict');
    for (let i = 0; i < pairs.length; i += 2) {
      target.keys.push(pairs[i] as Sym);
      target.values.push(pairs[i + 1] as Sym);
    }
  }

  #global(module: string, name: string): void {
    checkName(module, name, this.#start, this.#own);
    this.#names.add(`${module}.${name}`);
    this.#push({ t: 'global', module, name });
  }

  /** Sets the state of an object; an earlier state is collected in `dropped`. */
  #state(target: CallSym, state: Sym): void {
    if (target.state) this.#dropped.push(target.state);
    target.state = state;
  }

  #call(fn: Sym, args: Sym[]): void {
    if (fn.t === 'call' && fn.fn.t === 'global' && !MAKERS.has(fn.fn.name)) this.#fail('a made value is called');
    if (fn.t !== 'global' && fn.t !== 'call') this.#fail('what is called is no name');
    if (fn.t === 'global') this.#checkCall(fn.name, fn.module, args);
    const [target, state] = args;
    if (fn.t === 'global' && SETTERS.has(fn.name) && !this.#own.has(fn.module) && target?.t === 'call' && state) {
      this.#state(target, state);
      this.#push(target);
      return;
    }
    this.#push({ t: 'call', fn, args, state: null, items: [], keys: [], values: [] });
  }

  #checkCall(name: string, module: string, args: readonly Sym[]): void {
    const kind = name === 'subimport' ? 'subimport' : name === 'getattr' && module === 'builtins' ? 'getattr' : null;
    if (!kind || this.#own.has(module)) return;
    const text = args[kind === 'getattr' ? 1 : 0];
    if (text?.t !== 'text' || text.value === null) this.#fail(`${kind} has no plain name`);
    checkArgument(kind, text.value, this.#start, this.#own);
  }
}
