/** A canvas that can do what Plot's colour ramps and rasters ask of it: fill pixels and become a PNG. */

import { Element } from './element.ts';
import { pngDataUrl } from './png.ts';

interface Pixels {
  data: Uint8ClampedArray;
  width: number;
  height: number;
}

/** As much of a 2D context as {@link Canvas} offers. */
interface PixelContext {
  fillStyle: string;
  fillRect(x: number, y: number, width: number, height: number): void;
  createImageData(width: number, height: number): Pixels;
  putImageData(image: Pixels, x: number, y: number): void;
}

export class Canvas extends Element {
  width = 300;
  height = 150;
  #pixels: Pixels | null = null;

  override getContext(): never {
    const canvas = this;
    const context: PixelContext = {
      fillStyle: '#000',
      createImageData: (width, height) => ({ data: new Uint8ClampedArray(4 * width * height), width, height }),
      putImageData: ({ data }, x, y) => {
        if (x !== 0 || y !== 0) throw new Error('A canvas of a plot takes whole pictures only.');
        canvas.#all().data.set(data);
      },
      fillRect(x, y, width, height) {
        const colour = parse(this.fillStyle);
        const pixels = canvas.#all();
        for (let row = y; row < Math.min(y + height, pixels.height); row++) {
          for (let column = x; column < Math.min(x + width, pixels.width); column++) {
            pixels.data.set(colour, 4 * (row * pixels.width + column));
          }
        }
      },
    };
    return context as never;
  }

  #all(): Pixels {
    const { width, height } = this;
    if (this.#pixels?.width !== width || this.#pixels.height !== height) {
      this.#pixels = { data: new Uint8ClampedArray(4 * width * height), width, height };
    }
    return this.#pixels;
  }

  /** The picture as `data:image/png;base64,…`. */
  toDataURL(): string {
    const { data, width, height } = this.#all();
    return pngDataUrl(data, width, height);
  }
}

/** Red, green, blue, alpha of what colour interpolators write: `rgb(1, 2, 3)`, `rgba(1, 2, 3, 0.5)`, `#rgb`, `#rrggbb`. */
function parse(text: string): [number, number, number, number] {
  const short = /^#([\da-f])([\da-f])([\da-f])$/i.exec(text);
  const long = short ? `#${short[1]}${short[1]}${short[2]}${short[2]}${short[3]}${short[3]}` : text;
  const hex = /^#([\da-f]{6})$/i.exec(long);
  if (hex) {
    const n = Number.parseInt(hex[1] ?? '', 16);
    return [n >> 16, (n >> 8) & 255, n & 255, 255];
  }
  const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
  return [r, g, b, 255 * a];
}
