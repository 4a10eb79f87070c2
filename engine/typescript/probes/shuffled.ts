/** Another order of a list, by a seed. */
import { generator } from '../libraries/tensorflow/random.ts';

/** Fisher-Yates with a separate stream of random numbers. */
export function shuffled<Value>(values: readonly Value[], seed: number): Value[] {
  const draw = generator(seed);
  const order = [...values];
  for (let i = order.length - 1; i > 0; i--) {
    const j = Math.floor(draw() * (i + 1));
    [order[i], order[j]] = [order[j] as Value, order[i] as Value];
  }
  return order;
}
