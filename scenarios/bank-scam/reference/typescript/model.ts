/** The network: fitting it, scoring transfers, deciding which ones to hold. */
import * as tf from '@tensorflow/tfjs';
import { CALL, missed } from './costs';
import { LABEL, type Transfer } from './data';
import { type Prep, transform } from './features';

const NETS = 3;
const HIDDEN = 8;
const EPOCHS = 6;
const BATCH = 400;

export interface Model {
  layers: tf.LayersModel;
  json: { prep: Prep };
}

/** A few small networks of one hidden layer side by side; the mean of their probabilities is steadier than each. */
function build(features: number, seed: number): tf.LayersModel {
  const input = tf.input({ shape: [features] });
  const outputs = Array.from({ length: NETS }, (_, at) => {
    const kernelInitializer = tf.initializers.glorotUniform({ seed: seed * NETS + at });
    const kernelRegularizer = tf.regularizers.l2({ l2: 1e-5 });
    const hidden = tf.layers.dense({ units: HIDDEN, activation: 'relu', kernelInitializer, kernelRegularizer });
    const last = tf.layers.dense({ units: 1, activation: 'sigmoid', kernelInitializer, kernelRegularizer });
    return last.apply(hidden.apply(input)) as tf.SymbolicTensor;
  });
  const net = tf.model({ inputs: input, outputs: tf.layers.concatenate().apply(outputs) as tf.SymbolicTensor });
  net.compile({ optimizer: tf.train.adam(0.025), loss: 'binaryCrossentropy' });
  return net;
}

/** Train the networks on the same batches; each has its own loss, so that none leans on another. */
export async function fit(train: Transfer[], prep: Prep, seed: number): Promise<Model> {
  const x = transform(prep, train);
  const y = tf.tensor2d(train.map((row) => Array<number>(NETS).fill(row[LABEL])));
  const net = build(x.shape[1], seed);
  await net.fit(x, y, { epochs: EPOCHS, batchSize: BATCH, verbose: 0 });
  tf.dispose([x, y]);
  return { layers: net, json: { prep } };
}

/** Probability of a scam for each transfer. */
export async function predict(model: Model, rows: Transfer[]): Promise<number[]> {
  const p = tf.tidy(() => {
    const out = model.layers.predict(transform(model.json.prep, rows), { batchSize: 1024 }) as tf.Tensor2D;
    return out.mean(1);
  });
  const scores = Array.from(await p.data());
  p.dispose();
  return scores;
}

/** True for the transfers that are held until the customer was called. */
export function decide(model: Model, rows: Transfer[], scores: number[]): boolean[] {
  return rows.map((row, at) => scores[at] * missed(row) > CALL);
}
