/**
 * What a run shows: the items a sandbox emits, in order, and the caps that bound them.
 *
 * Every item is the candidate's word: it comes out of an interpreter that the candidate controls. Whoever receives one
 * (the page from the frame, the server from the socket) parses it with {@link outputItem} and shows text as text nodes and
 * images only through `<img>`; HTML is never an output.
 */
import { z } from 'zod';
import { OUTPUT_CAPS } from './outputCaps.ts';
import { weightInventory } from './score.ts';

const shortText = z.string().max(OUTPUT_CAPS.cellChars);

/** Text a program wrote; `text` may hold ANSI escapes and need not end at a line break. */
const streamItem = z.strictObject({
  type: z.literal('stream'),
  name: z.enum(['stdout', 'stderr']),
  text: z.string().min(1).max(OUTPUT_CAPS.itemChars),
});

/** `repr` of the last expression of a cell, or of a displayed object that has no better form. */
const valueItem = z.strictObject({
  type: z.literal('value'),
  text: z.string().max(OUTPUT_CAPS.itemChars),
});

/** A cell of a table. Numbers that JSON cannot hold (NaN, infinities, beyond 2^53) come as text. */
const tableCell = z.union([shortText, z.number(), z.boolean(), z.null()]);

/**
 * A data frame or series. `rows` has at most {@link OUTPUT_CAPS.tableRows} rows: the first `head` rows of the whole, then
 * the last ones; `shape` is the whole's rows and columns.
 */
const tableItem = z
  .strictObject({
    type: z.literal('table'),
    kind: z.enum(['frame', 'series']),
    columns: z.array(z.strictObject({ name: shortText, dtype: shortText })).max(OUTPUT_CAPS.tableColumns),
    index: z.strictObject({ name: shortText, dtype: shortText, labels: z.array(tableCell).max(OUTPUT_CAPS.tableRows) }),
    rows: z.array(z.array(tableCell).max(OUTPUT_CAPS.tableColumns)).max(OUTPUT_CAPS.tableRows),
    head: z.int().min(0).max(OUTPUT_CAPS.tableRows),
    shape: z.tuple([z.int().min(0), z.int().min(0)]),
  })
  .refine((t) => t.index.labels.length === t.rows.length, 'one label a row')
  .refine((t) => t.rows.every((r) => r.length === t.columns.length), 'one cell a column')
  .refine((t) => tableChars(t) <= OUTPUT_CAPS.tableChars, `a table holds at most ${OUTPUT_CAPS.tableChars} characters`);

const PNG = 'iVBORw0KGgo';
const base64 = z
  .string()
  .max(OUTPUT_CAPS.imageChars)
  .regex(/^[A-Za-z0-9+/]+={0,2}$/, 'base64');

/** A picture. SVG may be shown through `<img>` only, where it can neither run scripts nor load anything. */
const imageItem = z
  .strictObject({
    type: z.literal('image'),
    mime: z.enum(['image/png', 'image/svg+xml']),
    data: base64,
    width: z.int().min(1).max(20_000),
    height: z.int().min(1).max(20_000),
    /** Words for those who do not see it: titles and axis labels of the figure. */
    alt: z.string().max(OUTPUT_CAPS.messageChars),
  })
  .refine((i) => i.mime !== 'image/png' || i.data.startsWith(PNG), 'not a PNG');

/** One call of a traceback, outermost first. `own` frames are in the candidate's files and link to them. */
const errorFrame = z.strictObject({
  /** Path relative to the candidate's folder for an `own` frame (`model.py`), else the library's file. */
  file: shortText,
  /** 1-based; 0 when unknown. */
  line: z.int().min(0),
  /** Function, or `<module>`. */
  name: shortText,
  own: z.boolean(),
});

/** An exception that ended the run. */
const errorItem = z.strictObject({
  type: z.literal('error'),
  /** Class of the exception: `ValueError`. */
  name: shortText,
  message: z.string().max(OUTPUT_CAPS.messageChars),
  frames: z.array(errorFrame).max(OUTPUT_CAPS.frames),
  /** The traceback as the language prints it, chained exceptions included. */
  text: z.string().max(OUTPUT_CAPS.errorChars),
});

/** A sentence of the product, not of the program. */
const noticeItem = z.strictObject({
  type: z.literal('notice'),
  kind: z.enum(['truncated', 'stopped', 'info', 'restarted']),
  text: z.string().min(1).max(OUTPUT_CAPS.noticeChars),
});

const curveName = z.string().min(1).max(OUTPUT_CAPS.curveNameChars);

/**
 * More points of a live chart. The items of a run with the same `chart` are one chart: points are appended to the series of their
 * name, and the label of the first item is used. Numbers are finite.
 */
const curveItem = z
  .strictObject({
    type: z.literal('curve'),
    chart: curveName,
    xLabel: z.string().max(OUTPUT_CAPS.curveLabelChars),
    series: z
      .array(z.strictObject({ name: curveName, points: z.array(z.tuple([z.number(), z.number()])).min(1) }))
      .min(1)
      .max(OUTPUT_CAPS.curveSeries),
  })
  .refine((c) => new Set(c.series.map((s) => s.name)).size === c.series.length, 'a series stands once in an item')
  .refine(
    (c) => curvePoints(c) <= OUTPUT_CAPS.curvePoints,
    `a curve item holds at most ${OUTPUT_CAPS.curvePoints} points`,
  );

/** Weights of the last value that `fit` returned, counted by attribute in the browser. */
const weightsItem = z.strictObject({
  type: z.literal('weights'),
  weights: weightInventory,
  /** Sentences on what does not travel or was not counted. */
  notes: z.array(z.string().max(OUTPUT_CAPS.noticeChars)).max(50),
});

/** Anything that a run shows. */
export const outputItem = z.union([
  streamItem,
  valueItem,
  tableItem,
  imageItem,
  curveItem,
  errorItem,
  noticeItem,
  weightsItem,
]);

/** A parsed {@link streamItem}. */
export type StreamItem = z.infer<typeof streamItem>;
/** A parsed {@link tableCell}. */
export type TableCell = z.infer<typeof tableCell>;
/** A parsed {@link tableItem}. */
export type TableItem = z.infer<typeof tableItem>;
/** A parsed {@link imageItem}. */
export type ImageItem = z.infer<typeof imageItem>;
/** A parsed {@link curveItem}. */
export type CurveItem = z.infer<typeof curveItem>;
/** A parsed {@link errorFrame}. */
export type ErrorFrame = z.infer<typeof errorFrame>;
/** A parsed {@link errorItem}. */
export type ErrorItem = z.infer<typeof errorItem>;
/** A parsed {@link outputItem}. */
export type OutputItem = z.infer<typeof outputItem>;

/** Points of an item, all series together. */
export const curvePoints = (item: { series: readonly { points: readonly unknown[] }[] }): number =>
  item.series.reduce((sum, series) => sum + series.points.length, 0);

function tableChars(t: {
  columns: { name: string; dtype: string }[];
  index: { labels: TableCell[] };
  rows: TableCell[][];
}): number {
  const size = (c: TableCell) => (typeof c === 'string' ? c.length : 8);
  let sum = 0;
  for (const c of t.columns) sum += c.name.length + c.dtype.length;
  for (const l of t.index.labels) sum += size(l);
  for (const r of t.rows) for (const c of r) sum += size(c);
  return sum;
}
