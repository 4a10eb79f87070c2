/** Tensors that nothing holds any more: tfjs frees none by itself, so a loop without `tf.tidy` fills the memory. */
import { Tensor } from '@tensorflow/tfjs';
import { type Alive, tensorsAlive } from './alive.ts';

/** Objects that a walk looks into at most, and items of one long list. */
const MOST_OBJECTS = 200_000;
const MOST_ITEMS = 2_000;
/** Fewer and smaller leftovers are the scalars that any exploring leaves. */
const NOTABLE_TENSORS = 20;
const NOTABLE_BYTES = 1_000_000;

/** Shapes that are named. */
const SHAPES = 3;

/** The tensors of a moment that no value reaches, by id, and the data that values reach. */
export interface TensorUse {
  loose: ReadonlyMap<number, Alive>;
  heldData: ReadonlySet<number>;
}

/**
 * Ids of the tensors that can be reached from values: through arrays, maps, sets, plain objects and instances, models and
 * optimizers. What only a closure holds is not seen; lists beyond 2,000 items are looked at from both ends.
 */
export function heldTensors(roots: Iterable<unknown>): Set<number> {
  return new Set(reached(roots).map((t) => t.id));
}

/** The tensors of this moment, without those that the roots hold. */
export function tensorUse(roots: Iterable<unknown>): TensorUse {
  const held = heldTensors(roots);
  const loose = new Map<number, Alive>();
  const heldData = new Set<number>();
  for (const [id, tensor] of tensorsAlive()) {
    if (held.has(id)) heldData.add(tensor.data);
    else loose.set(id, tensor);
  }
  return { loose, heldData };
}

/** A sentence on the tensors that a run left and nothing holds, or null where they are few and small. */
export function leakNotice(before: TensorUse, after: TensorUse): string | null {
  const left = [...after.loose].filter(([id]) => !before.loose.has(id)).map(([, tensor]) => tensor);
  // Tensors of the same data take it once, and nothing where a variable holds that data all the same.
  const data = new Map(left.filter((t) => !after.heldData.has(t.data)).map((t) => [t.data, t.bytes]));
  const bytes = [...data.values()].reduce((sum, b) => sum + b, 0);
  if (left.length < 1 || (left.length < NOTABLE_TENSORS && bytes < NOTABLE_BYTES)) return null;
  return (
    `This run left ${left.length} tensor${left.length > 1 ? 's' : ''}${bytes > 0 ? `, ${size(bytes)},` : ''} that no variable holds` +
    `${shapesOf(left)}: wrap the loop in tf.tidy or call dispose().`
  );
}

/** "; the largest are of shape [128, 64] (30 times) and [64]". */
function shapesOf(left: readonly Alive[]): string {
  const shapes = new Map<string, { count: number; bytes: number }>();
  for (const { shape, bytes } of left) {
    const text = `[${shape.join(', ')}]`;
    const { count = 0 } = shapes.get(text) ?? {};
    shapes.set(text, { count: count + 1, bytes });
  }
  const named = [...shapes]
    .sort(([, a], [, b]) => b.bytes - a.bytes)
    .slice(0, SHAPES)
    .map(([text, { count }]) => (count > 1 ? `${text} (${count} times)` : text));
  const last = named.pop() ?? '';
  return `; the largest ${left.length > 1 ? 'are' : 'is'} of shape ${named.length > 0 ? `${named.join(', ')} and ${last}` : last}`;
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
