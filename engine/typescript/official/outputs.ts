/** What the candidate's functions return, checked: scores, decisions, the report. */
import type { MetricValue } from '../../../protocol/score.ts';
import { OfficialError } from './error.ts';
import { isList, type Positions } from './rows.ts';

/** Scores in row order, and their shape: [n] or [n, k]. */
export interface Scores {
  values: Float64Array;
  shape: number[];
}

interface TensorLike {
  shape: number[];
  data(): Promise<ArrayLike<number>>;
}

const isTensor = (value: unknown): value is TensorLike =>
  typeof value === 'object' && value !== null && 'dataId' in value && 'shape' in value;

/** A list, a tensor or a danfojs series as a list, with its shape. */
async function listed(given: unknown, by: string): Promise<{ values: ArrayLike<unknown>; shape: number[] }> {
  if (isTensor(given)) return { values: await given.data(), shape: given.shape };
  const list = isList(given) ? given : (given as { values?: unknown } | null)?.values;
  if (!isList(list)) {
    throw new OfficialError(
      'bad-shape',
      `${by} returned ${given === null ? 'null' : typeof given}: return one value a row`,
    );
  }
  const [first] = Array.from({ length: 1 }, () => list[0]);
  if (!isList(first)) return { values: list, shape: [list.length] };
  const width = first.length;
  const flat: unknown[] = [];
  for (let i = 0; i < list.length; i++) {
    const row = list[i];
    if (!isList(row) || row.length !== width) {
      throw new OfficialError('bad-shape', `${by} returned values of different lengths: row ${i} has not ${width}`);
    }
    for (let j = 0; j < width; j++) flat.push(row[j]);
  }
  return { values: flat, shape: [list.length, width] };
}

/**
 * The scores of n rows; `rows` maps positions to rows for messages.
 * @throws OfficialError `bad-shape`, `bad-values` or `not-finite`, with the first row concerned.
 */
export async function scoresOf(given: unknown, n: number, outputs?: number, rows?: Positions): Promise<Scores> {
  const { values, shape } = await listed(given, 'predict');
  const [length = 0, width = 1] = shape;
  const wanted = outputs === undefined ? `[${n}]` : `[${n}, ${outputs}]`;
  const message = `predict returned shape [${shape.join(', ')}] for ${n} rows: return one score a row, ${wanted}`;
  if (shape.length > 2 || length !== n || width === 0) throw new OfficialError('bad-shape', message);
  if (outputs !== undefined && (shape.length !== 2 || width !== outputs)) throw new OfficialError('bad-shape', message);
  const scores = new Float64Array(n * width);
  for (let i = 0; i < scores.length; i++) {
    const value = values[i];
    if (typeof value !== 'number' && typeof value !== 'boolean') {
      const row = rowOf(i, width, rows);
      throw new OfficialError('bad-values', `predict returned ${typeof value} for row ${row}: return numbers`, { row });
    }
    scores[i] = Number(value);
    if (Number.isFinite(scores[i])) continue;
    const row = rowOf(i, width, rows);
    throw new OfficialError('not-finite', `predict returned ${value} for row ${row}: every score must be finite`, {
      row,
    });
  }
  return { values: scores, shape: shape.length === 1 ? [n] : [n, width] };
}

const rowOf = (at: number, width: number, rows: Positions | undefined): number => {
  const position = Math.floor(at / width);
  return rows ? (rows[position] as number) : position;
};

/** Scores as the candidate's functions get them: a list, of lists where there are several classes. */
export function plainScores({ values, shape }: Scores): number[] | number[][] {
  const [n = 0, width] = shape;
  if (width === undefined) return Array.from(values);
  return Array.from({ length: n }, (_, i) => Array.from(values.subarray(i * width, (i + 1) * width)));
}

/**
 * The decisions of n rows, from 0 to `choices` - 1; of two choices also as booleans.
 * @throws OfficialError `bad-decisions`, with the first row concerned.
 */
export async function decisionsOf(given: unknown, n: number, choices = 2, rows?: Positions): Promise<Uint8Array> {
  const { values, shape } = await listed(given, 'decide');
  if (shape[0] !== n || (shape.length > 1 && shape[1] !== 1)) {
    const message = `decide returned shape [${shape.join(', ')}] for ${n} rows: return one decision a row, [${n}]`;
    throw new OfficialError('bad-decisions', message);
  }
  const decisions = new Uint8Array(n);
  for (let i = 0; i < n; i++) {
    const value = values[i];
    const code = choices === 2 && typeof value === 'boolean' ? Number(value) : value;
    if (typeof code !== 'number' || !Number.isInteger(code) || code < 0 || code >= choices) {
      const row = rowOf(i, 1, rows);
      const wanted = choices === 2 ? 'true or false (or 1 and 0)' : `a whole number from 0 to ${choices - 1}`;
      const message = `decide returned ${String(value)} for row ${row}: return ${wanted} a row`;
      throw new OfficialError('bad-decisions', message, { row });
    }
    decisions[i] = code;
  }
  return decisions;
}

/** Decisions as the candidate's `report` gets them: booleans of two choices, else whole numbers. */
export const plainDecisions = (decisions: Uint8Array, choices = 2): boolean[] | number[] =>
  choices === 2 ? Array.from(decisions, (value) => value === 1) : Array.from(decisions);

const FORM = 'return { name, value, better: "higher" or "lower" }';

/** The metric that the candidate reports. @throws OfficialError `bad-report`. */
export function reportOf(given: unknown): MetricValue {
  if (typeof given !== 'object' || given === null) {
    throw new OfficialError('bad-report', `report returned ${given === null ? 'null' : typeof given}: ${FORM}`);
  }
  const { name, value, better } = given as Record<string, unknown>;
  if (typeof name !== 'string' || name === '' || name.length > 80) {
    throw new OfficialError('bad-report', `report's name is no text of at most 80 characters: ${FORM}`);
  }
  if (typeof value !== 'number' || !Number.isFinite(value)) {
    throw new OfficialError('bad-report', `report's value is ${String(value)}: it must be a finite number`);
  }
  if (better !== 'higher' && better !== 'lower')
    throw new OfficialError('bad-report', `report's better is missing: ${FORM}`);
  return { name, value, better };
}
