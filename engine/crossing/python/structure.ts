/**
 * What crosses beside the elements of arrays, measured in bytes. A payload falls into elements (the bytes of its arrays of numbers)
 * and structure (everything else in the pickle, and buffers that no array claims). Together they are the whole payload, so whatever
 * way of hiding numbers the candidate's code finds, they are in one of the two.
 */
import { deflateSync } from 'fflate';
import { PayloadError } from '../error.ts';
import type { Container } from './container.ts';

/** Bytes of structure, compressed, that are free: names, shapes and settings of any ordinary model take less. */
export const FREE_STRUCTURE_BYTES = 3_072;
/** Most bytes of structure before compression: compressing more takes seconds. */
const MOST_STRUCTURE_BYTES = 1024 * 1024;
/** fflate gives the same bytes on every machine, so pages and server agree to the byte. */
const COMPRESSION = { level: 9, mem: 12 } as const;

/** Which bytes of a payload are elements of arrays. */
export interface Claims {
  /** Elements: 1 per 64 bits, complex 2, a record its fields. */
  elements: number;
  /** Indexes of the buffers that arrays of numbers lie in. */
  buffers: ReadonlySet<number>;
  /** Arrays of numbers inside the pickle: views of its bytes. */
  inline: ReadonlySet<Uint8Array>;
}

/**
 * Everything that is no element of an array: the pickle without the arrays inside it, then each buffer that no array claims, each with
 * its length before it. What is left out is at most 8 bytes an element, and the pickle says where it was.
 */
export function structureOf({ pickle, buffers }: Container, claims: Claims): Uint8Array {
  const parts: Uint8Array[] = [];
  let at = 0;
  const cuts = [...claims.inline].sort((a, b) => a.byteOffset - b.byteOffset);
  for (const cut of cuts) {
    const start = cut.byteOffset - pickle.byteOffset;
    parts.push(pickle.subarray(at, start));
    at = start + cut.byteLength;
  }
  parts.push(pickle.subarray(at));
  for (const [index, { bytes }] of buffers.entries())
    if (!claims.buffers.has(index)) parts.push(new Uint8Array(Uint32Array.of(bytes.byteLength).buffer), bytes);
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.byteLength, 0));
  let end = 0;
  for (const part of parts) {
    whole.set(part, end);
    end += part.byteLength;
  }
  return whole;
}

/** What a payload weighs by its bytes. */
export interface BytesCount {
  elements: number;
  /** Bytes of structure, compressed. */
  structureBytes: number;
  /** 1 per element, and 1 per 8 bytes of structure beyond the free ones. */
  weights: number;
}

/**
 * The count of a payload from its bytes: 8 x weights + {@link FREE_STRUCTURE_BYTES} is at least what crossed.
 * @throws PayloadError `too-large` where it holds more structure than is taken
 */
export function countBytes(container: Container, claims: Claims): BytesCount {
  const structure = structureOf(container, claims);
  if (structure.byteLength > MOST_STRUCTURE_BYTES)
    throw new PayloadError(
      'too-large',
      `the model holds ${(structure.byteLength / 1024 ** 2).toFixed(1)} MiB beside its arrays, at most 1 MiB crosses there; keep numbers in arrays`,
    );
  const structureBytes = deflateSync(structure, COMPRESSION).byteLength;
  const beyond = Math.max(0, structureBytes - FREE_STRUCTURE_BYTES);
  return { elements: claims.elements, structureBytes, weights: claims.elements + Math.ceil(beyond / 8) };
}
