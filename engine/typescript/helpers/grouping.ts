/** Rows by what they have in common. */
import { compare, type Key, keyOf } from './sorting.ts';
import { mean } from './statistics.ts';
import { isMissing, listOf, type Values } from './values.ts';

/**
 * Rows by a key, groups in the order in which they first occur. Rows whose key is missing form a group under `null`.
 * @param key column's name or function of a row.
 */
export function groupBy<T>(rows: Iterable<T>, key: Key<T>): Map<unknown, T[]> {
  const of = keyOf(key);
  const groups = new Map<unknown, T[]>();
  for (const row of rows) {
    const value = of(row);
    const name = isMissing(value) ? null : value;
    const group = groups.get(name);
    if (group) group.push(row);
    else groups.set(name, [row]);
  }
  return groups;
}

/** A group's mean. */
export interface GroupMean {
  key: unknown;
  /** Rows whose value is not missing. */
  count: number;
  mean: number;
}

/**
 * The mean of a value in each group, missing values left out, groups sorted by key, rows without a key left out: what
 * `df.groupby(key)[value].mean()` gives in pandas. (danfojs gives NaN for a group with one missing value.)
 */
export function groupMean<T>(rows: Iterable<T>, key: Key<T>, value: Key<T>): GroupMean[] {
  const of = keyOf(value);
  const groups = [...groupBy(rows, key)].filter(([name]) => name !== null);
  return groups
    .sort(([a], [b]) => compare(a, b))
    .map(([name, members]) => {
      const values = members.map(of).filter((v) => !isMissing(v));
      return { key: name, count: values.length, mean: mean(values) };
    });
}

/** How often a value occurs. */
export interface ValueCount {
  value: unknown;
  count: number;
  /** Of the values that are not missing. */
  share: number;
}

/**
 * How often each value occurs, most frequent first; of equal counts the one that occurs first. Missing values are left out.
 * (danfojs' `valueCounts` fails on texts that begin like numbers, such as '2021-01'.)
 */
export function valueCounts(values: Values): ValueCount[] {
  const list = listOf(values);
  const counts = new Map<unknown, number>();
  let total = 0;
  for (let i = 0; i < list.length; i++) {
    const value = list[i];
    if (isMissing(value)) continue;
    counts.set(value, (counts.get(value) ?? 0) + 1);
    total++;
  }
  return [...counts].sort((a, b) => b[1] - a[1]).map(([value, count]) => ({ value, count, share: count / total }));
}
