/** Counts an artefact: its tensors and the numbers of its JSON are elements, all else of its header is structure. */
import type { ModelCount } from '../inventory.ts';
import { compressedBytes } from '../structure.ts';
import type { Artefact, ArtefactTensor } from './format.ts';

/** Numbers, booleans and null of one entry up to which they are settings. */
const SETTINGS_MOST = 4;
/** Entries of `json` up to which each is looked at by itself. */
const BUNDLE_MOST = 16;
const MOST_PATH_CHARS = 300;

/** What an artefact is, in two parts that are the whole of it. */
export interface SplitArtefact {
  /** Elements by path: 1 per 64 bits. */
  paths: ReadonlyMap<string, number>;
  /** Numbers that left the JSON, in order. */
  numbers: readonly number[];
  /** The header without them; a 9 stands for each, and a list says of which entries. */
  rest: string;
}

const isLeaf = (value: unknown): boolean => typeof value === 'number' || typeof value === 'boolean' || value === null;

/** Numbers, booleans and null below a value. */
function leavesOf(value: unknown): number {
  if (isLeaf(value)) return 1;
  if (typeof value !== 'object') return 0;
  let sum = 0;
  for (const part of Array.isArray(value) ? value : Object.values(value as object)) sum += leavesOf(part);
  return sum;
}

class Splitter {
  readonly paths = new Map<string, number>();
  readonly numbers: number[] = [];
  /** Names of the entries whose numbers are out of the rest. */
  readonly cut: string[] = [];

  #add(path: string, count: number): void {
    const shown = path.slice(0, MOST_PATH_CHARS);
    if (count > 0) this.paths.set(shown, (this.paths.get(shown) ?? 0) + count);
  }

  tensor(path: string, { shape, bytes }: ArtefactTensor): void {
    const elements = shape.reduce((product, axis) => product * axis, 1);
    this.#add(path, Math.max(elements, Math.ceil(bytes.length / 8)));
  }

  /** One entry of `json`, without its numbers where they are more than settings. */
  entry(name: string, value: unknown): unknown {
    const leaves = leavesOf(value);
    if (leaves <= SETTINGS_MOST) return value;
    this.#add(name === '' ? 'json' : `json.${name}`, leaves);
    this.cut.push(name);
    return this.#without(value);
  }

  /** The same with a 9 in the place of each number; written out by hand, for millions of numbers take their time. */
  #without(value: unknown): unknown {
    if (typeof value === 'number') {
      this.numbers.push(value);
      return 9;
    }
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return value.map((part) => this.#without(part));
    const rest: Record<string, unknown> = {};
    for (const [key, part] of Object.entries(value)) rest[key] = this.#without(part);
    return rest;
  }

  json(value: unknown): unknown {
    const entries = typeof value === 'object' && value !== null ? Object.entries(value) : [];
    if (entries.length === 0 || entries.length > BUNDLE_MOST) return this.entry('', value);
    const split = entries.map(([key, entry]) => [key, this.entry(key, entry)] as const);
    return Array.isArray(value) ? split.map(([, entry]) => entry) : Object.fromEntries(split);
  }
}

/** The two parts of an artefact; its seed and the bytes of its tensors are in neither. */
export function splitArtefact({ layers, tensors, json }: Artefact): SplitArtefact {
  const split = new Splitter();
  const headOf = (of: string, tensor: ArtefactTensor) => {
    split.tensor(`${of}${tensor.path}`, tensor);
    return { path: tensor.path, dtype: tensor.dtype, shape: tensor.shape };
  };
  const header = {
    layers: layers.map(({ name, topology, weights }) => ({
      name,
      topology,
      weights: weights.map((weight) => headOf(name === '' ? 'layers/' : `layers.${name}/`, weight)),
    })),
    tensors: tensors.map((tensor) => headOf(tensor.path === '' ? 'tensors' : '', tensor)),
    json: split.json(json),
  };
  return { paths: split.paths, numbers: split.numbers, rest: JSON.stringify({ ...header, cut: split.cut }) };
}

/** The count of an artefact: 8 bytes an element and the bytes of structure together are at least what it holds. @throws PayloadError `too-large` */
export function countArtefact(artefact: Artefact): ModelCount {
  const { paths, rest } = splitArtefact(artefact);
  return { paths, structureBytes: compressedBytes(new TextEncoder().encode(rest)) };
}
