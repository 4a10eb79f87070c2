/**
 * What was known of an entity when a row was decided: values of its earlier rows, each from the moment on at which it was
 * known, never before. Columns made here can be used at serving time; a plain shift by one row often cannot.
 */
import { rowsInOrder } from './order.ts';

export interface Past {
  /** Entity of each row. */
  owner: ArrayLike<number>;
  /** Minute of each row, ascending. */
  minutes: ArrayLike<number>;
  /** What is looked back at: an amount, an outcome. */
  values: ArrayLike<number>;
  /** Minutes from a row until its value is known: 0 for what was on the order, a month for an outcome. One for all, or one a row. */
  delay: number | ArrayLike<number>;
}

/** The value of the entity's latest row that was known before this row's minute; `otherwise` where there is none. */
export function lastKnown(past: Past, otherwise: number): Float64Array {
  return sweep(past, Number.POSITIVE_INFINITY, (known) => known.at(-1)?.value ?? otherwise);
}

/** How many of the entity's rows of the last `window` minutes had a value known by now. */
export function countKnown(past: Past, window: number): Float64Array {
  return sweep(past, window, (known) => known.length);
}

/**
 * Mean of those values, drawn to `prior` as if `weight` more rows had it: an entity with little history is like all.
 * @throws RangeError where weight is not above 0, since an entity without history has no mean
 */
export function meanKnown(past: Past, window: number, prior: number, weight = 1): Float64Array {
  if (!(weight > 0)) throw new RangeError(`meanKnown with a weight of ${weight} of the prior`);
  return sweep(past, window, (known) => {
    let sum = prior * weight;
    for (const { value } of known) sum += value;
    return sum / (known.length + weight);
  });
}

interface Known {
  row: number;
  minute: number;
  value: number;
}

/** Rows in order of time; before each, all values known by then are entered with their entity. */
function sweep(past: Past, window: number, answer: (known: readonly Known[]) => number): Float64Array {
  const { owner, minutes, values, delay } = past;
  const rows = minutes.length;
  for (const [name, list] of Object.entries({ owner, values }))
    if (list.length !== rows) throw new Error(`history: ${list.length} ${name} for ${rows} minutes`);
  const knownAt = Float64Array.from(minutes, (minute, row) => {
    const wait = typeof delay === 'number' ? delay : (delay[row] as number);
    if (!(wait >= 0)) throw new RangeError(`history: row ${row} is known ${wait} minutes after it happened`);
    if (row > 0 && minute < (minutes[row - 1] as number))
      throw new RangeError(`history: row ${row} is earlier than the one before it`);
    return minute + wait;
  });
  const order = rowsInOrder(knownAt);
  const by = new Map<number, Known[]>();
  const answers = new Float64Array(rows);
  let next = 0;
  for (let row = 0; row < rows; row++) {
    const now = minutes[row] as number;
    for (; next < rows && (knownAt[order[next] as number] as number) < now; next++) {
      const at = order[next] as number;
      enter(by, owner[at] as number, { row: at, minute: minutes[at] as number, value: values[at] as number });
    }
    const known = by.get(owner[row] as number) ?? [];
    const first = known.findIndex(({ minute }) => minute >= now - window);
    // Time only grows, so what is too old now stays so.
    known.splice(0, first < 0 ? known.length : first);
    answers[row] = answer(known);
  }
  return answers;
}

/** Kept in the order of the rows: with unequal delays a later row may be known first. */
function enter(by: Map<number, Known[]>, owner: number, fact: Known): void {
  const known = by.get(owner);
  if (!known) {
    by.set(owner, [fact]);
    return;
  }
  let at = known.length;
  while (at > 0 && (known[at - 1] as Known).row > fact.row) at--;
  known.splice(at, 0, fact);
}
