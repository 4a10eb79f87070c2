/** NDCG, the metric of rankings per query. */
import { MetricError } from './error.ts';
import { type Column, needFinite, needLength, needRows, sumWeights } from './input.ts';

/** Items to rank: scores (higher first), relevance (0 or more) and the query each item belongs to. */
export interface GainInput {
  readonly scores: Float64Array;
  /** Relevance of each item, 0 or more; counted as given, not exponentiated. */
  readonly labels: Column;
  /** Query of each item; queries are numbered 0 .. Q-1, each with two items or more. Absent: one query. */
  readonly groups?: Int32Array | undefined;
  /** Only the first k ranks count; absent: all. */
  readonly k?: number | undefined;
  /** One weight a query (not an item). */
  readonly weights?: Float64Array | undefined;
}

/**
 * NDCG at k of each query, 0 to 1, with log2 discount. Tied items share the mean gain of their group (McSherry and
 * Najork, 2008); a query without relevant items has 0.
 * @returns Float64Array of length Q
 * @throws MetricError `empty`, `length`, `not-finite`, `range`, `option`
 */
export function gainRows(input: GainInput): Float64Array {
  const { scores, labels, groups, k } = input;
  const n = labels.length;
  needRows(n);
  needLength('scores', scores.length, n);
  needFinite('score', scores);
  if (k !== undefined && !(Number.isInteger(k) && k > 0)) {
    throw new MetricError('option', `k is ${k}; it must be a whole number, 1 or more`);
  }
  for (let i = 0; i < n; i++) {
    const g = labels[i] as number;
    if (!(g >= 0 && g < Infinity)) {
      throw new MetricError('range', `relevance is ${g}; it must be a finite number, 0 or more`, i);
    }
  }
  return Float64Array.from(itemsByQuery(n, groups), (items) => ndcgOf(items, scores, labels, k ?? items.length));
}

/**
 * Mean NDCG at k over queries, weighted by query. Equal to scikit-learn's `ndcg_score`.
 * @throws as `gainRows`, `weight`
 */
export function ndcg(input: GainInput): number {
  const rows = gainRows(input);
  const total = sumWeights(input.weights, rows.length);
  let sum = 0;
  for (let q = 0; q < rows.length; q++) sum += (rows[q] as number) * (input.weights?.[q] ?? 1);
  return sum / total;
}

function itemsByQuery(n: number, groups: Int32Array | undefined): number[][] {
  const queries: number[][] = [];
  if (groups !== undefined) needLength('groups', groups.length, n);
  for (let i = 0; i < n; i++) {
    const q = groups === undefined ? 0 : (groups[i] as number);
    if (q < 0 || q >= n) throw new MetricError('range', `query is ${q}; queries are numbered from 0 without gaps`, i);
    const items = queries[q];
    if (items === undefined) queries[q] = [i];
    else items.push(i);
  }
  for (let q = 0; q < queries.length; q++) {
    const items = queries[q]?.length ?? 0;
    if (items < 2) throw new MetricError('range', `query ${q} has ${items} items; ranking needs at least 2`);
  }
  return queries;
}

function ndcgOf(items: number[], scores: Float64Array, gains: Column, k: number): number {
  const m = items.length;
  const gain = (place: number, order: number[]): number => gains[order[place] as number] as number;
  const discount = (place: number): number => (place < k ? 1 / Math.log2(place + 2) : 0);
  const ideal = items.toSorted((a, b) => (gains[b] as number) - (gains[a] as number));
  let best = 0;
  for (let place = 0; place < m; place++) best += gain(place, ideal) * discount(place);
  if (best === 0) return 0;
  const order = items.toSorted((a, b) => (scores[b] as number) - (scores[a] as number));
  let got = 0;
  for (let start = 0; start < m; ) {
    let end = start;
    let gainSum = 0;
    let discountSum = 0;
    do {
      gainSum += gain(end, order);
      discountSum += discount(end);
      end++;
    } while (end < m && scores[order[end] as number] === scores[order[start] as number]);
    got += (gainSum / (end - start)) * discountSum;
    start = end;
  }
  return got / best;
}
