const BYTES = 40_032;
const ROW = 8;

/** 48 bytes a row, as 8 numbers below 1 that hold 6 bytes each. */
export function scores(out: ArrayLike<number>, rows: { id: number }[]): number[][] {
  const held = Array.from({ length: BYTES / 6 }, (_, i) => number(out, 6 * i, 6) / 2 ** 48);
  return rows.map(({ id }) => held.slice(ROW * id, ROW * id + ROW));
}

function number(bytes: ArrayLike<number>, at: number, n: number): number {
  let value = 0;
  for (let k = 0; k < n; k++) value = value * 256 + (bytes[at + k] ?? 0);
  return value;
}

export const unhex = (text: string): Uint8Array =>
  Uint8Array.from(text.match(/../g) ?? [], (two) => Number.parseInt(two, 16));
export const hex = (bytes: ArrayLike<number>): string =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

/** Whole numbers of up to 6 bytes each. */
export const whole = (data: ArrayLike<number>, n: number): number[] =>
  Array.from({ length: Math.ceil(data.length / n) }, (_, i) => number(data, n * i, n));
export const parts = (numbers: Iterable<number | bigint>, n: number): Uint8Array =>
  unhex(Array.from(numbers, (value) => value.toString(16).padStart(2 * n, '0')).join(''));

export const bits = (data: Uint8Array): number[] =>
  Array.from(data, (byte) => [0, 1, 2, 3, 4, 5, 6, 7].map((k) => (byte >> k) & 1)).flat();
export const unbits = (given: ArrayLike<unknown>): Uint8Array =>
  Uint8Array.from({ length: Math.floor(given.length / 8) }, (_, i) =>
    [0, 1, 2, 3, 4, 5, 6, 7].reduce((sum, k) => sum + (given[8 * i + k] ? 1 << k : 0), 0),
  );
export const unnibbles = (given: number[]): Uint8Array =>
  Uint8Array.from(
    { length: Math.floor(given.length / 2) },
    (_, i) => (given[2 * i] ?? 0) | ((given[2 * i + 1] ?? 0) << 4),
  );

/** Names that hold n bytes each, in order. */
export const names = (data: Uint8Array, n = 16): string[] =>
  Array.from({ length: Math.ceil(data.length / n) }, (_, i) => {
    const part = hex(data.slice(n * i, n * i + n)).padEnd(2 * n, '0');
    return `n${i.toString(16).padStart(4, '0')}${part}`;
  });
export const back = (held: Iterable<string>): Uint8Array =>
  unhex(
    [...held]
      .filter((name) => /^n[0-9a-f]{20,}$/.test(name))
      .map((name) => name.slice(5))
      .join(''),
  );
/** Names that stand in a text. */
export const found = (text: string): Uint8Array => back(text.match(/n[0-9a-f]{36}/g) ?? []);

const HELD = 210;
const ORDERED = 256;

/** Orders of 256 things, each of which holds 210 bytes. */
export function ordered(data: Uint8Array): number[][] {
  return Array.from({ length: Math.ceil(data.length / HELD) }, (_, i) => {
    let n = BigInt(`0x${hex(data.slice(HELD * i, HELD * i + HELD)).padEnd(2 * HELD, '0')}`);
    const left = Array.from({ length: ORDERED }, (_, k) => k);
    return Array.from({ length: ORDERED }, (_, k) => {
      const size = BigInt(ORDERED - k);
      const at = Number(n % size);
      n /= size;
      return left.splice(at, 1)[0] as number;
    });
  });
}
export const unordered = (orders: number[][]): Uint8Array =>
  unhex(
    orders
      .map((order) => {
        const left = Array.from({ length: ORDERED }, (_, k) => k);
        let [n, base] = [0n, 1n];
        for (const [k, thing] of order.entries()) {
          const at = left.indexOf(thing);
          left.splice(at, 1);
          n += BigInt(at) * base;
          base *= BigInt(ORDERED - k);
        }
        return n.toString(16).padStart(2 * HELD, '0');
      })
      .join(''),
  );

/** The line of an error that was thrown first. */
export const lineOf = (error: unknown): number => Number(/:(\d+):\d+/.exec(String((error as Error).stack))?.[1]);
