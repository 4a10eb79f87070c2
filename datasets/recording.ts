/**
 * Changes values as they are when people record them: in the unit of a source, cut at a limit, rounded, in local time.
 */
import type { NumberColumn, TextColumn } from './table.ts';

/** Written value = value * factor + offset. Fahrenheit from Celsius: 1.8 and 32. */
export interface Unit {
  factor: number;
  offset?: number;
}

/**
 * The column in the unit of each row's source (a branch, a device, a country); sources that are not listed use the
 * column's unit.
 * @throws Error where lengths differ, a factor is 0, or a unit belongs to a source that never occurs; naming column and
 * source
 */
export function withUnits(
  column: NumberColumn,
  source: TextColumn,
  units: Readonly<Record<string, Unit>>,
): NumberColumn {
  if (source.values.length !== column.values.length)
    throw new Error(
      `"${source.name}" has ${source.values.length} rows, column "${column.name}" ${column.values.length}`,
    );
  const there = new Set(source.values);
  for (const [name, { factor }] of Object.entries(units)) {
    if (!there.has(name)) throw new Error(`units of "${column.name}": no row of "${source.name}" is "${name}"`);
    if (!factor) throw new Error(`units of "${column.name}": the factor of "${name}" is ${factor}`);
  }
  return mapped(column, (value, row) => {
    const unit = units[source.values[row] as string];
    return unit ? value * unit.factor + (unit.offset ?? 0) : value;
  });
}

/**
 * The column cut at limits: values beyond a limit become the limit.
 * @throws RangeError for limits in the wrong order
 */
export function withLimits(column: NumberColumn, { least, most }: { least?: number; most?: number }): NumberColumn {
  if (least !== undefined && most !== undefined && !(least <= most))
    throw new RangeError(`limits of "${column.name}": ${least} to ${most}`);
  return mapped(column, (value) => Math.min(most ?? value, Math.max(least ?? value, value)));
}

/**
 * The column rounded to multiples of `step` where the mask is 1: ages in fives, amounts in hundreds.
 * @throws RangeError, Error
 */
export function withHeaping(column: NumberColumn, mask: Uint8Array, step: number): NumberColumn {
  if (!(step > 0)) throw new RangeError(`heaping of "${column.name}" in steps of ${step}`);
  if (mask.length !== column.values.length)
    throw new Error(`mask of ${mask.length} rows for column "${column.name}" of ${column.values.length}`);
  return mapped(column, (value, row) => (mask[row] ? step * Math.round(value / step) : value));
}

/**
 * Minutes as clocks of each row's source show them: `offsets` in minutes by source, 0 for those left out. The rows stay
 * in the order of true time.
 *
 * @throws Error where lengths differ, naming the source
 */
export function withLocalTime(
  minutes: Int32Array,
  source: TextColumn,
  offsets: Readonly<Record<string, number>>,
): Int32Array {
  if (source.values.length !== minutes.length)
    throw new Error(`"${source.name}" has ${source.values.length} rows for ${minutes.length} minutes`);
  return minutes.map((minute, row) => minute + (offsets[source.values[row] as string] ?? 0));
}

function mapped(column: NumberColumn, change: (value: number, row: number) => number): NumberColumn {
  return { ...column, values: column.values.map(change) };
}
