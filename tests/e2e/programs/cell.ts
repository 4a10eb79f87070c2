// %%
import * as aq from 'arquero';
import * as dfd from 'danfojs';
import * as Plot from '@observablehq/plot';
import * as tf from '@tensorflow/tfjs';
import { load } from './data';

const rows = load('train.csv');
console.log('rows', rows.length);
new dfd.DataFrame(rows.slice(0, 3)).print();
const rate = aq.from(rows).rollup({ rate: aq.op.mean('is_scam') }).get('rate');
console.log('rate', rate > 0.01 && rate < 0.04);
const net = tf.sequential({ layers: [tf.layers.dense({ units: 1, activation: 'sigmoid', inputShape: [1] })] });
net.compile({ optimizer: tf.train.adam(0.1), loss: 'binaryCrossentropy' });
await net.fit(tf.tensor2d([0, 1, 2, 3], [4, 1]), tf.tensor2d([0, 0, 1, 1], [4, 1]), { epochs: 40, verbose: 0 });
Plot.dot(rows.slice(0, 200), { x: 'customer_age', y: 'amount' }).plot()
