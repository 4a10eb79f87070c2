/**
 * The artefact: what crosses from training to prediction in TypeScript. Layers as tfjs describes them, tensors and
 * JSON; no function, no code.
 *
 * Layout: 8 bytes of magic, length of the header (u32, little endian), header (UTF-8 JSON as `JSON.stringify` writes
 * it), then the bytes of every tensor: the weights of each entry of `layers` in order, then `tensors`. No padding,
 * nothing after. A size is never written twice: bytes of a tensor = elements of its shape x bytes of its dtype.
 */
import { headerBytesOf, writeContainer } from '../../../protocol/container.ts';
import { PayloadError } from '../error.ts';
import { checkJson } from './json.ts';
import { checkPath } from './names.ts';
import { type ArtefactDtype, checkValues, tensorBytes } from './tensor.ts';

/** One array; `bytes` are little endian, row by row. */
export interface ArtefactTensor {
  /** tfjs's name of a weight, or where the tensor was in the model: `tensors`, `tensors.trees[0].left`. */
  path: string;
  dtype: ArtefactDtype;
  shape: readonly number[];
  bytes: Uint8Array;
}

/** One LayersModel. */
export interface ArtefactLayers {
  /** '' where `model.layers` is one LayersModel, else its key. */
  name: string;
  /** What tfjs's `toJSON(null, false)` gives. */
  topology: unknown;
  /** Every weight, trainable or not. */
  weights: ArtefactTensor[];
}

/** A fitted model as it crosses. */
export interface Artefact {
  /** The fit seed. */
  seed: number;
  layers: ArtefactLayers[];
  tensors: ArtefactTensor[];
  /** Any JSON value; null where the model has none. */
  json: unknown;
}

/** How large an artefact may be. */
export interface ArtefactLimits {
  /** Bytes of the whole. */
  totalBytes: number;
  headerBytes: number;
  /** Entries of `layers`. */
  layers: number;
  /** Weights and tensors together. */
  tensors: number;
  /** Axes of one tensor. */
  rank: number;
  /** Brackets within brackets in the header. */
  depth: number;
}

export const ARTEFACT_LIMITS: ArtefactLimits = {
  totalBytes: 16 * 1024 * 1024,
  // A hundred thousand numbers of JSON, ten times any budget; what is longer only takes time to read.
  headerBytes: 2 * 1024 * 1024,
  layers: 200,
  tensors: 20_000,
  rank: 8,
  depth: 64,
};

/** `HLDOTS`, 0, version. */
export const ARTEFACT_MAGIC = Uint8Array.of(0x48, 0x4c, 0x44, 0x4f, 0x54, 0x53, 0, 1);
export const ARTEFACT_VERSION = 1;
/** Levels of the header around what the candidate gives. */
const LEVELS_AROUND = 3;

function entryOf({ path, dtype, shape, bytes }: ArtefactTensor, of: string): unknown {
  checkPath(path, of);
  const what = path === '' ? of : `${of} "${path}"`;
  const wanted = tensorBytes(dtype, shape, ARTEFACT_LIMITS.rank, what);
  if (wanted !== bytes.length) {
    throw new PayloadError('bad-size', `${what} has ${bytes.length} bytes, but ${dtype} x [${shape}] is ${wanted}`);
  }
  checkValues(dtype, bytes, what);
  return { path, dtype, shape };
}

/**
 * An artefact as bytes. What {@link parseArtefact} refuses in tensors and JSON is refused here already, so that the
 * candidate reads the reason right after training.
 * @throws PayloadError `bad-value` (NaN, a bool that is none, what is no JSON), `bad-name`, `bad-size`, `bad-dtype`,
 * `bad-header` or `too-large`, with the path.
 */
export function encodeArtefact({ seed, layers, tensors, json = null }: Artefact): Uint8Array<ArrayBuffer> {
  const depth = ARTEFACT_LIMITS.depth - LEVELS_AROUND;
  checkJson(json, 'json', depth);
  const header = {
    version: ARTEFACT_VERSION,
    seed,
    layers: layers.map(({ name, topology, weights }) => {
      checkPath(name, 'layers');
      checkJson(topology, name === '' ? 'the topology' : `the topology of "${name}"`, depth);
      return { name, topology, weights: weights.map((weight) => entryOf(weight, 'the weight')) };
    }),
    tensors: tensors.map((tensor) => entryOf(tensor, 'the tensor')),
    json,
  };
  const head = headerBytesOf(header);
  const bodies = [...layers.flatMap(({ weights }) => weights), ...tensors].map(({ bytes }) => bytes);
  const out = writeContainer(ARTEFACT_MAGIC, head, bodies);
  for (const [length, most, what] of [
    [head.length, ARTEFACT_LIMITS.headerBytes, 'The JSON of the model'],
    [out.length, ARTEFACT_LIMITS.totalBytes, 'The model'],
  ] as const) {
    if (length > most) throw new PayloadError('too-large', `${what} has ${length} bytes, at most ${most} cross`);
  }
  return out;
}
