/** Figures of no elements: tfjs gives what lies in the memory, or the first class. */
import { type Check, inputsOf } from './reading.ts';

const nothing =
  (name: string): Check =>
  (call) => {
    const shape = inputsOf(call)[0]?.shape ?? [];
    if (!shape.includes(0)) return;
    throw new RangeError(
      `${name}: the tensor has the shape [${shape}], which is no element. Look at the length before, for example x.size > 0.`,
    );
  };

/** By kernel. */
export const EMPTY: Readonly<Record<string, Check>> = {
  ArgMax: nothing('argMax'),
  ArgMin: nothing('argMin'),
  Max: nothing('max'),
  Mean: nothing('mean'),
  Min: nothing('min'),
};
