/** Random bytes as what source is made of: names, numbers, choices and orders. `programs/carry.py` reads them again. */

const partsOf = (data: Uint8Array, n: number): Buffer[] =>
  Array.from({ length: Math.ceil(data.length / n) }, (_, i) => {
    const part = Buffer.alloc(n);
    part.set(data.subarray(n * i, n * i + n));
    return part;
  });

/** Names that hold n bytes each, in order. */
export const namesOf = (data: Uint8Array, n = 16): string[] =>
  partsOf(data, n).map((part, i) => `n${i.toString(16).padStart(4, '0')}${part.toString('hex')}`);

/** Whole numbers of n bytes each, in decimal digits. */
export const numbersOf = (data: Uint8Array, n: number): string[] =>
  partsOf(data, n).map((part) => BigInt(`0x${part.toString('hex')}`).toString());

export const hex = (data: Uint8Array): string => Buffer.from(data).toString('hex');

/** 0 to 15 each, the lower four bits first. */
export const nibblesOf = (data: Uint8Array): number[] => [...data].flatMap((byte) => [byte & 15, byte >> 4]);

/** 0 or 1 each, the lowest bit first. */
export const bitsOf = (data: Uint8Array): number[] =>
  [...data].flatMap((byte) => [0, 1, 2, 3, 4, 5, 6, 7].map((k) => (byte >> k) & 1));

/** Orders of 256 things, each of which holds 210 bytes. */
export const ordersOf = (data: Uint8Array): number[][] =>
  partsOf(data, 210).map((part) => {
    let n = BigInt(`0x${part.toString('hex')}`);
    const left = Array.from({ length: 256 }, (_, i) => i);
    return Array.from({ length: 256 }, (_, i) => {
      const size = BigInt(256 - i);
      const at = Number(n % size);
      n /= size;
      return left.splice(at, 1)[0] as number;
    });
  });

/** A text of one character a byte, none of them of ASCII. */
export const letters = (data: Uint8Array): string =>
  Array.from(data, (byte) => String.fromCharCode(0x4e00 + byte)).join('');
