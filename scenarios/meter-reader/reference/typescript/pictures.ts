/** From the bytes of a row to the numbers that the network reads. */
import * as tf from '@tensorflow/tfjs';
import { bytesOf } from 'holdout';
import type { Digit } from './data';

export const HEIGHT = 14;
export const WIDTH = 10;
export const CHANNELS = 3;
const LIGHT = 40;

/** Bytes of a picture: row by row, the channels of a pixel side by side. */
export type Picture = ArrayLike<number>;

/** Mean and spread of each channel. */
export interface Prep {
  mean: number[];
  std: number[];
}

/** The picture of each row, the right way up, red first. */
export function pictures(rows: Digit[]): Picture[] {
  return rows.map((row) => {
    const bytes = bytesOf(row.pixels);
    const turned = row.camera === 'Tarn 8' && row.firmware >= '2.4';
    const blueFirst = row.camera === 'Orla M1';
    // Half a turn puts the last pixel first; reversing all bytes does that, and puts blue before red on the way.
    const ordered = turned ? bytes.reverse() : bytes;
    return turned !== blueFirst ? ordered.map((_, at) => ordered[at + 2 - 2 * (at % 3)]) : ordered;
  });
}

/** Pictures as one tensor, [pictures, height, width, channels]. */
function stacked(images: Picture[]): tf.Tensor4D {
  const values = new Float32Array(images.length * HEIGHT * WIDTH * CHANNELS);
  images.forEach((image, at) => values.set(image, at * image.length));
  return tf.tensor4d(values, [images.length, HEIGHT, WIDTH, CHANNELS]);
}

/** Mean and spread of each channel over the training pictures. */
export function prepare(train: Digit[], valid: Digit[]): Prep {
  const [mean, std] = tf.tidy(() => {
    const { mean, variance } = tf.moments(stacked(pictures(train)).div(255), [0, 1, 2]);
    return [mean, variance.sqrt()].map((one) => Array.from(one.dataSync()));
  });
  return { mean, std };
}

/** Standardised pictures, [pictures, height, width, channels]. */
export function inputs(prep: Prep, images: Picture[]): tf.Tensor4D {
  return tf.tidy(() => stacked(images).div(255).sub(prep.mean).div<tf.Tensor4D>(prep.std));
}

/** A picture as another photo of the same digit might look: moved by a pixel, brighter or darker. */
export function augment(image: Picture): Picture {
  const [down, across] = [-1, -1].map((least) => least + Math.floor(3 * Math.random()));
  const light = Math.round(LIGHT * (2 * Math.random() - 1));
  const changed = new Uint8ClampedArray(image.length);
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      const from = ((row + down + HEIGHT) % HEIGHT) * WIDTH + ((column + across + WIDTH) % WIDTH);
      for (let channel = 0; channel < CHANNELS; channel++) {
        changed[(row * WIDTH + column) * CHANNELS + channel] = image[from * CHANNELS + channel] + light;
      }
    }
  }
  return changed;
}
