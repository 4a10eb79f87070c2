/** The network: fitting it, reading digits, deciding which ones a person reads. */
import * as tf from '@tensorflow/tfjs';
import { curve } from 'holdout';
// @bug argmax-decision
// @fix
import { ASK, misread, PERSON } from './costs';
// @end
import { type Digit, LABEL } from './data';
import { augment, inputs, type Prep, pictures } from './pictures';

const EPOCHS = 6;
const BATCH = 100;
const RATE = 0.02;

export interface Model {
  layers: tf.LayersModel;
  json: { prep: Prep; temperature: number };
}

/** Two convolutions, each halved by pooling, a hidden layer, and a logit for each digit. */
function build(inputShape: number[], seed: number): tf.LayersModel {
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const conv = { kernelSize: 3, activation: 'relu', kernelInitializer } as const;
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ ...conv, filters: 6, inputShape }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ ...conv, padding: 'same', filters: 12 }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dropout({ rate: 0.4 }),
      tf.layers.dense({ units: 32, activation: 'relu', kernelInitializer }),
      // @bug double-softmax
      tf.layers.dense({ units: 10, activation: 'softmax', kernelInitializer }),
      // @fix
      tf.layers.dense({ units: 10, kernelInitializer }),
      // @end
    ],
  });
}

/** Learning rate after a part of all steps, from 0 to 1: up for a third of the way, then down to nothing. */
function rate(done: number): number {
  return RATE * (done < 0.3 ? 0.04 + 0.96 * (done / 0.3) : (1 + Math.cos(Math.PI * ((done - 0.3) / 0.7))) / 2);
}

/** Train the network for a fixed number of epochs. */
export async function fit(train: Digit[], prep: Prep, seed: number): Promise<Model> {
  const images = pictures(train);
  const digits = train.map((row) => row[LABEL]);
  const steps = EPOCHS * Math.ceil(images.length / BATCH);
  const optimizer = tf.train.adam(RATE);
  const first = inputs(prep, images.slice(0, 1));
  const net = build(first.shape.slice(1), seed);
  first.dispose();
  net.compile({ optimizer, loss: (labels, logits) => tf.losses.softmaxCrossEntropy(labels, logits) });
  const order = images.map((_, at) => at);
  let step = 0;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    tf.util.shuffle(order);
    let loss = 0;
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH);
      const x = inputs(prep, batch.map((at) => augment(images[at])));
      // @bug shuffled-labels
      const labels = digits.slice(start, start + BATCH);
      // @fix
      const labels = batch.map((at) => digits[at]);
      // @end
      const y = tf.tidy(() => tf.oneHot(labels, 10).toFloat());
      Object.assign(optimizer, { learningRate: rate(step++ / steps) });
      loss += Number(await net.trainOnBatch(x, y)) * batch.length;
      // @bug missing-dispose
      // @fix
      tf.dispose([x, y]);
      // @end
    }
    curve('loss', epoch, loss / order.length);
  }
  return { layers: net, json: { prep, temperature: 1 } };
}

/** Choose the temperature at which the validation digits surprise us least. */
export async function tune(model: Model, valid: Digit[]): Promise<Model> {
  const logits = (await predict(model, valid)).map((row) => row.map((p) => Math.log(p + 1e-9)));
  const surprise = (temperature: number) => {
    const each = logits.map((row, at) => {
      const scaled = row.map((logit) => logit / temperature);
      return Math.log(scaled.reduce((sum, one) => sum + Math.exp(one), 0)) - scaled[valid[at][LABEL]];
    });
    return each.reduce((sum, one) => sum + one, 0);
  };
  const temperatures = Array.from({ length: 30 }, (_, at) => 0.3 * 10 ** (at / 29));
  const surprises = temperatures.map(surprise);
  model.json.temperature = temperatures[surprises.indexOf(Math.min(...surprises))];
  return model;
}

/** Probability of each digit, a list of ten a row. */
export async function predict(model: Model, rows: Digit[]): Promise<number[][]> {
  const scores = tf.tidy(() => {
    // @bug channel-order
    const x = inputs(model.json.prep, pictures(rows)).reverse(3);
    // @fix
    const x = inputs(model.json.prep, pictures(rows));
    // @end
    // @bug training-mode
    const out = model.layers.apply(x, { training: true }) as tf.Tensor2D;
    // @fix
    const out = model.layers.predict(x, { batchSize: 1024 }) as tf.Tensor2D;
    // @end
    const logits = out.div(model.json.temperature);
    // @bug batch-softmax
    const odds = logits.sub(logits.max(0, true)).exp();
    return odds.div<tf.Tensor2D>(odds.sum(0, true));
    // @fix
    const odds = logits.sub(logits.max(1, true)).exp();
    return odds.div<tf.Tensor2D>(odds.sum(1, true));
    // @end
  });
  const lists = await scores.array();
  scores.dispose();
  return lists;
}

/** For each row the digit that is billed, or PERSON. */
export function decide(model: Model, rows: Digit[], scores: number[][]): number[] {
  // @bug argmax-decision
  return scores.map((row) => row.indexOf(Math.max(...row)));
  // @fix
  return rows.map((row, at) => {
    const expected = scores[at].map((_, billed) =>
      scores[at].reduce((sum, p, truth) => sum + p * misread(row, truth, billed), 0),
    );
    const least = Math.min(...expected);
    return least > ASK ? PERSON : expected.indexOf(least);
  });
  // @end
}
