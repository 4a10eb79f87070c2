/** Whole numbers beyond int32, which wrap without a word. */
import type { TensorInfo } from '@tensorflow/tfjs';
import { input, type KernelCall } from '../ops/wasm.ts';
import { attribute, type Check, inFloats, inputsOf, valuesOf } from './reading.ts';

const LARGEST = 2 ** 31;
/** A wrap moves a number by 2^32 or a multiple; floats of sums and products below 2^31 are not off by as much as this. */
const WRAPPED = 2 ** 30;

/** The largest that an output can be, from the largest absolute values of the inputs and the number of elements of the first. */
type Bound = (largest: number[], elements: number) => number;

const product: Bound = ([a = 0, b = a]) => a * b;
const BOUNDS: Readonly<Record<string, Bound>> = {
  Add: ([a = 0, b = a]) => a + b,
  AddN: (largest) => largest.reduce((sum, one) => sum + one, 0),
  BatchMatMul: ([a = 0, b = a], elements) => a * b * elements,
  Cumprod: ([a = 0], elements) => Math.max(a, 1) ** elements,
  Cumsum: ([a = 0], elements) => a * elements,
  Multiply: product,
  Pow: ([a = 0, b = 0]) => Math.max(a, 1) ** b,
  Prod: ([a = 0], elements) => Math.max(a, 1) ** elements,
  Square: ([a = 0]) => a * a,
  SquaredDifference: ([a = 0, b = a]) => (a + b) ** 2,
  Sub: ([a = 0, b = a]) => a + b,
  Sum: ([a = 0], elements) => a * elements,
};

/** Kernels that people call by another name. */
const CALLED: Readonly<Record<string, string>> = { BatchMatMul: 'matMul', Multiply: 'mul' };

/** Names of the kernels whose outputs {@link checkWrapped} looks at. */
export const WRAPPING: readonly string[] = Object.keys(BOUNDS);

/** @throws RangeError where the output of a kernel of whole numbers is not what it should be. */
export function checkWrapped(name: string, call: KernelCall, output: TensorInfo): void {
  if (output.dtype !== 'int32') return;
  const inputs = inputsOf(call);
  const largest = inputs.map((info) => largestOf(valuesOf(call, info)));
  if ((BOUNDS[name] as Bound)(largest, inputs[0]?.shape.reduce((all, size) => all * size, 1) ?? 0) < LARGEST) return;
  const floats = inFloats(name, call);
  const values = valuesOf(call, output);
  for (let i = 0; i < values.length; i++) {
    const should = floats[i] as number;
    if (Math.abs(should - (values[i] as number)) < WRAPPED) continue;
    throw new RangeError(
      `${CALLED[name] ?? name.charAt(0).toLowerCase() + name.slice(1)}: element ${i} of the result is about ${should.toPrecision(3)}, and int32 ends at 2147483647: ` +
        'the number would wrap. Call toFloat() on the inputs.',
    );
  }
}

function largestOf(values: ArrayLike<number>): number {
  let largest = 0;
  for (let i = 0; i < values.length; i++) largest = Math.max(largest, Math.abs(values[i] as number));
  return largest;
}

const cast: Check = (call) => {
  const x = input(call, 'x');
  if (attribute<string>(call, 'dtype') !== 'int32' || x.dtype !== 'float32') return;
  const values = valuesOf(call, x);
  for (let i = 0; i < values.length; i++) {
    const value = values[i] as number;
    if (value > -LARGEST - 1 && value < LARGEST) continue;
    throw new RangeError(
      `toInt: element ${i} is ${value}, which int32 cannot hold: replace such values first, ` +
        'for example with tf.where(tf.isNaN(x), 0, x).',
    );
  }
};

const fill: Check = (call) => {
  const value = attribute<number>(call, 'value');
  if (attribute<string>(call, 'dtype') !== 'int32' || (value > -LARGEST - 1 && value < LARGEST)) return;
  throw new RangeError(`fill: ${value} is nothing that int32 can hold. Use 'float32'.`);
};

/** By kernel, before it runs. */
export const INTEGERS: Readonly<Record<string, Check>> = {
  Cast: cast,
  Fill: fill,
};
