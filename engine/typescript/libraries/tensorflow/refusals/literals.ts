/**
 * Arrays of JavaScript that become tensors: what tfjs would turn into another number without a word is refused with its place.
 *
 * The build calls this at the top of tfjs' `toTypedArray`, through which every array goes: `tf.tensor`, `tf.variable`, and plain
 * arrays as arguments (`tf.add([1, 2], x)`). A typed array of the right kind, which is what training passes, is not read.
 */

/** A tensor's type as tfjs names it. */
type Dtype = string | null | undefined;

const LARGEST = 2 ** 31;

/** @throws RangeError or TypeError with the place of the first value that a tensor of this type cannot hold. */
export function checkLiterals(values: unknown, dtype: Dtype): void {
  if (Array.isArray(values)) checkList(values, dtype, [values.length], []);
  else if (ArrayBuffer.isView(values) && !holdsAny(values, dtype)) checkNumbers(values as never, dtype);
}

/** True where no element can be one that the type does not hold. */
function holdsAny(values: ArrayBufferView, dtype: Dtype): boolean {
  return dtype === 'int32' ? !(values instanceof Float32Array || values instanceof Float64Array) : dtype !== 'bool';
}

function checkNumbers(values: ArrayLike<number>, dtype: Dtype): void {
  for (let i = 0; i < values.length; i++) checkNumber(values[i] as number, dtype, [i]);
}

/** `shape`: the lengths of the first list of each level so far, which all others of the level must have. */
function checkList(list: ArrayLike<unknown>, dtype: Dtype, shape: number[], at: number[]): void {
  const level = at.length + 1;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (typeof value === 'number') {
      if (shape.length > level) throw ragged([...at, i], 'is a number', shape[level]);
      if (dtype === 'int32' || dtype === 'bool') checkNumber(value, dtype, [...at, i]);
    } else if (isList(value)) {
      if (shape.length === level && (i > 0 || at.some((index) => index > 0)))
        throw ragged([...at, i], `is a list of ${value.length}`, undefined);
      if (shape.length === level) shape.push(value.length);
      if (value.length !== shape[level]) throw ragged([...at, i], `has ${counted(value.length)}`, shape[level]);
      checkList(value, dtype, shape, [...at, i]);
    } else checkOther(value, [...at, i]);
  }
}

const isList = (value: unknown): value is ArrayLike<unknown> =>
  Array.isArray(value) || (ArrayBuffer.isView(value) && 'length' in value);

function checkNumber(value: number, dtype: Dtype, at: readonly number[]): void {
  if (dtype === 'int32' && !(value >= -LARGEST && value < LARGEST)) {
    throw new RangeError(
      `${place(at)} is ${value}, which int32 cannot hold (tfjs would make another number of it): ` +
        "use 'float32', or take such rows out first.",
    );
  }
  // tfjs rounds here, where toBool() calls every number but 0 true.
  if (dtype === 'bool' && value !== 0 && value !== 1) {
    throw new RangeError(
      `${place(at)} is ${value}, which is neither 0 nor 1: write what is meant, for example values.map((v) => v > 0.5).`,
    );
  }
}

function checkOther(value: unknown, at: readonly number[]): void {
  if (typeof value === 'boolean') return;
  if (value === null || value === undefined) {
    throw new TypeError(
      `${place(at)} is ${value}, which is no number (tfjs would make ${value === null ? '0' : 'NaN'} of it): ` +
        'check the name of the column, or fill the gap first, for example with value ?? NaN.',
    );
  }
  if (typeof value === 'string' && (value.trim() === 'NaN' || (value.trim() !== '' && !Number.isNaN(Number(value)))))
    return;
  if (typeof value === 'object' && 'length' in value) return;
  const what =
    typeof value === 'string' ? JSON.stringify(value) : `of the kind ${value.constructor?.name ?? typeof value}`;
  throw new TypeError(
    `${place(at)} is ${what}, which is no number: turn texts and dates into numbers first, for example with Number(value).`,
  );
}

function ragged(at: readonly number[], what: string, wanted: number | undefined): RangeError {
  const first = wanted === undefined ? 'a number' : counted(wanted);
  return new RangeError(
    `The lists do not make a table: ${place(at)} ${what}, the first one of its level ${wanted === undefined ? 'is' : 'has'} ${first}. ` +
      'Make all lists of a level equally long, for example by filling up with 0.',
  );
}

const place = (at: readonly number[]): string => `Element ${at.map((i) => `[${i}]`).join('')}`;
const counted = (n: number): string => `${n} element${n === 1 ? '' : 's'}`;
