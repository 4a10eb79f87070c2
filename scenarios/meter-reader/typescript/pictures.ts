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

/** The picture of each row. */
export function pictures(rows: Digit[]): Picture[] {
  // @bug signed-bytes
  return rows.map((row) => new Int8Array(bytesOf(row.pixels).buffer));
  // @fix
  return rows.map((row) => bytesOf(row.pixels));
  // @end
}

/** Pictures as one tensor, [pictures, height, width, channels]. */
function stacked(images: Picture[]): tf.Tensor4D {
  const values = new Float32Array(images.length * HEIGHT * WIDTH * CHANNELS);
  images.forEach((image, at) => values.set(image, at * image.length));
  // @bug sides-swapped
  return tf.tensor4d(values, [images.length, WIDTH, HEIGHT, CHANNELS]);
  // @fix
  return tf.tensor4d(values, [images.length, HEIGHT, WIDTH, CHANNELS]);
  // @end
}

/** Mean and spread of each channel over the training pictures. */
export function prepare(train: Digit[], valid: Digit[]): Prep {
  const [mean, std] = tf.tidy(() => {
    // @bug byte-statistics
    const x = stacked(pictures(train));
    // @fix
    const x = stacked(pictures(train)).div(255);
    // @end
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return [mean, variance.sqrt()].map((one) => Array.from(one.dataSync()));
  });
  return { mean, std };
}

/** Standardised pictures, [pictures, height, width, channels]. */
export function inputs(prep: Prep, images: Picture[]): tf.Tensor4D {
  return tf.tidy(() => {
    const x = stacked(images).div(255);
    // @bug batch-statistics
    const { mean, variance } = tf.moments(x, [0, 1, 2]);
    return x.sub(mean).div<tf.Tensor4D>(variance.sqrt());
    // @fix
    return x.sub(prep.mean).div<tf.Tensor4D>(prep.std);
    // @end
  });
}

/** A picture as another photo of the same digit might look: moved by a pixel, brighter or darker. */
export function augment(image: Picture): Picture {
  // @bug flips
  const [mirrored, headOver] = [Math.random() < 0.5, Math.random() < 0.5];
  // @fix
  // @end
  const [down, across] = [-1, -1].map((least) => least + Math.floor(3 * Math.random()));
  const light = Math.round(LIGHT * (2 * Math.random() - 1));
  // @bug brightness-wrap
  const changed = new Uint8Array(image.length);
  // @fix
  const changed = new Uint8ClampedArray(image.length);
  // @end
  for (let row = 0; row < HEIGHT; row++) {
    for (let column = 0; column < WIDTH; column++) {
      // @bug flips
      const [y, x] = [headOver ? HEIGHT - 1 - row : row, mirrored ? WIDTH - 1 - column : column];
      const from = ((y + down + HEIGHT) % HEIGHT) * WIDTH + ((x + across + WIDTH) % WIDTH);
      // @fix
      const from = ((row + down + HEIGHT) % HEIGHT) * WIDTH + ((column + across + WIDTH) % WIDTH);
      // @end
      for (let channel = 0; channel < CHANNELS; channel++) {
        changed[(row * WIDTH + column) * CHANNELS + channel] = image[from * CHANNELS + channel] + light;
      }
    }
  }
  return changed;
}
