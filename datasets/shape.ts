/** A distribution as a value: name, moments, how to draw from it. Columns, copulas and mixtures take it. */
import type { Rng } from './rng.ts';

/** A distribution with its parameters. */
export interface Shape {
  /** As an author writes it, for messages: `gamma(2, 3)`. */
  readonly name: string;
  /** Of one draw; NaN where there is none. */
  readonly mean: number;
  /** Of one draw; infinite or NaN where there is none. */
  readonly variance: number;
  draw(rng: Rng): number;
  /** The value where a standard normal has `z`; grows with z. Left out where it is not quickly computed. */
  fromNormal?(z: number): number;
}

/** `rows` draws. */
export function drawValues(rng: Rng, shape: Shape, rows: number): Float64Array {
  const values = new Float64Array(rows);
  for (let row = 0; row < rows; row++) values[row] = shape.draw(rng);
  return values;
}

/** Name and moments of a shape. */
export function stated(name: string, mean: number, variance: number): Pick<Shape, 'name' | 'mean' | 'variance'> {
  return { name, mean, variance };
}

/** Returns `name` where the parameters are valid. @throws RangeError with what they should be */
export function wants(name: string, fine: boolean, what: string): string {
  if (!fine) throw new RangeError(`${name} wants ${what}`);
  return name;
}
