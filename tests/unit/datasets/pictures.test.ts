/** Strokes, cameras and pixels: `canvas.ts`, `glyphs.ts`, `affine.ts`, `camera.ts`, `pixels.ts`. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { jitter, place, STILL } from '../../../datasets/affine.ts';
import { blurred, type Camera, type Picture, photograph, swapChannels, turned } from '../../../datasets/camera.ts';
import { createCanvas, drawStrokes, fillBox, type Strokes } from '../../../datasets/canvas.ts';
import { handDigit, printedDigit, segmentDigit } from '../../../datasets/glyphs.ts';
import { packPixels, pixelsColumn, unpackPixels } from '../../../datasets/pixels.ts';
import { createRng } from '../../../datasets/rng.ts';

const plain: Camera = { paper: 1, ink: 0 };
const BOX = { x: 4, y: 4, width: 12, height: 20 };
const drawn = (strokes: Strokes, thickness = 2) => {
  const canvas = createCanvas(28, 20);
  drawStrokes(canvas, place(strokes, BOX), thickness);
  return canvas;
};
const total = (values: ArrayLike<number>) => Array.from(values).reduce((sum, value) => sum + value, 0);
const pictures = fc
  .record({
    height: fc.integer({ min: 1, max: 6 }),
    width: fc.integer({ min: 1, max: 6 }),
    channels: fc.integer({ min: 1, max: 4 }),
  })
  .chain((size) =>
    fc
      .uint8Array({
        minLength: size.height * size.width * size.channels,
        maxLength: size.height * size.width * size.channels,
      })
      .map((bytes): Picture => ({ ...size, bytes: new Uint8Array(bytes) })),
  );

it('[SN42] a stroke covers as much as it is long and thick, and leaves the sheet alone beyond', () => {
  const canvas = createCanvas(20, 40);
  drawStrokes(
    canvas,
    [
      [
        [10, 10],
        [30, 10],
      ],
    ],
    4,
  ); // prettier-ignore
  // A band of 20 x 4 with two half discs of radius 2.
  expect(Math.abs(total(canvas.ink) - (80 + Math.PI * 4))).toBeLessThan(2);
  expect(canvas.ink.every((value) => value >= 0 && value <= 1)).toBe(true);
  expect(canvas.ink.subarray(0, 7 * 40).every((value) => value === 0)).toBe(true);
  const box = createCanvas(10, 10);
  fillBox(box, [1.5, 2], [6, 5.25]);
  expect(total(box.ink)).toBeCloseTo(4.5 * 3.25, 9);
  drawStrokes(
    createCanvas(5, 5),
    [
      [
        [-50, -50],
        [90, 90],
      ],
      [[2, 2]],
    ],
    1,
  ); // prettier-ignore
  expect(() => createCanvas(0, 5)).toThrow('canvas of 0 x 5');
  expect(() => drawStrokes(canvas, [], 0)).toThrow('0 pixels has no thickness');
});

it('[SN42] no two digits of a kind look alike, and there are ten', () => {
  for (const digitOf of [segmentDigit, printedDigit, (digit: number) => handDigit(createRng('hand'), digit)]) {
    const sheets = Array.from({ length: 10 }, (_, digit) => drawn(digitOf(digit)).ink);
    for (let a = 0; a < 10; a++)
      for (let b = 0; b < a; b++) {
        const apart = total(
          (sheets[a] as Float64Array).map((value, at) => Math.abs(value - (sheets[b]?.[at] as number))),
        );
        expect(apart, `${digitOf.name}: ${a} and ${b}`).toBeGreaterThan(10);
      }
    expect(() => digitOf(10)).toThrow('10 is no digit');
  }
  expect(segmentDigit(8)).toHaveLength(7);
  expect(segmentDigit(1)).toHaveLength(2);
});

it('[SN42] a hand never draws the same digit twice, without wobble it prints', () => {
  const rng = createRng('hand');
  expect(handDigit(rng, 5)).not.toEqual(handDigit(rng, 5));
  expect(handDigit(createRng('h'), 5)).toEqual(handDigit(createRng('h'), 5));
  expect(handDigit(rng, 5, 0)).toEqual(printedDigit(5));
});

it('[SN42] a transformation turns, slants, scales and shifts about the middle of its box', () => {
  const corner: Strokes = [[[1, 0]]];
  const box = { x: 0, y: 0, width: 10, height: 20 };
  const at = (change: Partial<typeof STILL>) => {
    const [[point = []] = []] = place(corner, box, { ...STILL, ...change });
    return point.map((value) => Math.round(value * 1e9) / 1e9);
  };
  expect(at({})).toEqual([10, 0]);
  expect(at({ turn: 90 })).toEqual([15, 15]);
  expect(at({ scale: 0.5 })).toEqual([7.5, 5]);
  expect(at({ slant: 0.1 })).toEqual([11, 0]);
  expect(at({ shiftX: 0.1, shiftY: -0.1 })).toEqual([11, -2]);
});

it('[SN42] jitter has its spread, cut at three of it', () => {
  const rng = createRng('jitter');
  const turns = Array.from({ length: 5000 }, () => jitter(rng, { turn: 4 }));
  const sd = Math.sqrt(total(turns.map(({ turn }) => turn * turn)) / 5000);
  expect(Math.abs(sd / 4 - 1)).toBeLessThan(0.06);
  expect(Math.max(...turns.map(({ turn }) => Math.abs(turn)))).toBeLessThanOrEqual(12);
  expect(turns.every(({ scale, slant, shiftX, shiftY }) => scale === 1 && !slant && !shiftX && !shiftY)).toBe(true);
});

it('[SN42] quarter turns and swapped channels undo themselves', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      expect(turned(turned(picture, 1), 3)).toEqual(picture);
      expect(turned(turned(picture, 2), 2)).toEqual(picture);
      expect(turned(turned(picture, 1), 1)).toEqual(turned(picture, 2));
      expect(swapChannels(swapChannels(picture))).toEqual(picture);
    }),
  );
  const arrow = { height: 1, width: 2, channels: 1, bytes: Uint8Array.of(1, 2) };
  expect(turned(arrow, 1)).toEqual({ height: 2, width: 1, channels: 1, bytes: Uint8Array.of(1, 2) });
  expect(turned(arrow, 2).bytes).toEqual(Uint8Array.of(2, 1));
  expect(swapChannels({ height: 1, width: 1, channels: 3, bytes: Uint8Array.of(1, 2, 3) }).bytes).toEqual(
    Uint8Array.of(3, 2, 1),
  );
});

it('[SN42] a camera keeps to its light, tint and faults', () => {
  const canvas = drawn(segmentDigit(8), 3);
  const take = (more: Partial<Camera>) => photograph(createRng('camera'), canvas, { ...plain, ...more });
  const clear = take({});
  expect([Math.min(...clear.bytes), Math.max(...clear.bytes)]).toEqual([0, 255]);
  expect(take({ inverted: true }).bytes).toEqual(clear.bytes.map((value) => 255 - value));
  expect(take({ quarterTurns: 2 })).toEqual(turned(clear, 2));
  const tint = [1, 0.5, 0.25];
  expect(take({ tint, swapped: true })).toEqual(swapChannels(take({ tint })));
  expect(Math.max(...take({ tint }).bytes.filter((_, at) => at % 3 === 1))).toBe(128);
  const dim = take({ paper: 0.6, ink: 0.2 }).bytes;
  expect([Math.min(...dim), Math.max(...dim)]).toEqual([51, 153]);
  const dark = take({ vignette: 0.5 }).bytes;
  expect(dark[0] as number).toBeLessThan(140);
});

it('[SN42] noise has its spread, exposure moves a whole picture, blur keeps the ink', () => {
  const empty = createCanvas(60, 60);
  const grey: Camera = { paper: 0.5, ink: 0 };
  const noisy = photograph(createRng('noise'), empty, { ...grey, noise: 0.05 }).bytes;
  const mean = total(noisy) / noisy.length;
  const sd = Math.sqrt(total(Float64Array.from(noisy, (value) => (value - mean) ** 2)) / noisy.length);
  expect(Math.abs(sd / (0.05 * 255) - 1)).toBeLessThan(0.05);
  const rng = createRng('exposure');
  const shots = Array.from(
    { length: 1000 },
    () => photograph(rng, createCanvas(2, 2), { ...grey, exposure: 0.1 }).bytes,
  );
  expect(shots.every((bytes) => new Set(bytes).size === 1)).toBe(true);
  const levels = shots.map((bytes) => (bytes[0] as number) / 255 - 0.5);
  expect(Math.abs(Math.sqrt(total(levels.map((one) => one * one)) / 1000) / 0.1 - 1)).toBeLessThan(0.08);
  const dot = createCanvas(21, 21);
  dot.ink[10 * 21 + 10] = 1;
  const soft = blurred(dot, 1.5);
  expect(total(soft)).toBeCloseTo(1, 9);
  expect(total(soft.map((value, at) => value * ((at % 21) - 10) ** 2))).toBeCloseTo(2.25, 1);
});

it('[SN42] a camera without a meaning is refused with the name of the stream', () => {
  const take = (more: Partial<Camera>) => () => photograph(createRng('c'), createCanvas(1, 1), { ...plain, ...more });
  expect(take({ paper: 1.2 })).toThrow('camera of c: 1.2 is not between 0 and 1');
  expect(take({ noise: -1 })).toThrow('camera of c: a spread of -1');
  expect(take({ tint: [] })).toThrow('camera of c: 0 channels');
});

it('[SN42] pixels come back byte for byte, and pictures of another size are refused with the row', () => {
  fc.assert(
    fc.property(pictures, (picture) => {
      expect(unpackPixels(packPixels(picture.bytes))).toEqual(picture.bytes);
    }),
  );
  const one: Picture = { height: 1, width: 2, channels: 1, bytes: Uint8Array.of(1, 2) };
  expect(pixelsColumn('pixels', [one, one])).toEqual({ kind: 'text', name: 'pixels', values: ['AQI=', 'AQI='] });
  expect(() => pixelsColumn('pixels', [one, turned(one, 1)])).toThrow(
    'column "pixels" row 1 is 2 x 1 x 1, the first picture 1 x 2 x 1',
  );
  expect(() => pixelsColumn('pixels', [{ ...one, width: 3 }])).toThrow(
    'column "pixels" row 0 has 2 bytes for 1 x 3 x 1',
  );
  expect(() => unpackPixels('not base64!')).toThrow('is no base64');
});
