/** The network: fitting it, reading digits, deciding which ones a person reads. */
import * as tf from '@tensorflow/tfjs';
import { curve } from 'holdout';
import { ASK, misread, PERSON } from './costs';
import { type Digit, LABEL } from './data';
import { augment, inputs, type Prep, pictures } from './pictures';

const EPOCHS = 7;
const BATCH = 100;
const RATE = 0.02;

/** What the reading before lets expect: how digits move on by place, and how often each occurs. */
interface Prior {
  moved: number[][];
  share: number[];
}

export interface Model {
  layers: tf.LayersModel;
  json: { prep: Prep; prior: Prior; temperature: number };
}

/** Two convolutions, each halved by pooling, and a logit for each digit. */
function build(inputShape: number[], seed: number): tf.LayersModel {
  const kernelInitializer = tf.initializers.glorotUniform({ seed });
  const conv = { kernelSize: 3, activation: 'relu', kernelInitializer } as const;
  return tf.sequential({
    layers: [
      tf.layers.conv2d({ ...conv, filters: 6, inputShape }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.conv2d({ ...conv, padding: 'same', filters: 15 }),
      tf.layers.maxPooling2d({ poolSize: 2 }),
      tf.layers.flatten(),
      tf.layers.dropout({ rate: 0.1 }),
      tf.layers.dense({ units: 10, kernelInitializer }),
    ],
  });
}

/** Learning rate after a part of all steps, from 0 to 1: up for a third of the way, then down to nothing. */
function rate(done: number): number {
  return RATE * (done < 0.3 ? 0.04 + 0.96 * (done / 0.3) : (1 + Math.cos(Math.PI * ((done - 0.3) / 0.7))) / 2);
}

/** 0 for the last digit of the number, 4 for the first. */
const placeOf = (row: Digit): number => Math.round(Math.log10(row.place));
/** How far a digit is from the one of the reading before, counted upwards through 9 to 0. */
const step = (row: Digit, digit: number): number => (digit - row.digit_before + 10) % 10;

/** How digits move on from one reading to the next; each step starts at a count of one. */
function countPrior(rows: Digit[]): Prior {
  const moved = Array.from({ length: 5 }, () => Array<number>(10).fill(1));
  const share = Array<number>(10).fill(1 / (rows.length + 10));
  for (const row of rows) {
    moved[placeOf(row)][step(row, row[LABEL])] += 1;
    share[row[LABEL]] += 1 / (rows.length + 10);
  }
  const sums = moved.map((counts) => counts.reduce((sum, count) => sum + count, 0));
  return { moved: moved.map((counts, at) => counts.map((count) => count / sums[at])), share };
}

/** Train the network, and count how digits move on from one reading to the next. */
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
  let done = 0;
  for (let epoch = 1; epoch <= EPOCHS; epoch++) {
    tf.util.shuffle(order);
    let loss = 0;
    for (let start = 0; start < order.length; start += BATCH) {
      const batch = order.slice(start, start + BATCH);
      const x = inputs(prep, batch.map((at) => augment(images[at])));
      const y = tf.tidy(() => tf.oneHot(batch.map((at) => digits[at]), 10).toFloat());
      Object.assign(optimizer, { learningRate: rate(done++ / steps) });
      loss += Number(await net.trainOnBatch(x, y)) * batch.length;
      tf.dispose([x, y]);
    }
    curve('loss', epoch, loss / order.length);
  }
  return { layers: net, json: { prep, prior: countPrior(train), temperature: 1 } };
}

/** What the network says of the pictures alone, ten logits a row. */
async function logitsOf(model: Model, rows: Digit[]): Promise<number[][]> {
  const out = tf.tidy(() => {
    const x = inputs(model.json.prep, pictures(rows));
    return model.layers.predict(x, { batchSize: 1024 }) as tf.Tensor2D;
  });
  const logits = await out.array();
  out.dispose();
  return logits;
}

/** Probabilities from the picture and from what the reading before lets expect. */
function probabilities({ prior }: Model['json'], temperature: number, row: Digit, logits: number[]): number[] {
  const scaled = logits.map((logit, digit) => {
    const expected = prior.moved[placeOf(row)][step(row, digit)] / prior.share[digit];
    return logit / temperature + Math.log(expected);
  });
  const most = Math.max(...scaled);
  const odds = scaled.map((one) => Math.exp(one - most));
  const sum = odds.reduce((total, one) => total + one, 0);
  return odds.map((one) => one / sum);
}

/** Choose the temperature at which the validation digits surprise us least. */
export async function tune(model: Model, valid: Digit[]): Promise<Model> {
  const logits = await logitsOf(model, valid);
  const surprise = (temperature: number) =>
    valid.reduce((sum, row, at) => sum - Math.log(probabilities(model.json, temperature, row, logits[at])[row[LABEL]]), 0);
  const temperatures = Array.from({ length: 30 }, (_, at) => 0.5 * 4 ** (at / 29));
  const surprises = temperatures.map(surprise);
  model.json.temperature = temperatures[surprises.indexOf(Math.min(...surprises))];
  return model;
}

/** Probability of each digit, a list of ten a row. */
export async function predict(model: Model, rows: Digit[]): Promise<number[][]> {
  const logits = await logitsOf(model, rows);
  return rows.map((row, at) => probabilities(model.json, model.json.temperature, row, logits[at]));
}

/** For each row the digit that is billed, or PERSON. */
export function decide(model: Model, rows: Digit[], scores: number[][]): number[] {
  return rows.map((row, at) => {
    const expected = scores[at].map((_, billed) =>
      scores[at].reduce((sum, p, truth) => sum + p * misread(row, truth, billed), 0),
    );
    const least = Math.min(...expected);
    return least > ASK ? PERSON : expected.indexOf(least);
  });
}
