/** Two fitted values side by side: what in them differs, and by how much. */

import type { Tf } from '../libraries/tensorflow/tf.ts';
import { takeApart } from '../official/model.ts';
import { count, isList } from '../official/rows.ts';

/** Copies of all that a value stores, by path: numbers or a text. */
export type Marks = Map<string, Float64Array | string>;

/** From this many rows on, something of exactly that length is a copy of the rows and not learned from them. */
const COPY = 20;
/** Values looked into; beyond them a change is not seen. */
const MOST = 1_000_000;

type Cells = Record<string, unknown>;
const isObject = (value: unknown): value is Cells => typeof value === 'object' && value !== null;
const isTensor = (value: unknown): value is { data(): Promise<ArrayLike<unknown>>; shape: number[] } =>
  isObject(value) && 'dataId' in value && 'shape' in value && typeof value.data === 'function';

/**
 * What a value stores. `copiesOf`: a number of rows; what has one entry for each of them is left out, because `prepare` may
 * return validation rows.
 */
export async function marks(value: unknown, name: string, copiesOf = 0): Promise<Marks> {
  const found: Marks = new Map();
  const seen = new Set<object>();
  const length = copiesOf >= COPY ? copiesOf : -1;
  const visit = async (part: unknown, path: string): Promise<void> => {
    if (found.size >= MOST || typeof part === 'function') return;
    if (typeof part === 'number' || typeof part === 'boolean') found.set(path, Float64Array.of(Number(part)));
    else if (!isObject(part)) found.set(path, String(part));
    else if (!seen.has(part)) {
      seen.add(part);
      await inside(part, path);
    }
  };
  const inside = async (part: Cells, path: string): Promise<void> => {
    if (isTensor(part)) {
      if (part.shape[0] !== length) found.set(path, numbers(await part.data()));
    } else if (isCopy(part, length)) return;
    else if (isList(part)) {
      if (Array.from(part).every((one) => typeof one === 'number')) found.set(path, numbers(part));
      else for (let i = 0; i < part.length; i++) await visit(part[i], `${path}[${i}]`);
    } else if (typeof part.getWeights === 'function') {
      const weights = (part as { getWeights(): unknown[] }).getWeights();
      for (const [i, weight] of weights.entries()) await visit(weight, `${path}.weights[${i}]`);
    } else if (part instanceof Map || part instanceof Set) {
      for (const [i, one] of [...part].entries()) await visit(one, `${path}{${i}}`);
    } else for (const key of Object.keys(part)) await visit(part[key], `${path}.${key}`);
  };
  await visit(value, name);
  return found;
}

const numbers = (values: ArrayLike<unknown>): Float64Array => Float64Array.from(values, Number);

function isCopy(part: unknown, length: number): boolean {
  if (length < 0) return false;
  try {
    return count(part) === length;
  } catch {
    return false;
  }
}

/** What crosses of a model, tensors by path; `copiesOf` as in {@link marks}. @throws OfficialError where it cannot cross. */
export async function modelMarks(tf: Tf, model: unknown, copiesOf = 0): Promise<Marks> {
  const artefact = await takeApart(tf, model, 0);
  const found = await marks(artefact.json, 'model.json', copiesOf);
  const tensors = [
    ...artefact.layers.flatMap(({ name, weights }) =>
      weights.map((weight, i) => [`model.layers${name && `.${name}`}.weights[${i}]`, weight] as const),
    ),
    ...artefact.tensors.map((tensor) => [`model.${tensor.path}`, tensor] as const),
  ];
  for (const [path, { dtype, bytes, shape }] of tensors) {
    if (copiesOf >= COPY && shape[0] === copiesOf) continue;
    const own = bytes.slice().buffer;
    const values = dtype === 'bool' ? bytes : dtype === 'int32' ? new Int32Array(own) : new Float32Array(own);
    found.set(path, numbers(values));
  }
  return found;
}

/** Largest change and its path. A change is relative to the size of the array it is in; another structure counts 1. */
export function difference(before: Marks, after: Marks): { moved: number; path: string } {
  let moved = 0;
  let path = '';
  for (const key of new Set([...before.keys(), ...after.keys()])) {
    const change = changeOf(before.get(key), after.get(key));
    if (change > moved) {
      moved = change;
      path = key;
    }
  }
  return { moved, path };
}

function changeOf(a: Float64Array | string | undefined, b: Float64Array | string | undefined): number {
  if (a === undefined || b === undefined || typeof a !== typeof b) return 1;
  if (typeof a === 'string' || typeof b === 'string') return Number(a !== b);
  if (a.length !== b.length) return 1;
  let apart = 0;
  let scale = 0;
  for (let i = 0; i < a.length; i++) {
    const x = a[i] as number;
    const y = b[i] as number;
    if (Number.isFinite(x)) scale = Math.max(scale, Math.abs(x));
    if (Number.isFinite(y)) scale = Math.max(scale, Math.abs(y));
    if (Object.is(x, y) || x === y) continue;
    if (!Number.isFinite(x) || !Number.isFinite(y)) return 1;
    apart = Math.max(apart, Math.abs(x - y));
  }
  return apart === 0 ? 0 : apart / scale;
}
