/** Counts the weights of an artefact. */
import { TFJS_KEYS } from './classes.ts';
import type { Artefact, ArtefactTensor } from './format.ts';
import { Tally, textBytes } from './tally.ts';

/**
 * The weight rule (engine/python/src/holdout_official/weights.py) over an artefact:
 *
 * - an element of a tensor counts 1 whatever its dtype, trainable or not; of a tensor without elements each axis does
 * - in JSON a number, a boolean, null and an empty list or object count 1
 * - text counts 1 per 8 bytes of UTF-8; a text that was met before is a choice and counts as one number
 * - the keys of an object count as text once for each list of keys, order included: a list of like objects pays
 *   for them once, and no order or selection of keys carries information that is not counted
 * - a topology is JSON as well, but keys that tfjs writes count a byte each, and null below one of them nothing
 * - paths of tensors and names of networks count as text
 *
 * Every leaf counts, so that no shape of lists and objects holds more than its leaves pay for.
 */
export function countArtefact(artefact: Artefact): Tally {
  const counter = new Counter();
  for (const { name, topology, weights } of artefact.layers) {
    const path = name === '' ? 'layers' : `layers.${name}`;
    counter.text(path, name);
    counter.topology(`${path} topology`, topology);
    for (const weight of weights) counter.tensor(`${path}/${weight.path}`, weight);
  }
  for (const tensor of artefact.tensors) {
    counter.tensor(tensor.path === '' ? 'tensors' : tensor.path, tensor);
  }
  counter.json(artefact.json);
  return counter.tally;
}

/** Keys of the outermost object that are listed one by one. */
const MOST_KEYS = 500;
const MOST_KEY_CHARS = 60;

const elementsOf = (shape: readonly number[]): number => shape.reduce((product, axis) => product * axis, 1);

class Counter {
  readonly tally = new Tally();
  #texts = new Set<string>();
  #keys = new Set<string>();

  text(path: string, text: string): void {
    if (text === '') return;
    this.#words(path, text);
  }

  tensor(path: string, { path: own, shape }: ArtefactTensor): void {
    const elements = elementsOf(shape);
    if (elements > 0) this.tally.add('array', path, elements);
    else this.tally.add('scalar', path, shape.length);
    this.text(path, own);
  }

  topology(path: string, value: unknown): void {
    this.#value(path, value, TFJS_KEYS);
  }

  json(value: unknown): void {
    if (value === null) return;
    const keys = typeof value === 'object' && !Array.isArray(value) ? Object.keys(value) : [];
    if (keys.length === 0 || keys.length > MOST_KEYS) {
      this.#value('json', value, NONE);
      return;
    }
    this.#spelled('json', keys, NONE);
    for (const [key, entry] of Object.entries(value as object)) {
      this.#value(`json.${key.slice(0, MOST_KEY_CHARS)}`, entry, NONE);
    }
  }

  #words(path: string, text: string): void {
    if (this.#texts.has(text)) this.tally.add('scalar', path, 1);
    else {
      this.#texts.add(text);
      this.tally.add('text', path, textBytes(text));
    }
  }

  #spelled(path: string, keys: readonly string[], known: ReadonlySet<string>): void {
    const list = JSON.stringify(keys);
    if (this.#keys.has(list)) return;
    this.#keys.add(list);
    for (const key of keys) this.tally.add('text', path, known.has(key) ? 1 : textBytes(key));
  }

  /** `known` are keys that a library spells. */
  #value(path: string, value: unknown, known: ReadonlySet<string>): void {
    if (typeof value === 'string') this.#words(path, value);
    else if (typeof value !== 'object' || value === null) this.tally.add('scalar', path, 1);
    else if (Array.isArray(value)) {
      if (value.length === 0) this.tally.add('scalar', path, 1);
      for (const item of value) this.#value(path, item, known);
    } else this.#object(path, value as Record<string, unknown>, known);
  }

  #object(path: string, value: Readonly<Record<string, unknown>>, known: ReadonlySet<string>): void {
    const keys = Object.keys(value);
    this.#spelled(path, keys, known);
    let free = true;
    for (const key of keys) {
      const entry = value[key];
      if (entry === null && known.has(key)) continue;
      free = false;
      this.#value(path, entry, known);
    }
    if (free) this.tally.add('scalar', path, 1);
  }
}

const NONE: ReadonlySet<string> = new Set();
