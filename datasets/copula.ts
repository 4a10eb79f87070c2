/** Correlated columns of different shapes: a Gaussian copula (Nelsen, 2006). */
import { type CorrelatedPair, cholesky, correlationMatrix } from './correlation.ts';
import { normal } from './distributions.ts';
import { rowsInOrder } from './order.ts';
import type { Rng } from './rng.ts';
import type { Shape } from './shape.ts';

/** Correlated standard normals, one array of `rows` values per name; {@link correlated} turns them into shapes. */
export function correlatedNormals(
  rng: Rng,
  rows: number,
  names: readonly string[],
  pairs: readonly CorrelatedPair[],
): Float64Array[] {
  const factor = cholesky(correlationMatrix(names, pairs), names);
  const own: Float64Array[] = [];
  return names.map((name, column) => {
    const stream = rng.stream(`normal/${name}`);
    const fresh = new Float64Array(rows);
    for (let row = 0; row < rows; row++) fresh[row] = normal(stream);
    own.push(fresh);
    const sum = new Float64Array(rows);
    for (const [at, weight] of (factor[column] as Float64Array).entries()) {
      if (weight === 0) continue;
      const part = own[at] as Float64Array;
      for (let row = 0; row < rows; row++) sum[row] = (sum[row] as number) + weight * (part[row] as number);
    }
    return sum;
  });
}

/**
 * Columns with given shapes whose normal scores have the given correlations. Rank correlation (Spearman) is
 * 6/π asin(r/2), a little below r; Pearson's falls further the more skewed the shapes are.
 *
 * A shape with `fromNormal` is computed row by row. Of others `rows` values are drawn, sorted, and handed out in the
 * order of the normals (Iman and Conover, 1982), so each column has exactly the draws of its shape. Every column has
 * separate streams: a column added at the end does not change the others.
 *
 * @throws Error as `correlationMatrix` and `cholesky` do
 *
 * @example
 * const { age, income } = correlated(rng.stream('people'), 5000, {
 *   age: shapes.truncatedNormal({ mean: 44, sd: 16, least: 18 }),
 *   income: shapes.logNormal(2800, 0.5),
 * }, [['age', 'income', 0.4]]);
 */
export function correlated<Name extends string>(
  rng: Rng,
  rows: number,
  shapes: Record<Name, Shape>,
  pairs: readonly CorrelatedPair[],
): Record<Name, Float64Array> {
  const names = Object.keys(shapes) as Name[];
  const scores = correlatedNormals(rng, rows, names, pairs);
  const columns = names.map((name, at): [Name, Float64Array] => {
    const shape = shapes[name];
    const z = scores[at] as Float64Array;
    if (shape.fromNormal) {
      const { fromNormal } = shape;
      return [name, z.map((value) => fromNormal(value))];
    }
    const stream = rng.stream(`draws/${name}`);
    const sorted = Float64Array.from({ length: rows }, () => shape.draw(stream)).sort();
    const values = new Float64Array(rows);
    for (const [rank, row] of rowsInOrder(z).entries()) values[row] = sorted[rank] as number;
    return [name, values];
  });
  return Object.fromEntries(columns) as Record<Name, Float64Array>;
}
