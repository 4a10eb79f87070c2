/** Photographs a drawn sheet as a camera would: with light, blur, noise, colour, and the faults of one camera model. */
import type { Canvas } from './canvas.ts';
import { normal } from './distributions.ts';
import type { Rng } from './rng.ts';

/** Settings of a camera. Brightness values are from 0 (black) to 1 (white); what is left out has no effect. */
export interface Camera {
  /** Brightness of paper, 0 to 1. */
  paper: number;
  /** Brightness of full ink, 0 to 1. Above `paper` for lit digits on a dark display. */
  ink: number;
  /** Standard deviation of paper and ink from picture to picture, both moved by the same amount: exposure. */
  exposure?: number;
  /** Standard deviation of the Gaussian blur, pixels. */
  blur?: number;
  /** Standard deviation of the sensor's noise on each pixel and channel. */
  noise?: number;
  /** How much darker the corners are than the middle, 0 to 1. */
  vignette?: number;
  /**
   * Factor of each channel, in the order in which the channels are stored; its length is the number of channels (1 to
   * 4).
   */
  tint?: readonly number[];
  /**
   * Quarter turns clockwise of the stored picture (a camera that is mounted upside down). With 2 height and width stay.
   */
  quarterTurns?: 0 | 1 | 2 | 3;
  /** Stores the negative. */
  inverted?: boolean;
  /** Stores the channels last to first (BGR for RGB). */
  swapped?: boolean;
}

/** A picture of bytes: rows from the top, the channels of a pixel next to each other. */
export interface Picture {
  height: number;
  width: number;
  channels: number;
  /** `height * width * channels` bytes. */
  bytes: Uint8Array;
}

/**
 * Photographs a sheet. Draws one random number for the exposure, and one per pixel and channel where there is noise.
 *
 * @returns a picture as high and as wide as the sheet (unless turned by 1 or 3 quarters), with as many channels as
 * `tint`
 * @throws RangeError for brightness outside 0 to 1, negative spreads, no channel or more than 4
 */
export function photograph(rng: Rng, canvas: Canvas, camera: Camera): Picture {
  const { exposure = 0, noise = 0, vignette = 0, tint = [1] } = camera;
  check(rng, camera, tint);
  const { height, width } = canvas;
  const channels = tint.length;
  const sharp = camera.blur ? blurred(canvas, camera.blur) : canvas.ink;
  const moved = normal(rng, 0, exposure);
  const bytes = new Uint8Array(height * width * channels);
  // Corners lie at distance 1 from the middle.
  const corner = (height * height + width * width) / 4;
  for (let y = 0, pixel = 0; y < height; y++) {
    for (let x = 0; x < width; x++, pixel++) {
      const far = ((x + 0.5 - width / 2) ** 2 + (y + 0.5 - height / 2) ** 2) / corner;
      const shade = 1 - vignette * far;
      const light = (camera.paper + (camera.ink - camera.paper) * (sharp[pixel] as number) + moved) * shade;
      for (let channel = 0; channel < channels; channel++) {
        const value = light * (tint[channel] as number) + (noise > 0 ? normal(rng, 0, noise) : 0);
        bytes[pixel * channels + channel] = Math.round(255 * Math.min(1, Math.max(0, value)));
      }
    }
  }
  if (camera.inverted) for (let at = 0; at < bytes.length; at++) bytes[at] = 255 - (bytes[at] as number);
  const picture = { height, width, channels, bytes };
  return turned(camera.swapped ? swapChannels(picture) : picture, camera.quarterTurns ?? 0);
}

/** The picture turned clockwise by quarters; 1 and 3 exchange height and width. */
export function turned(picture: Picture, quarterTurns: number): Picture {
  let { height, width, bytes } = picture;
  const { channels } = picture;
  for (let turn = 0; turn < ((quarterTurns % 4) + 4) % 4; turn++) {
    const next = new Uint8Array(bytes.length);
    for (let y = 0; y < height; y++)
      for (let x = 0; x < width; x++)
        for (let channel = 0; channel < channels; channel++)
          next[(x * height + height - 1 - y) * channels + channel] = bytes[
            (y * width + x) * channels + channel
          ] as number;
    bytes = next;
    [height, width] = [width, height];
  }
  return { height, width, channels, bytes };
}

/**
 * The picture with the channels of each pixel in reverse order: BGR for RGB.
 *
 * @example
 * const red = { height: 1, width: 1, channels: 3, bytes: Uint8Array.of(255, 0, 0) };
 * [...swapChannels(red).bytes]; // [0, 0, 255]
 */
export function swapChannels({ height, width, channels, bytes }: Picture): Picture {
  const swapped = Uint8Array.from(
    bytes,
    (_, at) => bytes[at - (at % channels) + channels - 1 - (at % channels)] as number,
  );
  return { height, width, channels, bytes: swapped };
}

/**
 * The ink blurred by a Gaussian of `sigma` pixels, cut at three of them. Beyond the edge the value at the edge counts.
 */
export function blurred({ height, width, ink }: Canvas, sigma: number): Float64Array {
  const reach = Math.ceil(3 * sigma);
  const kernel = Float64Array.from({ length: 2 * reach + 1 }, (_, at) =>
    Math.exp(-((at - reach) ** 2) / (2 * sigma ** 2)),
  );
  const total = kernel.reduce((sum, weight) => sum + weight, 0);
  const pass = (from: Float64Array, size: number, step: number) => {
    const into = new Float64Array(from.length);
    for (let pixel = 0; pixel < from.length; pixel++) {
      const along = Math.floor(pixel / step) % size;
      let sum = 0;
      for (let off = -reach; off <= reach; off++) {
        const at = Math.min(size - 1, Math.max(0, along + off));
        sum += (kernel[off + reach] as number) * (from[pixel + (at - along) * step] as number);
      }
      into[pixel] = sum / total;
    }
    return into;
  };
  return pass(pass(ink, width, 1), height, width);
}

function check(
  rng: Rng,
  { paper, ink, exposure = 0, blur = 0, noise = 0, vignette = 0 }: Camera,
  tint: readonly number[],
) {
  const bad = (what: string) => {
    throw new RangeError(`camera of ${rng.label}: ${what}`);
  };
  for (const light of [paper, ink, vignette]) if (!(light >= 0 && light <= 1)) bad(`${light} is not between 0 and 1`);
  for (const spread of [exposure, blur, noise]) if (!(spread >= 0)) bad(`a spread of ${spread}`);
  if (tint.length < 1 || tint.length > 4) bad(`${tint.length} channels, wants 1 to 4`);
}
