/** Reads a Python payload on the server and checks the browser's count of its weights against the bytes. */
import type { WeightInventory } from '../../../protocol/score.ts';
import { PayloadError } from '../error.ts';
import { type Container, type ContainerLimits, parseContainer } from './container.ts';
import { type Scan, scanPickle } from './scan.ts';
import { type BytesCount, countBytes } from './structure.ts';
import { countPayload, type Sums } from './weights.ts';

/** Single numbers that are free, model and code together. */
export const FREE_SCALARS = 256;
/** Bytes of text that are free, model and code together. */
export const FREE_TEXT_BYTES = 4096;
/** Most items of an inventory; the smaller ones are summed up in `rest`. */
export const MOST_ITEMS = 200;

/** The count that the predicting worker reports; `items` and `rest` add up to `total`. */
export interface Inventory {
  total: number;
  model: Sums;
  code: Sums;
  items: readonly { path: string; count: number }[];
  rest: number;
}

/** What the server has read of a payload. */
interface Reading {
  container: Container;
  scan: Scan;
  /** A lower bound of the model's sums. */
  sums: Sums;
  /** A lower bound of its weights, whatever the sums say; takes some milliseconds. @throws PayloadError `too-large` */
  bytes(): BytesCount;
}

/** The module that a file is: `steps/model.py` is `steps.model`. */
export const moduleOf = (file: string): string => file.replace(/\.[^.]+$/, '').replaceAll('/', '.');

/**
 * Reads a payload without unpickling it. `own` are the module names of the candidate's files (`steps/model.py` is
 * `steps.model`).
 * @throws PayloadError with what is wrong and where.
 */
export function readPayload(bytes: Uint8Array, own: Iterable<string>, limits: Partial<ContainerLimits> = {}): Reading {
  const modules = [...own];
  const container = parseContainer(bytes, limits);
  const scan = scanPickle(container.pickle, modules, container.buffers.length);
  const { sums, claims } = countPayload(container, scan, modules);
  return { container, scan, sums, bytes: () => countBytes(container, claims) };
}

/**
 * An inventory that weighs at least what the bytes do: what they hold beyond it stands first, as an item of its own. Pages and server
 * call this, so both show the same number.
 */
export function withBytes(
  { total, items, rest }: WeightInventory,
  { structureBytes, weights }: BytesCount,
): WeightInventory {
  const beyond = weights - total;
  if (beyond <= 0) return { total, items, rest };
  const path = `beside arrays: names, texts, code by value (${structureBytes.toLocaleString('en')} bytes compressed)`;
  const listed = items.slice(0, MOST_ITEMS - 1);
  const left = items.slice(MOST_ITEMS - 1).reduce((sum, item) => sum + item.count, rest);
  return { total: weights, items: [{ path, count: beyond }, ...listed], rest: left };
}

/** The count of sums after the free part. */
export function totalOf(...sums: readonly Sums[]): number {
  const add = (key: keyof Sums): number => sums.reduce((all, each) => all + each[key], 0);
  const text = Math.ceil(Math.max(0, add('textBytes') - FREE_TEXT_BYTES) / 8);
  return add('arrays') + Math.max(0, add('scalars') - FREE_SCALARS) + text;
}

function whole(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0) {
    throw new PayloadError('bad-inventory', `${what} of the inventory is no whole number of at least 0`);
  }
  return value;
}

function fields(value: unknown, what: string): Record<string, unknown> {
  if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, unknown>;
  throw new PayloadError('bad-inventory', `${what} of the inventory is missing`);
}

function sumsOf(given: unknown, what: string): Sums {
  const { arrays, scalars, textBytes } = fields(given, what);
  return {
    arrays: whole(arrays, `${what}.arrays`),
    scalars: whole(scalars, `${what}.scalars`),
    textBytes: whole(textBytes, `${what}.textBytes`),
  };
}

/**
 * Checks an inventory from a browser: its sums must give its total, its items too, and none may be less than what the
 * payload's bytes show.
 * @throws PayloadError `bad-inventory` where it contradicts itself, `understated` where it reports less than the bytes
 * hold.
 */
export function checkInventory(given: unknown, reading: Reading): Inventory {
  const from = fields(given, 'the whole');
  const model = sumsOf(from.model, 'model');
  const code = sumsOf(from.code, 'code');
  const total = whole(from.total, 'total');
  const rest = whole(from.rest, 'rest');
  if (!Array.isArray(from.items) || from.items.length > MOST_ITEMS) {
    throw new PayloadError('bad-inventory', `the inventory has no list of at most ${MOST_ITEMS} items`);
  }
  const items = from.items.map((item: unknown, i) => {
    const { path, count } = fields(item, `item ${i}`);
    if (typeof path !== 'string') throw new PayloadError('bad-inventory', `item ${i} of the inventory has no path`);
    return { path: path.slice(0, 300), count: whole(count, `item ${i}`) };
  });
  for (const [key, what] of KINDS) {
    if (model[key] < reading.sums[key]) {
      const message = `the inventory says ${model[key]} ${what}, the payload holds at least ${reading.sums[key]}`;
      throw new PayloadError('understated', message);
    }
  }
  const sum = items.reduce((all, item) => all + item.count, rest);
  if (total !== totalOf(model, code) || total !== sum) {
    throw new PayloadError('bad-inventory', `the inventory's total ${total} is not what its parts add up to`);
  }
  return { total, model, code, items, rest };
}

const KINDS = [
  ['arrays', 'array elements'],
  ['scalars', 'single numbers'],
  ['textBytes', 'bytes of text'],
] as const;
