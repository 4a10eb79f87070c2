/** Reads an artefact from memory. Its bytes come from the candidate's browser: nothing is trusted, built or run. */
import { type Bodies, type ContainerFault, openContainer } from '../../../protocol/container.ts';
import { PayloadError } from '../error.ts';
import {
  ARTEFACT_LIMITS,
  ARTEFACT_MAGIC,
  ARTEFACT_VERSION,
  type Artefact,
  type ArtefactLayers,
  type ArtefactLimits,
  type ArtefactTensor,
} from './format.ts';
import { readJson } from './json.ts';
import { checkPath } from './names.ts';
import { type ArtefactDtype, checkValues, tensorBytes, wholeNumber } from './tensor.ts';
import { checkTopology } from './topology.ts';

const HEADER_KEYS = new Set(['version', 'seed', 'layers', 'tensors', 'json']);
const LAYERS_KEYS = new Set(['name', 'topology', 'weights']);
const TENSOR_KEYS = new Set(['path', 'dtype', 'shape']);

function record(value: unknown, keys: ReadonlySet<string>, what: string): Record<string, unknown> {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) {
    throw new PayloadError('bad-header', `${what} must be an object`);
  }
  const unknown = Object.keys(value).find((key) => !keys.has(key));
  if (unknown !== undefined) {
    throw new PayloadError('bad-header', `${what} has the unknown field ${JSON.stringify(unknown).slice(0, 80)}`);
  }
  return value as Record<string, unknown>;
}

function list(value: unknown, what: string): unknown[] {
  if (Array.isArray(value)) return value;
  throw new PayloadError('bad-header', `the header has no list of ${what}`);
}

function tensorsOf(given: unknown[], of: string, bodies: Bodies, rank: number): ArtefactTensor[] {
  const seen = new Set<string>();
  return given.map((one, i) => {
    const { path, dtype, shape } = record(one, TENSOR_KEYS, `${of} ${i}`);
    checkPath(path, `${of} ${i}`);
    const what = path === '' ? `${of} ${i}` : `${of} "${path}"`;
    if (seen.has(path)) throw new PayloadError('bad-name', `${what} is there twice`);
    seen.add(path);
    const bytes = bodies.take(tensorBytes(dtype, shape, rank, what));
    if (!bytes) throw new PayloadError('bad-size', `${what} reaches beyond the artefact's end`);
    checkValues(dtype as ArtefactDtype, bytes, what);
    return { path, dtype: dtype as ArtefactDtype, shape: shape as number[], bytes };
  });
}

function faultOf({ fault, headerBytes }: ContainerFault): PayloadError {
  switch (fault) {
    case 'magic':
      return new PayloadError('bad-magic', 'these bytes are no artefact of this version');
    case 'header-length':
      return new PayloadError('too-large', `the header has ${headerBytes} bytes`);
    case 'header-cut':
      return new PayloadError('bad-size', 'the header is longer than the artefact');
  }
}

function headerOf(bytes: Uint8Array, most: ArtefactLimits): { header: Record<string, unknown>; bodies: Bodies } {
  if (bytes.length > most.totalBytes) {
    throw new PayloadError('too-large', `the artefact has ${bytes.length} bytes, at most ${most.totalBytes} are taken`);
  }
  const opened = openContainer(ARTEFACT_MAGIC, bytes, most.headerBytes);
  if ('fault' in opened) throw faultOf(opened);
  const parsed = readJson(opened.header, most.depth);
  const header = record(parsed, HEADER_KEYS, 'the header');
  if (header.version !== ARTEFACT_VERSION) throw new PayloadError('bad-header', 'the header is of another version');
  return { header, bodies: opened.bodies };
}

/**
 * Parses an artefact strictly: every size is checked against the bytes, and no byte is left over. Tensors are views of
 * the given bytes, not copies. `own` are class names that the candidate's files define, which a topology may name.
 * @throws PayloadError `bad-magic`, `bad-header`, `bad-size`, `bad-dtype`, `bad-name`, `bad-value` or `too-large`.
 */
export function parseArtefact(
  bytes: Uint8Array,
  limits: Partial<ArtefactLimits> = {},
  own: Iterable<string> = [],
): Artefact {
  const most = { ...ARTEFACT_LIMITS, ...limits };
  const classes = new Set(own);
  const { header, bodies } = headerOf(bytes, most);
  const seed = wholeNumber(header.seed, 'seed');
  const entries = list(header.layers, 'layers').map((one, i) => record(one, LAYERS_KEYS, `layers ${i}`));
  const loose = list(header.tensors, 'tensors');
  if (entries.length > most.layers) {
    throw new PayloadError('too-large', `the artefact has ${entries.length} networks, at most ${most.layers}`);
  }
  const weights = entries.map((entry, i) => list(entry.weights, `weights in layers ${i}`));
  const count = weights.reduce((sum, each) => sum + each.length, loose.length);
  if (count > most.tensors) {
    throw new PayloadError('too-large', `the artefact has ${count} tensors, at most ${most.tensors}`);
  }
  const names = new Set<string>();
  const layers = entries.map(({ name, topology }, i): ArtefactLayers => {
    checkPath(name, `layers ${i}`);
    if (names.has(name)) throw new PayloadError('bad-name', `layers "${name}" is there twice`);
    names.add(name);
    checkTopology(topology, name === '' ? 'the topology' : `the topology of "${name}"`, classes);
    return { name, topology, weights: tensorsOf(weights[i] as unknown[], 'the weight', bodies, most.rank) };
  });
  if (layers.length > 1 && names.has('')) throw new PayloadError('bad-name', 'one of several layers has no name');
  const tensors = tensorsOf(loose, 'the tensor', bodies, most.rank);
  if (bodies.left > 0) throw new PayloadError('bad-size', `${bodies.left} bytes follow the last tensor`);
  if (header.json === undefined) throw new PayloadError('bad-header', 'the header has no json');
  return { seed, layers, tensors, json: header.json };
}
