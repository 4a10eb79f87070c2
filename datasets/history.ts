/**
 * What was known about an entity when a row was decided: values of its earlier rows, each only from the moment at which
 * it was known. Columns made here could be computed at decision time; a plain shift by one row often could not.
 */
import { rowsInOrder } from './order.ts';

/** Rows and the values to look back at; all arrays have one entry per row. */
export interface Past {
  /** Entity of each row. */
  owner: ArrayLike<number>;
  /** Minute of each row, ascending. */
  minutes: ArrayLike<number>;
  /** The values to look back at: amounts, outcomes. */
  values: ArrayLike<number>;
  /**
   * Minutes from a row until its value is known, one number or one per row: 0 for an amount on the order, a month for
   * an outcome.
   */
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
 * Mean of those values, shrunk towards `prior` as if `weight` further rows had that value.
 * @throws RangeError where the weight is not above 0 (an entity without history would have no mean)
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
    // Minutes only grow, so a row that is too old now is too old for all later rows.
    known.splice(0, first < 0 ? known.length : first);
    answers[row] = answer(known);
  }
  return answers;
}

/** Inserts in the order of rows: with unequal delays a later row may be known first. */
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
