/** Shapes of the official path's answers (engine/python/src/holdout_official/__init__.py, engine/typescript/official). The candidate's word, like all of a worker's. */
import { z } from 'zod';
import { type WeightInventory, weightInventory } from '../../protocol/score.ts';

const bytes = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'bytes');
/** Python's None arrives as undefined. */
const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
const text = z.string().max(20_000);

const note = z.object({
  kind: z.string().max(80),
  file: z.string().max(300).nullish(),
  name: z.string().max(300).nullish(),
  message: z.string().max(2_000),
});

const failure = z.object({
  ok: z.literal(false),
  error: z.object({
    code: z.string().max(80),
    /** Class of the error, where it is not the last line of the traceback. */
    name: z.string().max(200).nullish(),
    message: text,
    traceback: text.nullish(),
    frames: z
      .array(z.object({ file: z.string().max(200), line: z.number().int().nullish(), function: z.string().nullish() }))
      .max(2_000)
      .nullish(),
  }),
  notes: z.array(note).max(200).default([]),
});
export type OfficialFailure = z.infer<typeof failure>;

const reported = z.object({ name: z.string().max(80), value: z.number(), better: z.enum(['higher', 'lower']) });

export const trainAnswer = z.discriminatedUnion('ok', [
  failure,
  z.object({
    ok: z.literal(true),
    fits: z
      .array(
        z.object({
          seed: z.number(),
          rows: z.object({ train: z.number(), valid: z.number() }),
          reported: orNull(reported),
          payload: bytes,
        }),
      )
      .min(1),
    notes: z.array(note).max(200),
    check: orNull(z.object({ rows: bytes, labels: z.array(z.unknown()), ids: z.array(z.unknown()) })),
  }),
]);

const inventory = z.object({
  total: z.number().int().min(0),
  items: z.array(z.object({ path: z.string(), count: z.number().int().min(0) })),
  /** Sum of what is not listed. */
  rest: z.number().int().min(0).default(0),
});

const predicted = z.discriminatedUnion('ok', [
  failure,
  z.object({
    ok: z.literal(true),
    shape: z.array(z.number().int()).min(1).max(2),
    predictions: bytes,
    decisions: orNull(bytes),
    weights: inventory,
    notes: z.array(note).max(200),
  }),
]);
export const predictAnswers = z.array(predicted).min(1);
export type Predicted = z.infer<typeof predicted>;

/** The inventory in the shape of protocol/score.ts: the 200 largest, the sum of what is left. */
export function shortInventory(full: z.infer<typeof inventory>): WeightInventory {
  const items = full.items.map(({ path, count }) => ({ path: path.slice(0, 300), count }));
  const rest = items.slice(200).reduce((sum, item) => sum + item.count, full.rest);
  return weightInventory.parse({ total: full.total, items: items.slice(0, 200), rest });
}
