/**
 * What a quirk claims about the data in numbers. Each is counted on every seed by the gate; shares are parts of the rows, from 0
 * to 1, and a range is least and most.
 */
import { z } from 'zod';

const words = z.string().trim().min(1);
const range = z.tuple([z.number(), z.number()]);
/** A cell as the file has it. */
const cell = z.union([z.string(), z.number()]);

const shared = {
  /** Which rows are counted. */
  in: z.enum(['train', 'holdout']).default('train'),
  /** Column that is counted where it is not the quirk's. */
  column: words.optional(),
};

export const hold = z.discriminatedUnion('kind', [
  z.strictObject({ ...shared, kind: z.literal('missing'), share: range }).describe('empty cells'),
  z
    .strictObject({ ...shared, kind: z.literal('values'), values: z.array(cell).min(1), share: range })
    .describe('cells with one of these values: sentinels, a source, a rare class'),
  z
    .strictObject({ ...shared, kind: z.literal('told-by-label'), values: z.array(cell).default([]), ratio: range })
    .describe(
      'share of empty cells (or of `values`) where the label is 1, over the share where it is 0: informative missingness',
    ),
  z
    .strictObject({ ...shared, kind: z.literal('scale'), by: words, group: words, ratio: range })
    .describe('median of the rows where column `by` is `group`, over the median of all others: mixed units'),
  z
    .strictObject({ ...shared, kind: z.literal('duplicates'), share: range })
    .describe('rows that equal an earlier one in all columns but the id'),
  z
    .strictObject({ ...shared, kind: z.literal('drift'), separation: range })
    .describe('how well the column tells training rows from hold-out rows: area under the curve, 0.5 for alike'),
]);
export type Hold = z.infer<typeof hold>;
