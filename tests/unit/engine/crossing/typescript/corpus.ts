/** Builders of artefacts for tests, written from the format's description and not from its code. */
import { expect } from 'vitest';
import { PayloadError } from '../../../../../engine/crossing/error.ts';

export interface Parts {
  magic?: Uint8Array;
  /** Bytes, or a value to be written as JSON. */
  header?: unknown;
  headerBytes?: number;
  tensors?: Uint8Array[];
  after?: Uint8Array;
}

export const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
export const floats = (...values: number[]): Uint8Array => new Uint8Array(Float32Array.from(values).buffer);

/** tfjs's description of a network with one layer of one unit over two inputs. */
export const TOPOLOGY = {
  class_name: 'Sequential',
  config: {
    name: 'sequential_1',
    layers: [
      {
        class_name: 'Dense',
        config: {
          units: 1,
          activation: 'sigmoid',
          use_bias: true,
          kernel_initializer: { class_name: 'VarianceScaling', config: { scale: 1, mode: 'fan_avg', seed: null } },
          kernel_regularizer: null,
          name: 'dense_Dense1',
          batch_input_shape: [null, 2],
        },
      },
    ],
  },
  keras_version: 'tfjs-layers 4.22.0',
  backend: 'tensor_flow.js',
};

export const KERNEL = { path: 'dense_Dense1/kernel', dtype: 'float32', shape: [2, 1] };
export const BIAS = { path: 'dense_Dense1/bias', dtype: 'float32', shape: [1] };
export const MEANS = { path: 'means', dtype: 'float32', shape: [2] };

/** The header of a small artefact: a network of 3 weights, a tensor of 2 and some JSON. */
export const header = (changed: Record<string, unknown> = {}): Record<string, unknown> => ({
  version: 1,
  seed: 3,
  layers: [{ name: '', topology: TOPOLOGY, weights: [KERNEL, BIAS] }],
  tensors: [MEANS],
  json: { columns: ['amount', 'age'], scale: [1.5, 2] },
  ...changed,
});
export const VALUES = [floats(0.5, -1), floats(0.25), floats(3, 4)];

/** An artefact of the parts; those that are not given are those of the small one. */
export function artefactOf(parts: Parts = {}): Uint8Array {
  const given = parts.header ?? header();
  const head = given instanceof Uint8Array ? given : utf8(JSON.stringify(given));
  const length = new Uint8Array(4);
  new DataView(length.buffer).setUint32(0, parts.headerBytes ?? head.length, true);
  const magic = parts.magic ?? Uint8Array.of(0x48, 0x4c, 0x44, 0x4f, 0x54, 0x53, 0, 1);
  const after = parts.after ?? new Uint8Array();
  return Uint8Array.from([magic, length, head, ...(parts.tensors ?? VALUES), after].flatMap((part) => [...part]));
}

/** An artefact of one tensor, described by `entry`. */
export function oneTensor(entry: Record<string, unknown>, bytes: Uint8Array = floats(1, 2)): Uint8Array {
  const tensors = [{ ...MEANS, ...entry }];
  return artefactOf({ header: header({ layers: [], tensors, json: null }), tensors: [bytes] });
}

/** An artefact whose network is described by `topology`. */
export function withTopology(topology: unknown): Uint8Array {
  return artefactOf({ header: header({ layers: [{ name: '', topology, weights: [KERNEL, BIAS] }] }) });
}

/** The refusal that `run` ends with; anything else fails the test. */
export function refusal(run: () => unknown): PayloadError {
  try {
    run();
  } catch (error) {
    if (error instanceof PayloadError) return error;
    throw error;
  }
  return expect.unreachable('nothing was refused') as never;
}
