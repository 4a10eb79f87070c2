/**
 * The body of a score's result: what crossed from training to prediction and what was predicted, one entry per fit. Written by the
 * candidate's page, read by the server; every byte of it is the candidate's word.
 *
 * Layout: 4 bytes `HOS1`, the header's length (u32, little endian), the header (UTF-8 JSON), then for each fit its payload, its
 * predictions (float64, little endian, row by row) and its decisions (uint8, one per row) where there are any. No padding, nothing after.
 */
import { z } from 'zod';
import { headerBytesOf, openContainer, writeContainer } from './container.ts';
import { metricValue, weightInventory } from './score.ts';

/** `HOS1`. */
const MAGIC = Uint8Array.of(0x48, 0x4f, 0x53, 0x31);
const MAX_HEADER = 1024 * 1024;

const header = z.strictObject({
  fits: z
    .array(
      z.strictObject({
        seed: z.number().int(),
        /** [n] or [n, k]. */
        shape: z.array(z.number().int().positive()).min(1).max(2),
        payloadBytes: z.number().int().nonnegative(),
        hasDecisions: z.boolean(),
        weights: weightInventory,
        reported: metricValue.nullable(),
      }),
    )
    .min(1)
    .max(10),
  facts: z.array(z.string().max(1_000)).max(20).optional(),
  onValidation: metricValue.optional(),
});

/** One fit of a score. `shape` is [n] or [n, k] of `predictions`, which are row by row; `decisions` has one entry per row. */
export interface ScoreUploadFit {
  seed: number;
  shape: number[];
  payload: Uint8Array;
  /** Row order of the hold-out rows as handed out. */
  predictions: Float64Array;
  decisions: Uint8Array | null;
  weights: z.infer<typeof weightInventory>;
  /** The metric on validation rows that the candidate's `report` returned. */
  reported: z.infer<typeof metricValue> | null;
}

/** A whole upload. */
export interface ScoreUpload {
  fits: ScoreUploadFit[];
  /** What the official path noticed while it predicted, in sentences for staff. */
  facts: string[];
  /** The scenario's metric on the validation rows of the first fit, computed by the page. */
  onValidation: z.infer<typeof metricValue> | null;
}

/** Thrown by {@link decodeScoreUpload}; the message is fit for the candidate. */
export class UploadError extends Error {
  override name = 'UploadError';
}

const rowsOf = (shape: readonly number[]): number => shape[0] ?? 0;
const cellsOf = (shape: readonly number[]): number => shape.reduce((product, n) => product * n, 1);

/** Float64 as little endian bytes. */
function floatBytes(values: Float64Array): Uint8Array {
  const bytes = new Uint8Array(values.length * 8);
  const view = new DataView(bytes.buffer);
  for (let i = 0; i < values.length; i++) view.setFloat64(i * 8, values[i] as number, true);
  return bytes;
}

/** The body for the server. @param facts at most 20 of at most 1,000 characters; what is more is cut */
export function encodeScoreUpload(
  fits: readonly ScoreUploadFit[],
  facts: readonly string[] = [],
  onValidation: ScoreUpload['onValidation'] = null,
): Uint8Array<ArrayBuffer> {
  const head = {
    fits: fits.map(({ seed, shape, payload, decisions, weights, reported }) => ({
      seed,
      shape,
      payloadBytes: payload.byteLength,
      hasDecisions: decisions !== null,
      weights,
      reported,
    })),
    ...(facts.length > 0 ? { facts: facts.slice(0, 20).map((fact) => fact.slice(0, 1_000)) } : {}),
    ...(onValidation ? { onValidation } : {}),
  };
  const bodies = fits.flatMap(({ payload, predictions, decisions }) => [
    payload,
    floatBytes(predictions),
    ...(decisions ? [decisions] : []),
  ]);
  return writeContainer(MAGIC, headerBytesOf(head), bodies);
}

/**
 * Reads a body. Lengths are checked before anything is copied, so a forged header costs nothing.
 * @throws UploadError where it is not one whole upload.
 */
export function decodeScoreUpload(body: Uint8Array): ScoreUpload {
  const opened = openContainer(MAGIC, body, MAX_HEADER);
  if ('fault' in opened) {
    if (opened.fault === 'magic')
      throw new UploadError('The upload is not a score result of this version. Reload the page and score again.');
    throw new UploadError('The upload broke off. Score again.');
  }
  const { bodies } = opened;
  let parsed: z.infer<typeof header>;
  try {
    parsed = header.parse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(opened.header)));
  } catch {
    throw new UploadError('The head of the upload does not fit. Reload the page and score again.');
  }
  const take = (bytes: number): Uint8Array => {
    const part = bodies.take(bytes);
    if (!part) throw new UploadError('The upload broke off. Score again.');
    return part;
  };
  const fits = parsed.fits.map(({ seed, shape, payloadBytes, hasDecisions, weights, reported }) => {
    const payload = take(payloadBytes);
    const raw = take(cellsOf(shape) * 8);
    const floats = new DataView(raw.buffer, raw.byteOffset, raw.byteLength);
    const predictions = new Float64Array(raw.byteLength / 8);
    for (let i = 0; i < predictions.length; i++) predictions[i] = floats.getFloat64(i * 8, true);
    const decisions = hasDecisions ? take(rowsOf(shape)) : null;
    return { seed, shape, payload, predictions, decisions, weights, reported };
  });
  if (bodies.left > 0) throw new UploadError('The upload holds more than its head says. Score again.');
  return { fits, facts: parsed.facts ?? [], onValidation: parsed.onValidation ?? null };
}
