/** Correlation matrices, written as the pairs that differ from 0, and their Cholesky factor. */

/** Two columns and their correlation, between -1 and 1. Pairs left out are 0. */
export type CorrelatedPair = readonly [one: string, other: string, correlation: number];

/**
 * The matrix of some named columns.
 * @throws Error for a name that is not there, a pair given twice or with itself, and a correlation not between -1 and 1
 */
export function correlationMatrix(names: readonly string[], pairs: readonly CorrelatedPair[]): number[][] {
  const matrix = names.map((_, row) => names.map((_, column) => Number(row === column)));
  const seen = new Set<string>();
  for (const [one, other, value] of pairs) {
    const [a, b] = [one, other].map((name) => {
      const at = names.indexOf(name);
      if (at < 0) throw new Error(`correlation names "${name}"; there are ${names.join(', ')}`);
      return at;
    }) as [number, number];
    if (a === b) throw new Error(`correlation of "${one}" with itself`);
    if (!(Math.abs(value) < 1))
      throw new RangeError(`correlation ${value} of "${one}" and "${other}" is not between -1 and 1`);
    const key = `${Math.min(a, b)}/${Math.max(a, b)}`;
    if (seen.has(key)) throw new Error(`correlation of "${one}" and "${other}" is given twice`);
    seen.add(key);
    (matrix[a] as number[])[b] = value;
    (matrix[b] as number[])[a] = value;
  }
  return matrix;
}

/** Pivots up to this count as 0: the column is then a sum of the ones before it. */
const SMALLEST_PIVOT = 1e-10;

/**
 * The lower triangle L with L Lᵀ = matrix (Cholesky; Golub and Van Loan, 2013, section 4.2). Row i depends on the first
 * i rows of the matrix alone, so a column added at the end leaves the factor of the others as it was.
 *
 * @param names of the rows, for errors
 * @throws Error where the matrix is not square, not symmetric, or not positive definite; the last names the first
 * column whose correlations with those before it cannot all hold
 */
export function cholesky(matrix: readonly (readonly number[])[], names: readonly string[]): Float64Array[] {
  const factor: Float64Array[] = [];
  for (const [row, values] of matrix.entries()) {
    const name = names[row] ?? `row ${row}`;
    if (values.length !== matrix.length)
      throw new Error(`matrix row "${name}" has ${values.length} of ${matrix.length} values`);
    const line = new Float64Array(matrix.length);
    for (let column = 0; column <= row; column++) {
      const value = values[column] as number;
      if (value !== matrix[column]?.[row])
        throw new Error(`matrix is not symmetric at "${name}" and "${names[column] ?? `row ${column}`}"`);
      let rest = value;
      const above = column === row ? line : (factor[column] as Float64Array);
      for (let at = 0; at < column; at++) rest -= (line[at] as number) * (above[at] as number);
      if (column < row) line[column] = rest / (above[column] as number);
      else if (rest > SMALLEST_PIVOT) line[row] = Math.sqrt(rest);
      else
        throw new Error(
          `correlations are not positive definite: those of "${name}" cannot all hold with those of ${names.slice(0, row).join(', ') || 'no other'}`,
        );
    }
    factor.push(line);
  }
  return factor;
}
