/** Categories that depend on other categories: a table of shares with one row per value of the parents. */
import { categorical } from './distributions.ts';
import type { Rng } from './rng.ts';
import { type TextColumn, texts } from './table.ts';

/** The row of a {@link ConditionalTable} for parents that have no row. */
export const OTHERWISE = '*';

/** Made by {@link conditional}. */
export interface ConditionalTable {
  /** Of the column that it makes; errors begin with it. */
  readonly name: string;
  /** One value where the parent has `given` (several parents joined by `|`). */
  draw(rng: Rng, given: string): string;
  /** A column beside its parents. @throws Error naming column, row and value where the table has no row for it */
  column(rng: Rng, ...parents: TextColumn[]): TextColumn;
  /** Share of each value, 0 to 1, where the parents occur as often as `parents` states (on any scale). */
  shares(parents: Readonly<Record<string, number>>): Record<string, number>;
}

/**
 * Makes a conditional table.
 *
 * @param values in the order of the weights
 * @param given weights (any scale) for each value of the parent; for two parents under `app|new`; under `*` for all
 * others
 * @throws Error where a row has another number of weights than there are values, or none above 0
 *
 * @example
 * const device = conditional('device', ['known', 'new'], { app: [9, 1], branch: [1, 0] });
 * const channel = texts('channel', ['app', 'branch', 'branch']);
 * device.column(rng.stream('device'), channel).values.slice(1); // ['known', 'known']
 */
export function conditional(
  name: string,
  values: readonly string[],
  given: Readonly<Record<string, readonly number[]>>,
): ConditionalTable {
  const pickers = new Map<string, (rng: Rng) => number>();
  for (const [parent, weights] of Object.entries(given)) {
    if (weights.length !== values.length)
      throw new Error(`"${name}" given "${parent}" has ${weights.length} weights for ${values.length} values`);
    try {
      pickers.set(parent, categorical(weights));
    } catch (error) {
      throw new Error(`"${name}" given "${parent}": ${(error as Error).message}`);
    }
  }
  const pickerOf = (parent: string, where: string) => {
    const found = pickers.get(parent) ?? pickers.get(OTHERWISE);
    if (!found)
      throw new Error(`"${name}" has no shares for "${parent}"${where}; there are ${[...pickers.keys()].join(', ')}`);
    return found;
  };
  const draw = (rng: Rng, parent: string, where = '') => values[pickerOf(parent, where)(rng)] as string;
  return {
    name,
    draw: (rng, parent) => draw(rng, parent),
    column(rng, ...parents) {
      const [first] = parents;
      if (!first) throw new Error(`"${name}" wants a parent column`);
      const place = (row: number) => ` (column ${parents.map((parent) => `"${parent.name}"`).join(', ')} row ${row})`;
      return texts(
        name,
        first.values.map((_, row) => draw(rng, parents.map((parent) => parent.values[row]).join('|'), place(row))),
      );
    },
    shares(parents) {
      const total = Object.values(parents).reduce((sum, share) => sum + share, 0);
      const sums = values.map(() => 0);
      for (const [parent, share] of Object.entries(parents)) {
        pickerOf(parent, '');
        const weights = (given[parent] ?? given[OTHERWISE]) as readonly number[];
        const whole = weights.reduce((sum, weight) => sum + weight, 0);
        for (const [at, weight] of weights.entries())
          sums[at] = (sums[at] as number) + (share / total) * (weight / whole);
      }
      return Object.fromEntries(values.map((value, at) => [value, sums[at] as number]));
    },
  };
}
