/** Pictures that rows carry as text, and how to look at them. */

import { environment } from '../display/environment.ts';
import { shape, svg } from '../display/images/figure.ts';
import { showFigure } from '../display/images/show.ts';
import { plotDocument } from '../libraries/plot/document.ts';
import { pngDataUrl } from '../libraries/plot/png.ts';

/** How bytes make a picture: rows from the top, the channels of a pixel side by side. */
export interface PictureShape {
  height: number;
  width: number;
  /** 1 for grey, 3 for red, green, blue; 3 where it is absent. */
  channels?: 1 | 3;
  /** A text below each picture. */
  titles?: readonly unknown[];
  /** Pixels that one pixel takes across; 4 where it is absent. */
  scale?: number;
}

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
/** Six bits by character code, 64 for what is no sign of base64. */
const SIX_BITS = new Uint8Array(128).fill(64);
for (let value = 0; value < 64; value++) SIX_BITS[ALPHABET.charCodeAt(value)] = value;

/**
 * The bytes that a text holds in base64. (`atob` is not everywhere where your code runs.)
 * @throws RangeError where a character is none of base64.
 */
export function bytesOf(text: string): Uint8Array {
  const signs = text.replace(/=+$/, '');
  const bytes = new Uint8Array(Math.floor((signs.length * 3) / 4));
  let [held, bits, at] = [0, 0, 0];
  for (let i = 0; i < signs.length; i++) {
    const value = SIX_BITS[signs.charCodeAt(i)] ?? 64;
    if (value > 63) throw new RangeError(`The text holds ${JSON.stringify(signs[i])}, which base64 does not have.`);
    held = ((held << 6) | value) & 0xffff;
    bits += 6;
    if (bits < 8) continue;
    bits -= 8;
    bytes[at++] = held >> bits;
  }
  return bytes;
}

const ACROSS = 640;
const GAP = 4;
const FONT = 11;
const MOST = 400;

/**
 * Shows pictures side by side.
 * @example showPictures(rows.slice(0, 30).map((row) => bytesOf(row.pixels)), { height: 14, width: 10 });
 * @param pictures bytes (0 to 255) of each; the first 400 are shown.
 * @throws RangeError where a picture has not height x width x channels values.
 */
export function showPictures(pictures: readonly ArrayLike<number>[], given: PictureShape): void {
  const { height, width, channels = 3, titles, scale = 4 } = given;
  const shown = pictures.slice(0, MOST);
  for (const [i, { length }] of shown.entries())
    if (length !== height * width * channels)
      throw new RangeError(`Picture ${i} has ${length} values, not ${height} x ${width} x ${channels}.`);
  const [wide, high] = [width * scale + GAP, height * scale + GAP + (titles ? FONT + GAP : 0)];
  const columns = Math.max(1, Math.min(shown.length, Math.floor(ACROSS / wide)));
  const size = { width: columns * wide, height: Math.max(1, Math.ceil(shown.length / columns)) * high };
  const root = svg(plotDocument, { ...size, viewBox: `0 0 ${size.width} ${size.height}`, 'font-family': 'sans-serif' });
  root.appendChild(shape(plotDocument, 'rect', { width: '100%', height: '100%', fill: 'white' }));
  for (const [i, picture] of shown.entries()) {
    const [x, y] = [(i % columns) * wide, Math.floor(i / columns) * high];
    const href = pngDataUrl(rgba(picture, width * height, channels), width, height);
    const place = { x, y, width: width * scale, height: height * scale, href };
    root.appendChild(shape(plotDocument, 'image', { ...place, style: 'image-rendering: pixelated' }));
    if (!titles) continue;
    const text = shape(plotDocument, 'text', { x, y: y + height * scale + FONT, 'font-size': FONT });
    text.textContent = String(titles[i] ?? '');
    root.appendChild(text);
  }
  const told = titles ? `: ${shown.map((_, i) => String(titles[i] ?? '')).join(', ')}` : '';
  showFigure({ element: root, ...size }, `${shown.length} pictures${told}`, environment().sink);
}

function rgba(picture: ArrayLike<number>, pixels: number, channels: number): Uint8ClampedArray {
  const colours = new Uint8ClampedArray(4 * pixels);
  for (let pixel = 0; pixel < pixels; pixel++) {
    for (let c = 0; c < 3; c++)
      colours[4 * pixel + c] = picture[pixel * channels + Math.min(c, channels - 1)] as number;
    colours[4 * pixel + 3] = 255;
  }
  return colours;
}
