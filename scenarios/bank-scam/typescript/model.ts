/** The network: fitting it, scoring transfers, deciding which ones to hold. */
import * as tf from '@tensorflow/tfjs';
// @bug half-threshold
// @fix
import { CALL, missed } from './costs';
// @end
import { LABEL, type Transfer } from './data';
import { type Prep, transform } from './features';

const EPOCHS = 4;
const BATCH = 256;

export interface Model {
  layers: tf.LayersModel;
  json: { prep: Prep; odds: number };
}

/** Two hidden layers with dropout, and the probabilities of an ordinary transfer and of a scam. */
function build(features: number, seed: number): tf.LayersModel {
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const net = tf.sequential({
    layers: [
      tf.layers.dense({ units: 48, activation: 'relu', kernelInitializer, inputShape: [features] }),
      tf.layers.dense({ units: 24, activation: 'relu', kernelInitializer }),
      tf.layers.dropout({ rate: 0.5 }),
      // @bug double-softmax
      tf.layers.dense({ units: 2, activation: 'softmax', kernelInitializer }),
      // @fix
      tf.layers.dense({ units: 2, kernelInitializer }),
      // @end
      // @bug linear-output
      // @fix
      tf.layers.softmax(),
      // @end
    ],
  });
  net.compile({
    optimizer: tf.train.adam(0.01),
    // @bug loss-wants-logits
    loss: tf.losses.sigmoidCrossEntropy,
    // @fix
    loss: 'binaryCrossentropy',
    // @end
  });
  return net;
}

/** Train the network for a fixed number of epochs. */
export async function fit(train: Transfer[], prep: Prep, seed: number): Promise<Model> {
  const x = transform(prep, train);
  const y = tf.tidy(() => tf.oneHot(train.map((row) => row[LABEL]), 2).toFloat());
  const net = build(x.shape[1], seed);
  const order = train.map((_, at) => at);
  for (let epoch = 0; epoch < EPOCHS; epoch++) {
    // @bug comparator-shuffle
    order.sort(() => Math.random() - 0.5);
    // @fix
    tf.util.shuffle(order);
    // @end
    for (let start = 0; start < order.length; start += BATCH) {
      const rows = tf.tensor1d(order.slice(start, start + BATCH), 'int32');
      const batch = x.gather(rows);
      const labels = y.gather(rows);
      await net.trainOnBatch(batch, labels);
      // @bug missing-dispose
      // @fix
      tf.dispose([rows, batch, labels]);
      // @end
    }
  }
  tf.dispose([x, y]);
  return { layers: net, json: { prep, odds: 1 } };
}

/** Scale the odds so that the mean score on the validation rows meets their share of scams. */
export async function tune(model: Model, valid: Transfer[]): Promise<Model> {
  const scores = await predict(model, valid);
  const mean = scores.reduce((sum, score) => sum + score, 0) / valid.length;
  const share = valid.filter((row) => row[LABEL] === 1).length / valid.length;
  model.json.odds *= ((share / (1 - share)) * (1 - mean)) / mean;
  return model;
}

/** Probability of a scam for each transfer. */
export async function predict(model: Model, rows: Transfer[]): Promise<number[]> {
  const p = tf.tidy(() => {
    const x = transform(model.json.prep, rows);
    // @bug training-flag
    const out = model.layers.apply(x, { training: true }) as tf.Tensor2D;
    // @fix
    const out = model.layers.predict(x, { batchSize: 1024 }) as tf.Tensor2D;
    // @end
    return out.slice([0, 1], [-1, 1]).flatten();
  });
  const { odds } = model.json;
  const scores = Array.from(await p.data(), (value) => (value * odds) / (1 - value + value * odds));
  p.dispose();
  return scores;
}

/** True for the transfers that are held until the customer was called. */
export function decide(model: Model, rows: Transfer[], scores: number[]): boolean[] {
  // @bug half-threshold
  return scores.map((score) => score >= 0.5);
  // @fix
  return rows.map((row, at) => scores[at] * missed(row) > CALL);
  // @end
}
