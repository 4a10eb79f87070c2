// %% names
let x: number = 40;
function later(): number {
  return y + 1;
}
// %% uses names
let y = 1;
x + later();
// %% shows nothing
const z = 3;
// %% import
import { scale, twice } from './work';
// %% module
twice(scale);
// %% same name again
scale = 'mine';
// %% scale
scale;
// %% prints
console.log('one');
console.error('two');
display(3);
console.log('four');
// %% fails
function inner(): void {
  throw new RangeError('no luck');
}

function outer(): void {
  inner();
}

outer();
// %% recurses
function forever(): number {
  return forever() + 1;
}

forever();
// %% does not parse
const a = 1;
const b = = 2;
// %% lines
for (let i = 0; i < 20_000; i++) console.log(i);
// %% long line
console.log('y'.repeat(5_000_000));
// %% fresh
console.log('fresh');
// %% table
import * as dfd from 'danfojs';

new dfd.DataFrame({ id: Array.from({ length: 300 }, (_, i) => i), name: Array(300).fill('a') });
// %% figure
import * as Plot from '@observablehq/plot';

Plot.plot({ title: 'Three points', marks: [Plot.dot([1, 2, 3].map((v) => ({ v })), { x: 'v', y: 'v' })] });
// %% fits
import * as tf from '@tensorflow/tfjs';

function fit(train: unknown, prep: unknown, seed: number) {
  return { tensors: { w: tf.range(0, 300) } };
}

const model = fit(null, null, 1);
// %% reads
import { readText } from 'holdout';

readText('rows.csv').split('\n')[1];
// %% fails in a file
import { refuse } from './work';

refuse('not here');
// %% values
for (let i = 0; i < 6_000; i++) display(i);
// %% long value
'x'.repeat(5_000_000);
// %% long message
throw new RangeError('z'.repeat(1_000_000));
// %% progress
for (let i = 0; i < 18_760; i++) console.log(`${i ? '\u001b[1A\u001b[2K' : ''}${i} ${'='.repeat(60)}`);
('done');
// %% half written
const frame = { price: 1 };
fra
