/** Tensors that nothing holds any more: tfjs frees none by itself, so a loop without `tf.tidy` fills the memory. */
import { memory, Tensor } from '@tensorflow/tfjs';

/** Objects that a walk looks into at most, and items of one long list. */
const MOST_OBJECTS = 200_000;
const MOST_ITEMS = 2_000;
/** Fewer and smaller leftovers are the scalars that any exploring leaves. */
const NOTABLE_TENSORS = 20;
const NOTABLE_BYTES = 1_000_000;

/** Tensors that exist, and what they take. */
interface TensorCount {
  count: number;
  /** Of the engine's memory; tensors that share data count once. */
  bytes: number;
}

/** The tensors of a moment, and those among them that values reach. */
export interface TensorUse extends TensorCount {
  held: TensorCount;
}

/** How many tensors exist now. */
function tensorsAlive(): TensorCount {
  const { numTensors, numBytes } = memory();
  return { count: numTensors, bytes: numBytes };
}

/**
 * Ids of the tensors that can be reached from values: through arrays, maps, sets, plain objects and instances, models and
 * optimizers. What only a closure holds is not seen; lists beyond 2,000 items are looked at from both ends.
 */
export function heldTensors(roots: Iterable<unknown>): Set<number> {
  return new Set(reached(roots).map((t) => t.id));
}

/** The tensors of this moment with what the roots hold of them. */
export function tensorUse(roots: Iterable<unknown>): TensorUse {
  const held = reached(roots);
  const shared = new Map(held.map((t) => [t.dataId, t.size * (WIDTH[t.dtype] ?? 4)]));
  const bytes = [...shared.values()].reduce((sum, b) => sum + b, 0);
  return { ...tensorsAlive(), held: { count: new Set(held.map((t) => t.id)).size, bytes } };
}

const WIDTH: Readonly<Record<string, number>> = { bool: 1, complex64: 8 };

/** A sentence on the tensors that a run left and nothing holds, or null where they are few and small. */
export function leakNotice(before: TensorUse, after: TensorUse): string | null {
  const loose = (use: TensorUse, what: keyof TensorCount): number => use[what] - use.held[what];
  const count = loose(after, 'count') - loose(before, 'count');
  const bytes = Math.max(0, loose(after, 'bytes') - loose(before, 'bytes'));
  if (count < 1 || (count < NOTABLE_TENSORS && !(bytes >= NOTABLE_BYTES))) return null;
  // tfjs counts no bytes any more once a tensor had a size that is no number.
  const weight = Number.isFinite(bytes) ? ` (${size(bytes)})` : '';
  return (
    `This run left ${count} tensor${count > 1 ? 's' : ''}${weight} that no variable holds: ` +
    'wrap the loop in tf.tidy or call dispose().'
  );
}

function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}

function reached(roots: Iterable<unknown>): Tensor[] {
  const tensors: Tensor[] = [];
  const seen = new Set<object>();
  const left: object[] = [];
  const push = (value: unknown): void => {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function') || seen.has(value)) return;
    if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return;
    if (seen.size < MOST_OBJECTS) {
      seen.add(value);
      left.push(value);
    }
  };
  for (const root of roots) push(root);
  for (let value = left.pop(); value !== undefined; value = left.pop()) {
    if (isTensor(value)) {
      if (!value.isDisposed) tensors.push(value);
      continue;
    }
    for (const inner of parts(value)) push(inner);
  }
  return tensors;
}

/**
 * By its class: `instanceof` asks tfjs, which reads `data` of whatever it is given, and that throws on prototypes of the browser's
 * classes (MessageEvent), which libraries make reachable.
 */
export const isTensor = (value: object): value is Tensor =>
  Object.prototype.isPrototypeOf.call(Tensor.prototype, value);

function parts(value: object): Iterable<unknown> {
  if (Array.isArray(value)) return ends(value);
  if (value instanceof Map) return ends([...value].flat());
  if (value instanceof Set) return ends([...value]);
  return owned(value);
}

function ends(list: readonly unknown[]): readonly unknown[] {
  return list.length <= MOST_ITEMS ? list : [...list.slice(0, MOST_ITEMS / 2), ...list.slice(-MOST_ITEMS / 2)];
}

/** Values of an object's own properties; no getter is called. */
function owned(value: object): unknown[] {
  return Object.values(Object.getOwnPropertyDescriptors(value))
    .filter((d) => 'value' in d)
    .map((d): unknown => d.value);
}
