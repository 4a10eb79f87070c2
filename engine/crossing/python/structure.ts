/**
 * What crosses beside the elements of arrays, measured in bytes. A payload falls into elements (the bytes of its arrays of numbers)
 * and structure (everything else in the pickle, and buffers that no array claims). Together they are the whole payload, so whatever
 * way of hiding numbers the candidate's code finds, they are in one of the two.
 */
import type { Container } from './container.ts';

/** Which bytes of a payload are elements. */
export interface Claims {
  /** Elements: 1 per 64 bits, complex 2, a record its fields. */
  elements: number;
  /** The same by the path at which they are. */
  paths: ReadonlyMap<string, number>;
  /** Indexes of the buffers that arrays of numbers lie in. */
  buffers: ReadonlySet<number>;
  /** Arrays and numbers inside the pickle: views of its bytes. */
  inline: ReadonlySet<Uint8Array>;
  /** Places of opcodes whose number is an element: they are marked, so that the rest says what was taken out of it. */
  marks: ReadonlySet<number>;
}

/** Turns an opcode of a number into a byte that is no opcode. */
export const MARK = 0x80;

/**
 * Everything that is no element: the pickle without the arrays and numbers inside it, then each buffer that no array claims, each with
 * its length before it. What is left out is at most 8 bytes an element, and the rest says where it was.
 */
export function structureOf({ pickle, buffers }: Container, claims: Claims): Uint8Array {
  const parts: Uint8Array[] = [];
  const marked = pickle.slice();
  for (const at of claims.marks) marked[at] = (marked[at] as number) ^ MARK;
  let at = 0;
  const cuts = [...claims.inline].sort((a, b) => a.byteOffset - b.byteOffset);
  for (const cut of cuts) {
    const start = cut.byteOffset - pickle.byteOffset;
    parts.push(marked.subarray(at, start));
    at = start + cut.byteLength;
  }
  parts.push(marked.subarray(at));
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
