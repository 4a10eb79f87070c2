/** Shapes and values of an artefact's tensors. */
import { PayloadError } from '../error.ts';
import { elements } from '../python/container.ts';

export type ArtefactDtype = 'float32' | 'int32' | 'bool';

const ITEM_BYTES: Readonly<Record<ArtefactDtype, number>> = { float32: 4, int32: 4, bool: 1 };

function isDtype(value: unknown): value is ArtefactDtype {
  return typeof value === 'string' && Object.hasOwn(ITEM_BYTES, value);
}

/**
 * Whole number of at least 0; -0 and fractions are none.
 * @throws PayloadError `bad-header`.
 */
export function wholeNumber(value: unknown, what: string): number {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || value < 0 || Object.is(value, -0)) {
    throw new PayloadError('bad-header', `${what} must be a whole number of at least 0, not ${shown(value)}`);
  }
  return value;
}

function shown(value: unknown): string {
  return Object.is(value, -0) ? '-0' : String(JSON.stringify(value)).slice(0, 80);
}

/**
 * Bytes that a tensor of this dtype and shape has. Nothing is allocated.
 * @throws PayloadError `bad-dtype`, or `bad-header` where the shape is none.
 */
export function tensorBytes(dtype: unknown, shape: unknown, rank: number, what: string): number {
  if (!isDtype(dtype)) {
    throw new PayloadError('bad-dtype', `${what} has the dtype ${shown(dtype)}; float32, int32 and bool cross`);
  }
  if (!Array.isArray(shape) || shape.length > rank) {
    throw new PayloadError('bad-header', `${what} has no shape of at most ${rank} axes`);
  }
  const axes = shape.map((axis) => wholeNumber(axis, `an axis of ${what}`));
  return elements(axes, what) * ITEM_BYTES[dtype];
}

/**
 * Refuses NaN and bools other than 0 and 1. Infinities stay: a hand-written tree may hold one as a threshold.
 * @throws PayloadError `bad-value` with the position.
 */
export function checkValues(dtype: ArtefactDtype, bytes: Uint8Array, what: string): void {
  if (dtype === 'bool') {
    const at = bytes.findIndex((byte) => byte > 1);
    if (at >= 0) throw new PayloadError('bad-value', `${what} holds ${bytes[at]} at ${at}; a bool is 0 or 1`);
    return;
  }
  if (dtype !== 'float32') return;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  for (let at = 0; at < bytes.length; at += 4) {
    // All bits of the exponent and any of the fraction: NaN.
    if ((view.getUint32(at, true) & 0x7fffffff) > 0x7f800000) {
      throw new PayloadError('bad-value', `${what} holds NaN at ${at / 4}: training diverged`);
    }
  }
}
