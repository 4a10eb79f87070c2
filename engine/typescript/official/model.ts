/**
 * What crosses from training to predicting: `{ layers?, tensors?, json? }` taken apart into an artefact, and put together
 * again in another worker. Nothing else crosses.
 */
import type * as tfjs from '@tensorflow/tfjs';
import type { Artefact, ArtefactLayers, ArtefactTensor } from '../../crossing/typescript/format.ts';
import type { ArtefactDtype } from '../../crossing/typescript/tensor.ts';
import type { Tf } from '../libraries/tensorflow/tf.ts';
import { OfficialError } from './error.ts';

const PARTS = new Set(['layers', 'tensors', 'json']);
const FORM =
  'fit returns { layers?, tensors?, json? }: a tf.LayersModel (or several by name), tensors by name, and JSON';
const SIMPLE = /^[A-Za-z_][A-Za-z0-9_-]{0,79}$/;
const DTYPES: readonly string[] = ['float32', 'int32', 'bool'] satisfies ArtefactDtype[];
/** Deeper JSON is no model. */
const DEPTH = 40;

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
const isTensor = (value: unknown): value is tfjs.Tensor => isObject(value) && 'dataId' in value && 'dtype' in value;
const isModel = (value: unknown): value is tfjs.LayersModel =>
  isObject(value) && typeof value.save === 'function' && typeof value.getWeights === 'function';
/** A plain object of this realm or of another one; never an instance of a class. */
const isPlain = (value: object): boolean => {
  const proto = Object.getPrototypeOf(value);
  return proto === null || Object.getPrototypeOf(proto) === null;
};

const refuse = (message: string): never => {
  throw new OfficialError('uncrossable', message);
};

/**
 * Takes a model apart; the model stays as it is.
 * @throws OfficialError `uncrossable`, naming the part that cannot cross and what to do.
 */
export async function takeApart(tf: Tf, model: unknown, seed: number): Promise<Artefact> {
  if (!isObject(model) || Array.isArray(model)) return refuse(`fit returned ${describe(model)}: ${FORM}`);
  if (isModel(model)) return refuse(`fit returned a tf.LayersModel itself; return { layers: it }. ${FORM}`);
  const stray = Object.keys(model).find((key) => !PARTS.has(key));
  if (stray !== undefined) return refuse(`the model has the field "${stray}", which does not cross: ${FORM}`);
  const { layers, tensors, json } = model as { layers?: unknown; tensors?: unknown; json?: unknown };
  return {
    seed,
    layers: await layersOf(tf, layers),
    tensors: await tensorsOf(tensors, 'tensors'),
    json: json === undefined ? null : jsonOf(json, 'json', 0),
  };
}

function describe(value: unknown): string {
  if (value === undefined) return 'nothing';
  return value === null ? 'null' : Array.isArray(value) ? 'an array' : `a ${typeof value}`;
}

async function layersOf(tf: Tf, given: unknown): Promise<ArtefactLayers[]> {
  if (given === undefined || given === null) return [];
  if (isModel(given)) return [await modelOf(tf, given, '')];
  if (!isObject(given) || Array.isArray(given)) return refuse('model.layers is a tf.LayersModel, or several by name');
  const found: ArtefactLayers[] = [];
  for (const [name, model] of Object.entries(given)) {
    if (!SIMPLE.test(name)) refuse(`model.layers["${name}"]: name models by simple words`);
    if (!isModel(model)) refuse(`model.layers.${name} is ${describe(model)}, not a tf.LayersModel`);
    found.push(await modelOf(tf, model as tfjs.LayersModel, name));
  }
  return found;
}

async function modelOf(tf: Tf, model: tfjs.LayersModel, name: string): Promise<ArtefactLayers> {
  let taken: ArtefactLayers | null = null;
  const handler = tf.io.withSaveHandler(async ({ modelTopology, weightSpecs = [], weightData }) => {
    const bytes = new Uint8Array(tf.io.CompositeArrayBuffer.join(weightData));
    let at = 0;
    const weights = weightSpecs.map(({ name: path, dtype, shape }): ArtefactTensor => {
      const size = shape.reduce((product, axis) => product * axis, 1) * (dtype === 'bool' ? 1 : 4);
      if (!DTYPES.includes(dtype)) refuse(`the weight ${path} is of ${dtype}, which does not cross`);
      at += size;
      return { path, dtype: dtype as ArtefactDtype, shape, bytes: bytes.slice(at - size, at) };
    });
    taken = { name, topology: JSON.parse(JSON.stringify(modelTopology)), weights };
    return { modelArtifactsInfo: { dateSaved: new Date(0), modelTopologyType: 'JSON' } };
  });
  await model.save(handler);
  return taken ?? refuse(`model.layers${name ? `.${name}` : ''} could not be saved`);
}

async function tensorsOf(given: unknown, path: string): Promise<ArtefactTensor[]> {
  if (given === undefined || given === null) return [];
  if (isTensor(given)) {
    if (!DTYPES.includes(given.dtype)) refuse(`model.${path} is of ${given.dtype}; float32, int32 and bool cross`);
    const data = (await given.data()) as Float32Array | Int32Array | Uint8Array;
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength).slice();
    return [{ path, dtype: given.dtype as ArtefactDtype, shape: [...given.shape], bytes }];
  }
  if (!isObject(given)) return refuse(`model.${path} is ${describe(given)}, not a tensor; other values go into json`);
  const found: ArtefactTensor[] = [];
  for (const [key, part] of Object.entries(given)) {
    if (!Array.isArray(given) && !SIMPLE.test(key)) refuse(`model.${path}["${key}"]: name tensors by simple words`);
    found.push(...(await tensorsOf(part, Array.isArray(given) ? `${path}[${key}]` : `${path}.${key}`)));
  }
  return found;
}

/** A copy that is JSON and nothing else. */
function jsonOf(value: unknown, path: string, depth: number): unknown {
  if (depth > DEPTH) return refuse(`model.${path} is nested more than ${DEPTH} deep, or holds itself`);
  if (value === null || typeof value === 'string' || typeof value === 'boolean') return value;
  if (typeof value === 'number') {
    if (Number.isFinite(value)) return value;
    return refuse(`model.${path} is ${value}, which JSON cannot hold: fill it in, or put the numbers into tensors`);
  }
  if (isTensor(value)) return refuse(`model.${path} is a tensor: put it into tensors`);
  if (ArrayBuffer.isView(value)) {
    return refuse(`model.${path} is a ${value.constructor.name}: write Array.from(…), or put it into tensors`);
  }
  if (Array.isArray(value)) return value.map((item, i) => jsonOf(item ?? null, `${path}[${i}]`, depth + 1));
  if (!isObject(value) || !isPlain(value)) {
    const kind = isObject(value) ? `a ${value.constructor?.name ?? 'class instance'}` : describe(value);
    return refuse(`model.${path} is ${kind}, which JSON cannot hold: keep numbers, texts, arrays and plain objects`);
  }
  const entries = Object.entries(value).filter(([, part]) => part !== undefined);
  return Object.fromEntries(entries.map(([key, part]) => [key, jsonOf(part, `${path}.${key}`, depth + 1)]));
}

/** A model put together from what crossed. */
export async function putTogether(tf: Tf, artefact: Artefact): Promise<Record<string, unknown>> {
  const model: Record<string, unknown> = {};
  const nets = new Map<string, tfjs.LayersModel>();
  for (const { name, topology, weights } of artefact.layers) {
    const weightData = joined(weights.map(({ bytes }) => bytes));
    const weightSpecs = weights.map(({ path, dtype, shape }) => ({ name: path, dtype, shape: [...shape] }));
    const source = tf.io.fromMemory({
      modelTopology: topology as tfjs.io.ModelJSON['modelTopology'],
      weightSpecs,
      weightData,
    });
    nets.set(name, await tf.loadLayersModel(source));
  }
  if (nets.size > 0) model.layers = nets.get('') ?? Object.fromEntries(nets);
  for (const tensor of artefact.tensors) place(model, tensor.path, tensorOf(tf, tensor));
  if (artefact.json !== null) model.json = artefact.json;
  return model;
}

function joined(parts: readonly Uint8Array[]): ArrayBuffer {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all.buffer;
}

function tensorOf(tf: Tf, { dtype, shape, bytes }: ArtefactTensor): tfjs.Tensor {
  const own = bytes.slice();
  const values =
    dtype === 'float32' ? new Float32Array(own.buffer) : dtype === 'int32' ? new Int32Array(own.buffer) : own;
  return tf.tensor(values, [...shape], dtype);
}

/** Puts a value at a path like `tensors.w[0].b`; paths have been checked by the parser or were made here. */
function place(root: Record<string, unknown>, path: string, value: unknown): void {
  const steps = path.split(/\.|(?=\[)/).map((step) => (step.startsWith('[') ? Number(step.slice(1, -1)) : step));
  let at: Record<string | number, unknown> = root;
  for (const [i, step] of steps.entries()) {
    const next = steps[i + 1];
    if (next === undefined) at[step] = value;
    else at[step] ??= typeof next === 'number' ? [] : {};
    at = at[step] as Record<string | number, unknown>;
  }
}
