/** The parameters of each kind of probe. Defaults are measured, see docs/PROBES.md. */
import { z } from 'zod';

const id = z.string().regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/, 'an id is lower-case words joined by "-"');
const words = z.string().trim().min(1);
const whole = (least: number, most: number) => z.int().min(least).max(most);
const columns = z.array(words).default([]);

const shared = {
  id,
  /** What staff read; the title of the kind where absent. */
  title: words.optional(),
  /** Scaffolds that it is for (`python`, `python-torch`, `typescript`); all where empty. */
  only: z.array(words).default([]),
};

/** Rows of the training file that a probe works with: every k-th one, rare classes in full. Probes of one size share a fit. */
const rows = whole(100, 1_000_000).default(2_000).describe('rows of the training file that are used, every k-th one');
const tolerance = z
  .number()
  .nonnegative()
  .nullable()
  .default(null)
  .describe('what counts as equal, relative to 1 or to the score; null: 1e-9, or 1e-5 for models of 32-bit floats');
const check = (most: number) =>
  whole(2, 10_000).default(most).describe('validation rows whose scores are compared, spread over all');
const tuned = z.boolean().default(true).describe('false: the model before tune is asked, because tune may hide it');
const scores = z
  .enum(['probabilities', 'logits'])
  .default('probabilities')
  .describe('what predict returns; logits are turned into probabilities first');

/** A column that may be known too late. */
const suspected = {
  column: words.describe('the suspected column'),
  value: z
    .union([z.string(), z.number(), z.null()])
    .describe('its value at decision time, as the file would have it; null: an empty cell'),
};

/** The schema of each kind; unknown parameters are refused. */
export const probeSpecs = {
  poison: z.strictObject({
    ...shared,
    kind: z.literal('poison'),
    factor: z.number().positive().default(1_000).describe('what numbers of the validation rows are multiplied by'),
    columns: columns.describe('columns to change; all where empty'),
    except: columns.describe('columns to leave alone; id and label always are'),
    bytes: columns.describe('text columns of base64, whose bytes are inverted'),
    labels: z.boolean().default(true).describe('whether labels of the validation rows are moved to other rows as well'),
    rows,
  }),
  permute: z.strictObject({
    ...shared,
    kind: z.literal('permute'),
    repeats: whole(1, 50).default(4).describe('fits, each with its own shuffle'),
    threshold: z.number().gt(0.5).lt(1).default(0.6).describe('mean area above which something leaks'),
    rows,
  }),
  'row-id': z.strictObject({
    ...shared,
    kind: z.literal('row-id'),
    by: words.default('id').describe('`id`, `content` (all cells but the id), or a column whose values name a group'),
    time: words.nullable().default(null).describe('column of a time: then order is asked, and nothing else'),
    most: z.number().min(0).max(1).default(0).describe('share of rows that may overlap, or be out of order'),
    lost: z.number().min(0).max(1).default(0.25).describe('share of the rows with the rarest label that may get lost'),
    share: z
      .tuple([z.number().min(0), z.number().max(1)])
      .default([0.05, 0.6])
      .describe('least and largest share of validation rows'),
  }),
  'one-row': z.strictObject({ ...shared, kind: z.literal('one-row'), check: check(24), tolerance, rows }),
  order: z.strictObject({ ...shared, kind: z.literal('order'), check: check(300), tolerance, rows }),
  twice: z.strictObject({
    ...shared,
    kind: z.literal('twice'),
    function: z.enum(['predict', 'split', 'prepare', 'fit']).default('predict').describe('what is called twice'),
    check: check(300),
    tolerance,
    rows,
  }),
  overfit: z.strictObject({
    ...shared,
    kind: z.literal('overfit'),
    examples: whole(2, 1_000).default(24).describe('different rows, as many of each class'),
    threshold: z.number().positive().default(0.25).describe('mean log loss above which they were not learned'),
    scores,
    rows: whole(24, 1_000_000)
      .nullable()
      .default(null)
      .describe('rows that they are repeated to; null: as many as split gives'),
  }),
  'double-step': z.strictObject({
    ...shared,
    kind: z.literal('double-step'),
    steps: whole(2, 1_000).default(12).describe('steps of the optimizer that are watched'),
    threshold: z.number().positive().default(0.05).describe('left-over gradient over new gradient'),
    rows,
  }),
  mask: z.strictObject({
    ...shared,
    kind: z.literal('mask'),
    ...suspected,
    check: check(300),
    tolerance,
    rows,
  }),
  'label-rate': z.strictObject({
    ...shared,
    kind: z.literal('label-rate'),
    ratio: z
      .number()
      .gt(1)
      .default(2)
      .describe("how many times a label's share may differ between validation and file"),
    mean: z.number().min(0).max(1).default(0.3).describe('least mean score over share of positives'),
    tuned,
    rows,
  }),
  constant: z.strictObject({
    ...shared,
    kind: z.literal('constant'),
    share: z
      .number()
      .gt(0)
      .lte(1)
      .default(0.9)
      .describe('what one decision for all rows must not reach where perfect decisions get 1'),
    beats: z
      .boolean()
      .default(false)
      .describe('alarm as well where one decision for all rows does better than the model'),
    rows,
  }),
  range: z.strictObject({
    ...shared,
    kind: z.literal('range'),
    low: z.number().default(0).describe('least score'),
    high: z.number().default(1).describe('largest score'),
    sum: z.number().nullable().default(1).describe('what the scores of a row add up to where there are several'),
    tolerance: z.number().nonnegative().default(1e-6).describe('how far outside a score may be'),
    tuned,
    rows,
  }),
  'labels-matter': z.strictObject({
    ...shared,
    kind: z.literal('labels-matter'),
    examples: whole(2, 1_000).default(12).describe('different rows, as many of each class'),
    threshold: z.number().gt(0).lt(1).default(0.03).describe('least part of the way that scores follow the labels'),
    scores,
    rows: whole(24, 1_000_000)
      .nullable()
      .default(null)
      .describe('rows that they are repeated to; null: as many as split gives'),
  }),
  learned: z.strictObject({
    ...shared,
    kind: z.literal('learned'),
    ...suspected,
    check: check(300),
    tolerance,
    rows,
  }),
  matters: z.strictObject({
    ...shared,
    kind: z.literal('matters'),
    columns: z.array(words).min(1).describe('columns whose values are moved to other rows, together'),
    check: check(300),
    tolerance,
    rows,
  }),
  fresh: z.strictObject({ ...shared, kind: z.literal('fresh'), check: check(300), tolerance, rows }),
  told: z.strictObject({ ...shared, kind: z.literal('told'), rows }),
  regret: z.strictObject({
    ...shared,
    kind: z.literal('regret'),
    act: z.number().positive().describe('what it costs to act on a row'),
    missed: words.describe('column of what it costs not to act on a positive row'),
    most: z.number().positive().nullable().default(null).describe('the most that such a row costs; null: no bound'),
    also: z
      .strictObject({ column: words, value: words, factor: z.number().positive() })
      .nullable()
      .default(null)
      .describe(
        'rows with this value in this column, in which `missed` may as well be read times the factor: { column, value, factor }; the better reading counts',
      ),
    threshold: z.number().gt(1).default(1.5).describe('how many times the least possible cost is too much'),
    rows,
  }),
  'label-blind': z.strictObject({ ...shared, kind: z.literal('label-blind'), check: check(300), tolerance, rows }),
  halves: z.strictObject({
    ...shared,
    kind: z.literal('halves'),
    check: check(300).describe('training rows whose order is compared, spread over all'),
    most: z
      .number()
      .min(0)
      .max(1)
      .default(0.001)
      .describe('share of the pairs of these rows, or of the classes of each, that may change order'),
    rows,
  }),
  leak: z.strictObject({
    ...shared,
    kind: z.literal('leak'),
    function: z.enum(['predict', 'fit']).default('predict').describe('what is called again and again'),
    calls: whole(2, 100).default(3).describe('calls after the first'),
    most: z.number().nonnegative().default(0).describe('tensors that a call may leave and nothing hold'),
    rows,
  }),
  own: z.strictObject({
    ...shared,
    kind: z.literal('own'),
    params: z.record(z.string(), z.json()).default({}).describe("handed to the author's code as tools.params"),
    rows,
  }),
};
