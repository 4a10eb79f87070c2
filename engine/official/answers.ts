/**
 * What an interpreter answers while it predicts one payload: it is opened, asked batch after batch, and closed. It ran the
 * candidate's code, so every answer is parsed. Written by holdout_official/predicting.py and engine/typescript/official/predict.ts.
 */
import { z } from 'zod';
import { bytes, failure, notes, orNull } from '../contract/official.ts';

/** One interpreter that predicts with one payload. Nothing here throws for what the candidate's code does. */
export interface Predicting {
  /** Imports the code and reads the payload. Answers as {@link openedAnswer}. */
  open(): Promise<unknown>;
  /**
   * Predicts the rows of one file, which takes the place of the one before. Answers as {@link batchAnswer}.
   * @param places of its rows in the whole file, for messages
   */
  ask(rows: Uint8Array<ArrayBuffer>, places: Uint32Array<ArrayBuffer>): Promise<unknown>;
  /** Compares the model with what it was. Answers as {@link closedAnswer}. */
  close(): Promise<unknown>;
}

export const openedAnswer = z.discriminatedUnion('ok', [failure, z.object({ ok: z.literal(true) })]);

export const batchAnswer = z.discriminatedUnion('ok', [
  failure,
  z.object({
    ok: z.literal(true),
    /** [m] or [m, k]. */
    shape: z.array(z.number().int()).min(1).max(2),
    /** float64, little endian, in the order of the batch's file. */
    predictions: bytes,
    /** uint8, one per row; null where there is no `decide`. */
    decisions: orNull(bytes),
  }),
]);

export const closedAnswer = z.discriminatedUnion('ok', [failure, z.object({ ok: z.literal(true), notes })]);
