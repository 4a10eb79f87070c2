/**
 * Stands in for arquero's `expression/compare.js`, which writes a comparator as text for `Function`. The order is the
 * same: null and undefined before NaN before all else in an ascending column, and after it in a descending one.
 */

import type { ColumnTable } from 'arquero';
import { codegen } from 'arquero/src/expression/codegen.js';
import { parse } from 'arquero/src/expression/parse.js';
import { functions } from 'arquero/src/op/index.js';
import { aggregate } from 'arquero/src/verbs/reduce/util.js';
import { program } from './program.ts';

type Getter = (row: number, data: unknown, op: (id: number) => unknown) => unknown;
type Comparator = (a: number, b: number) => number;
/** One column to sort by: the value of a row, the direction, and the caller's comparison. */
interface Sorted {
  get: Getter;
  sign: 1 | -1;
  collate: ((a: unknown, b: unknown) => number) | null;
}
interface Parsed {
  escape?: Getter;
}
interface Field {
  desc?: boolean;
  collate?: (a: unknown, b: unknown) => number;
}

/** A comparator of row numbers by fields, in the order of the map. */
export function compare(table: ColumnTable, fields: Map<string, Field>): Comparator {
  const sorted: Sorted[] = [];
  const keys = table.isGrouped() ? table.groups().keys : null;
  const { ops } = parse(fields, {
    table,
    window: false,
    value(name: string, node: Parsed) {
      const { desc = false, collate = null } = fields.get(name) ?? {};
      sorted.push({ get: node.escape ?? getter(node, table), sign: desc ? -1 : 1, collate });
    },
  });
  const results = aggregate(table, ops);
  const data = table.data();
  const of = (get: Getter, row: number): unknown => get(row, data, (id) => results?.[id]?.[keys?.[row] ?? 0]);
  return (a, b) => {
    for (const { get, sign, collate } of sorted) {
      const u = of(get, a);
      const v = of(get, b);
      const order = missing(u, v) ?? (collate === null ? natural(u, v) : collate(u, v));
      if (order !== 0) return sign * order;
    }
    return 0;
  };
}

function getter(node: Parsed, table: ColumnTable): Getter {
  return program(`(row,data,op)=>${codegen(node)}`, { fn: functions, $: table.params() }) as Getter;
}

/** The order of two values of which one is missing; null where both are there. */
function missing(u: unknown, v: unknown): number | null {
  const [left, right] = [u ?? null, v ?? null];
  if (left !== null && right !== null) return null;
  return Number(right === null) - Number(left === null);
}

/** Negative where `u` comes first in an ascending column. */
function natural(u: unknown, v: unknown): number {
  if ((u as number) < (v as number)) return -1;
  if ((u as number) > (v as number)) return 1;
  return Number(unordered(v)) - Number(unordered(u));
}

/** NaN, and dates that are none. */
const unordered = (value: unknown): boolean => Number.isNaN(value instanceof Date ? value.getTime() : value);
