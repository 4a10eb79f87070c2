/** Reads numbers and texts from the bytes of a pickle. */
import { PayloadError } from '../error.ts';

/** Reads little-endian values from a pickle; every read is checked against its end. */
export class Reader {
  readonly bytes: Uint8Array;
  #view: DataView;
  at = 0;

  constructor(bytes: Uint8Array) {
    this.bytes = bytes;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  get left(): number {
    return this.bytes.length - this.at;
  }

  take(length: number): Uint8Array {
    if (length > this.left) throw new PayloadError('bad-pickle', `the pickle ends inside a value at byte ${this.at}`);
    this.at += length;
    return this.bytes.subarray(this.at - length, this.at);
  }

  u8(): number {
    return this.take(1)[0] as number;
  }

  u16(): number {
    this.take(2);
    return this.#view.getUint16(this.at - 2, true);
  }

  u32(): number {
    this.take(4);
    return this.#view.getUint32(this.at - 4, true);
  }

  i32(): number {
    this.take(4);
    return this.#view.getInt32(this.at - 4, true);
  }

  /** A length of 8 bytes; refused where it reaches beyond the pickle. */
  length64(): number {
    this.take(8);
    const low = this.#view.getUint32(this.at - 8, true);
    const high = this.#view.getUint32(this.at - 4, true);
    if (high !== 0 || low > this.left)
      throw new PayloadError('bad-pickle', `a length at byte ${this.at - 8} is too large`);
    return low;
  }

  /** Text up to a newline, as the oldest opcodes have it. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    if (end < 0 || end - this.at > 400) throw new PayloadError('bad-pickle', `a name at byte ${this.at} has no end`);
    const text = new TextDecoder().decode(this.bytes.subarray(this.at, end));
    this.at = end + 1;
    return text;
  }
}

/** A whole number of `bytes` in two's complement, little endian; NaN where it has more than 48 bits. */
export function wholeNumber(bytes: Uint8Array): number {
  let used = bytes.length;
  const negative = used > 0 && ((bytes[used - 1] as number) & 0x80) !== 0;
  const fill = negative ? 0xff : 0;
  while (used > 0 && bytes[used - 1] === fill) used -= 1;
  if (used > 6) return Number.NaN;
  let value = 0;
  for (let i = used - 1; i >= 0; i -= 1) value = value * 256 + (bytes[i] as number);
  return negative ? value - 256 ** used : value;
}
