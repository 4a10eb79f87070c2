/**
 * The official path of both languages: training in one interpreter, prediction in another one that has seen no training data.
 * The answers come from interpreters that ran the candidate's code, so whoever reads them parses them with the schemas here.
 * They are written by engine/python/src/holdout_official (its `__init__.py` describes them) and by engine/typescript/official.
 */
import { z } from 'zod';

/** What the official path needs to know about the contract. */
export interface OfficialConfig {
  /** Contract function -> file. */
  functions: Record<string, string>;
  /** Functions that may be absent; OPTIONAL of functions.ts where this is not given. */
  optional?: string[];
  /** Files that no contract file may import. */
  explore?: string[];
  /** The files that the interview began with: code weighs what is beyond them. */
  scaffold?: Record<string, string>;
  label: string;
  id: string;
  /** Name of the training file in the candidate's folder. */
  train: string;
  /** Fit seeds. */
  seeds: number[];
  /** Columns `predict` must return where there are several classes. */
  outputs?: number;
  /** What `decide` may choose among: 0 to choices - 1; 2 where absent. */
  choices?: number;
}

/** An answer on its way out of an interpreter. */
export interface OfficialAnswer {
  /** For {@link trainAnswer} or {@link validationAnswer}, or one of those that engine/official reads. */
  value: unknown;
  /** Buffers inside `value` that may be transferred. */
  transfer: ArrayBuffer[];
}

/** A text of which only the beginning is needed: an answer is not refused because the candidate's code says too much. */
const cut = (most: number) => z.string().transform((text) => text.slice(0, most));
/** Python's None arrives as undefined. */
export const orNull = <T extends z.ZodType>(schema: T) => schema.nullish().transform((value) => value ?? null);
/** Bytes, also of another realm: in Node the TypeScript runtime lives in a context with its separate typed arrays. */
export const bytes = z
  .custom<Uint8Array>(
    (value) => ArrayBuffer.isView(value) && Object.prototype.toString.call(value) === '[object Uint8Array]',
    'bytes',
  )
  .transform((value) =>
    value instanceof Uint8Array
      ? value
      : new Uint8Array(
          (value as Uint8Array).buffer,
          (value as Uint8Array).byteOffset,
          (value as Uint8Array).byteLength,
        ),
  );

const note = z.object({
  kind: cut(80),
  file: cut(300).nullish(),
  name: cut(300).nullish(),
  message: cut(2_000),
});
export const notes = z.array(note).transform((all) => all.slice(0, 200));

export const failure = z.object({
  ok: z.literal(false),
  error: z.object({
    code: cut(80),
    /** Class of the error, where it is not the last line of the traceback. */
    name: cut(200).nullish(),
    // Both of any length: whoever shows them cuts them, after the last line of the traceback has given the name.
    message: z.string(),
    traceback: z.string().nullish(),
    /** Outermost first; the innermost ones where there are too many. */
    frames: z
      .array(z.object({ file: cut(200), line: z.number().int().nullish(), function: z.string().nullish() }))
      .transform((all) => all.slice(-2_000))
      .nullish(),
  }),
  notes: notes.default([]),
});
/** A phase that the candidate's code, or what it returned, ended. */
export type OfficialFailure = z.infer<typeof failure>;

const reported = z.object({ name: z.string().max(80), value: z.number(), better: z.enum(['higher', 'lower']) });

const trainedFit = z.object({
  seed: z.number(),
  /** Seconds by contract function. */
  seconds: z.record(z.string(), z.number()).default({}),
  rows: z.object({ train: z.number(), valid: z.number() }),
  /** The candidate's metric on validation rows. */
  reported: orNull(reported),
  /** What crosses to prediction. */
  payload: bytes,
  /** Ids of the validation rows, in the order of `split`. */
  validIds: z.array(z.unknown()),
});

/** Answer of training: one fit per seed. */
export const trainAnswer = z.discriminatedUnion('ok', [
  failure,
  z.object({
    ok: z.literal(true),
    fits: z.array(trainedFit).min(1),
    notes,
  }),
]);
export type TrainAnswer = z.infer<typeof trainAnswer>;

/** Answer to {@link trainedFit}'s ids: those lines of the training file as a file without labels, and the labels. */
export const validationAnswer = z.discriminatedUnion('ok', [
  failure,
  z.object({ ok: z.literal(true), rows: bytes, labels: z.array(z.unknown()), ids: z.array(z.unknown()) }),
]);
export type ValidationAnswer = z.infer<typeof validationAnswer>;

/** What came of one payload. Numbers are little endian, rows in the order of the file. */
export type Predicted =
  | OfficialFailure
  | {
      ok: true;
      /** [n] or [n, k]. */
      shape: number[];
      /** float64. */
      predictions: Uint8Array;
      /** uint8, one per row; null where there is no `decide`. */
      decisions: Uint8Array | null;
      notes: z.infer<typeof notes>;
    };
