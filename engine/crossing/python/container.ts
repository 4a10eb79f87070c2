/**
 * The container of a Python payload as engine/python/src/holdout_official/payload.py writes it: magic, length of
 * the header (u32, little endian), header (JSON), pickle, buffers, without gaps. Nothing here is executed or trusted.
 */
import { type ContainerFault, headerBytesOf, openContainer, writeContainer } from '../../../protocol/container.ts';
import { PayloadError } from '../error.ts';
import { itemSize } from './dtype.ts';

/** One out-of-band array: `bytes` = item size of `dtype` x product of `shape`. */
interface BufferEntry {
  path?: string;
  /** numpy's form: byte order, kind, item size, e.g. `<f8`, `|V64`. */
  dtype: string;
  shape: readonly number[];
  bytes: number;
  order: 'C' | 'F';
}

export interface Container {
  /** The fit seed that the header names. */
  seed: number;
  pickle: Uint8Array;
  buffers: readonly { entry: BufferEntry; bytes: Uint8Array }[];
}

export interface ContainerLimits {
  /** Bytes of the whole container. */
  totalBytes: number;
  /** Bytes of the pickle alone. */
  pickleBytes: number;
  headerBytes: number;
  buffers: number;
}

const CONTAINER_LIMITS: ContainerLimits = {
  totalBytes: 16 * 1024 * 1024,
  pickleBytes: 8 * 1024 * 1024,
  headerBytes: 4 * 1024 * 1024,
  buffers: 20_000,
};

const MAGIC = Uint8Array.of(0x48, 0x4c, 0x44, 0x4f, 0x55, 0x54, 0, 1);
const VERSION = 1;
const MOST_AXES = 32;
const HEADER_KEYS = new Set(['version', 'seed', 'pickleBytes', 'buffers']);
const ENTRY_KEYS = new Set(['path', 'dtype', 'shape', 'bytes', 'order']);

function size(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
    throw new PayloadError('bad-header', `${what} must be a whole number of at least 0, not ${JSON.stringify(value)}`);
  }
  return value;
}

function record(value: unknown, keys: ReadonlySet<string>, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PayloadError('bad-header', `${what} must be an object`);
  }
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) throw new PayloadError('bad-header', `${what} has the unknown field ${unknown}`);
  return value as Record<string, unknown>;
}

/** Product of a shape; refused where it is no safe number. */
export function elements(shape: readonly number[], what: string): number {
  let product = 1;
  for (const axis of shape) {
    product *= axis;
    if (!Number.isSafeInteger(product))
      throw new PayloadError('bad-header', `${what} has a shape too large to be true`);
  }
  return product;
}

function entryOf(given: unknown, index: number): BufferEntry {
  const what = `buffer ${index}`;
  const { path, dtype, shape, bytes, order } = record(given, ENTRY_KEYS, what);
  if (path !== undefined && (typeof path !== 'string' || path.length > 300)) {
    throw new PayloadError('bad-header', `${what} has a path that is no text of at most 300 characters`);
  }
  if (typeof dtype !== 'string') throw new PayloadError('bad-header', `${what} has no dtype`);
  if (!Array.isArray(shape) || shape.length > MOST_AXES) {
    throw new PayloadError('bad-header', `${what} has no shape of at most ${MOST_AXES} axes`);
  }
  if (order !== 'C' && order !== 'F') throw new PayloadError('bad-header', `${what} has no order, "C" or "F"`);
  const axes = shape.map((axis) => size(axis, `an axis of ${what}`));
  const length = size(bytes, `bytes of ${what}`);
  const wanted = elements(axes, what) * itemSize(dtype);
  if (wanted !== length) {
    throw new PayloadError('bad-size', `${what} says ${length} bytes, but ${dtype} x [${axes}] is ${wanted}`);
  }
  return { ...(path === undefined ? {} : { path }), dtype, shape: axes, bytes: length, order };
}

function headerOf(bytes: Uint8Array): Record<string, unknown> {
  let parsed: unknown;
  try {
    parsed = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (error) {
    throw new PayloadError('bad-header', `the header is no JSON: ${error instanceof Error ? error.message : error}`);
  }
  return record(parsed, HEADER_KEYS, 'the header');
}

/**
 * The payload as predict gets it: a header that is made anew and holds the seed and sizes only. What the first one says besides (paths,
 * dtypes, shapes) weighs nothing, so it must not cross.
 * @throws PayloadError as {@link parseContainer}
 */
export function forPredicting(payload: Uint8Array, seed: number): Uint8Array<ArrayBuffer> {
  const { pickle, buffers } = parseContainer(payload);
  const sizes = buffers.map(({ bytes }) => ({ bytes: bytes.byteLength }));
  const header = headerBytesOf({ version: VERSION, seed, pickleBytes: pickle.byteLength, buffers: sizes });
  return writeContainer(MAGIC, header, [pickle, ...buffers.map(({ bytes }) => bytes)]);
}

function faultOf({ fault, headerBytes }: ContainerFault): PayloadError {
  switch (fault) {
    case 'magic':
      return new PayloadError('bad-magic', 'these bytes are no payload of this version');
    case 'header-length':
      return new PayloadError('too-large', `the header has ${headerBytes} bytes`);
    case 'header-cut':
      return new PayloadError('bad-size', 'the header is longer than the payload');
  }
}

/**
 * Parses a container strictly: every size is checked against the bytes, and no byte is left over.
 * The parts are views of the given bytes, not copies.
 * @throws PayloadError `bad-magic`, `bad-header`, `bad-size`, `bad-dtype` or `too-large`.
 */
export function parseContainer(bytes: Uint8Array, limits: Partial<ContainerLimits> = {}): Container {
  const most = { ...CONTAINER_LIMITS, ...limits };
  if (bytes.length > most.totalBytes) {
    throw new PayloadError('too-large', `the payload has ${bytes.length} bytes, at most ${most.totalBytes} are taken`);
  }
  const opened = openContainer(MAGIC, bytes, most.headerBytes);
  if ('fault' in opened) throw faultOf(opened);
  const { bodies } = opened;
  const header = headerOf(opened.header);
  if (header.version !== VERSION) throw new PayloadError('bad-header', 'the header is of another version');
  const seed = size(header.seed, 'seed');
  const pickleBytes = size(header.pickleBytes, 'pickleBytes');
  if (pickleBytes > most.pickleBytes) throw new PayloadError('too-large', `the pickle has ${pickleBytes} bytes`);
  if (!Array.isArray(header.buffers)) throw new PayloadError('bad-header', 'the header has no list of buffers');
  if (header.buffers.length > most.buffers) {
    throw new PayloadError('too-large', `the payload has ${header.buffers.length} arrays, at most ${most.buffers}`);
  }
  const entries = header.buffers.map(entryOf);
  const part = (length: number, what: string): Uint8Array => {
    const found = bodies.take(length);
    if (!found) throw new PayloadError('bad-size', `${what} reaches beyond the payload's end`);
    return found;
  };
  const pickle = part(pickleBytes, 'the pickle');
  const buffers = entries.map((entry, i) => ({ entry, bytes: part(entry.bytes, `buffer ${i}`) }));
  if (bodies.left > 0) throw new PayloadError('bad-size', `${bodies.left} bytes follow the last buffer`);
  return { seed, pickle, buffers };
}
