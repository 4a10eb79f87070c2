/** The part of a model and its code that is no element: compressed, and free up to a size. One rule for both languages. */
import { deflateSync } from 'fflate';
import { PayloadError } from './error.ts';

/** Bytes of structure and code together, compressed, that are free: names, shapes, settings and lines of any ordinary work take less. */
export const FREE_STRUCTURE_BYTES = 3_072;
/** Most bytes of structure before compression: compressing more takes seconds. */
const MOST_STRUCTURE_BYTES = 1024 * 1024;

/** fflate gives the same bytes on every machine, so pages and server agree to the byte. */
export const COMPRESSION = { level: 9, mem: 12 } as const;

/**
 * Bytes of a model's structure, compressed.
 * @throws PayloadError `too-large` where it is more than is taken
 */
export function compressedBytes(structure: Uint8Array): number {
  if (structure.byteLength > MOST_STRUCTURE_BYTES)
    throw new PayloadError(
      'too-large',
      `the model holds ${(structure.byteLength / 1024 ** 2).toFixed(1)} MiB beside its arrays, at most 1 MiB crosses there; keep numbers in arrays`,
    );
  return deflateSync(structure, COMPRESSION).byteLength;
}

/**
 * The weights of what crossed: 8 x weights + {@link FREE_STRUCTURE_BYTES} is at least its bytes.
 * @param elements numbers in arrays, collections and code, 1 per 64 bits
 * @param bytes of structure and code, compressed
 */
export const weightsOfBytes = (elements: number, bytes: number): number =>
  elements + Math.ceil(Math.max(0, bytes - FREE_STRUCTURE_BYTES) / 8);
