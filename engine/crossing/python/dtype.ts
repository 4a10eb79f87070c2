/** numpy's dtypes, as far as counting needs them. */
import { PayloadError } from '../error.ts';
import { type CallSym, isCall, isGlobal, type Sym } from './symbol.ts';

/** What one element is: bytes, what it counts (complex 2, a record its fields), and whether it is text. */
export interface Dtype {
  bytes: number;
  units: number;
  /** Bytes of one character, 0 where the element is no text. */
  text: 0 | 1 | 4;
}

const SIMPLE = /^[<>|=]?(?:([biufcmMSUVO?])(\d{0,9}))(?:\[[a-zA-Z0-9]{1,12}\])?$/;
const SIZES: Record<string, readonly number[]> = {
  b: [1],
  '?': [1],
  i: [1, 2, 4, 8],
  u: [1, 2, 4, 8],
  f: [2, 4, 8, 12, 16],
  c: [8, 16, 24, 32],
  m: [8],
  M: [8],
};

/**
 * The dtype of a form like `<f8` or `|V64` (the fields of a record are not in it: it counts 1 per 8 bytes here).
 * @throws PayloadError `bad-dtype` for a form that numpy does not write or an object array.
 */
function simpleDtype(form: string): Dtype {
  const [, kind, digits] = SIMPLE.exec(form) ?? [];
  const number = Number(digits);
  if (kind === undefined || digits === undefined) throw new PayloadError('bad-dtype', `${form} is no dtype`);
  if (kind === 'S' || kind === 'V') return { bytes: number, units: number / 8, text: kind === 'S' ? 1 : 0 };
  if (kind === 'U') return { bytes: 4 * number, units: (4 * number) / 8, text: 4 };
  const size =
    digits === '' && (kind === 'b' || kind === '?') ? 1 : digits === '' && (kind === 'M' || kind === 'm') ? 8 : number;
  if (!SIZES[kind]?.includes(size)) throw new PayloadError('bad-dtype', `${form} cannot lie outside the pickle`);
  return { bytes: size, units: kind === 'c' ? 2 : Math.max(1, Math.floor(size / 8)), text: 0 };
}

/**
 * Bytes of one element of a manifest's dtype.
 * @throws PayloadError `bad-dtype`.
 */
export function itemSize(form: string): number {
  return simpleDtype(form).bytes;
}

/** Records within records, at most: numpy's own have two or three. */
const MOST_DEPTH = 16;
/** Each node is read once: a record may hold one dtype many times, and so may that one. */
const read = new WeakMap<CallSym, Dtype | null>();

/**
 * The dtype that a pickled `numpy.dtype` denotes, or null for one of objects. The pickle must have been read to its end.
 * @throws PayloadError `bad-dtype`.
 */
export function dtypeOf(sym: Sym | undefined, depth = 0): Dtype | null {
  if (!sym || !isCall(sym) || !isGlobal(sym.fn, 'numpy', 'dtype')) {
    throw new PayloadError('bad-dtype', 'an array of the pickle has no plain dtype');
  }
  const known = read.get(sym);
  if (known !== undefined) return known;
  if (depth > MOST_DEPTH)
    throw new PayloadError(
      'bad-dtype',
      `a dtype of the pickle is nested more than ${MOST_DEPTH} deep, or holds itself`,
    );
  const found = made(sym, depth + 1);
  read.set(sym, found);
  return found;
}

function made(sym: CallSym, depth: number): Dtype | null {
  const form = sym.args[0];
  if (form?.t !== 'text' || form.value === null)
    throw new PayloadError('bad-dtype', 'a dtype of the pickle has no form');
  if (/^\|?O/.test(form.value)) return null;
  const simple = simpleDtype(form.value);
  const state = sym.state?.t === 'seq' ? sym.state.items : [];
  const [, , sub, names, fields] = state;
  if (sub?.t === 'seq') {
    const inner = dtypeOf(sub.items[0], depth);
    const shape = sub.items[1];
    const axes = shape?.t === 'seq' ? shape.items : shape ? [shape] : [];
    const times = axes.reduce((product, axis) => product * (axis.t === 'num' ? axis.value : Number.NaN), 1);
    if (!inner || !(times >= 0)) throw new PayloadError('bad-dtype', 'a dtype of the pickle holds objects');
    return { bytes: inner.bytes * times, units: inner.units * times, text: 0 };
  }
  if (names?.t !== 'seq') return simple;
  if (fields?.t !== 'dict') throw new PayloadError('bad-dtype', 'a record of the pickle has no fields');
  let units = 0;
  let bytes = 0;
  for (const field of fields.values) {
    const inner = field.t === 'seq' ? dtypeOf(field.items[0], depth) : null;
    if (!inner) throw new PayloadError('bad-dtype', 'a record of the pickle holds objects');
    units += inner.units;
    bytes += inner.bytes;
  }
  const stated = state[5];
  const whole = stated?.t === 'num' ? stated.value : simple.bytes;
  if (whole !== simple.bytes || bytes > whole || fields.values.length !== names.items.length) {
    throw new PayloadError('bad-dtype', 'a record of the pickle does not fit its fields');
  }
  return { bytes: whole, units, text: 0 };
}
