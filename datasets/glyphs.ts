/** Digits as strokes in a unit square, (0, 0) top left: seven-segment digits, handwritten digits, printed digits. */
import type { Point, Strokes } from './canvas.ts';
import { normal } from './distributions.ts';
import type { Rng } from './rng.ts';

/**
 * Bars of a seven-segment display in the usual order a to g: top, right up, right down, bottom, left down, left up,
 * middle.
 */
// biome-ignore format: one bar per line
const BARS: readonly (readonly [Point, Point])[] = [
  [[0.14, 0], [0.86, 0]],
  [[1, 0.06], [1, 0.44]],
  [[1, 0.56], [1, 0.94]],
  [[0.14, 1], [0.86, 1]],
  [[0, 0.56], [0, 0.94]],
  [[0, 0.06], [0, 0.44]],
  [[0.14, 0.5], [0.86, 0.5]],
];
const LIT = ['abcdef', 'bc', 'abged', 'abgcd', 'fgbc', 'afgcd', 'afgedc', 'abc', 'abcdefg', 'abcdfg'];

/** Points through which a pen goes for each digit; curves are rounded by {@link handDigit}. */
// biome-ignore format: one digit per line
const HAND: readonly Strokes[] = [
  [[[0.5, 0], [0.1, 0.25], [0.08, 0.7], [0.45, 1], [0.88, 0.75], [0.9, 0.28], [0.5, 0]]],
  [[[0.25, 0.22], [0.55, 0], [0.55, 0.5], [0.55, 1]]],
  [[[0.1, 0.22], [0.4, 0], [0.82, 0.18], [0.7, 0.5], [0.1, 1]], [[0.1, 1], [0.9, 1]]],
  [[[0.12, 0.1], [0.55, 0], [0.82, 0.22], [0.45, 0.47], [0.88, 0.72], [0.5, 1], [0.08, 0.86]]],
  [[[0.65, 0], [0.08, 0.65]], [[0.08, 0.65], [0.95, 0.65]], [[0.68, 0.35], [0.66, 1]]],
  [[[0.85, 0], [0.22, 0.02]], [[0.22, 0.02], [0.16, 0.45]], [[0.16, 0.45], [0.6, 0.38], [0.9, 0.68], [0.55, 1], [0.08, 0.9]]],
  [[[0.75, 0], [0.25, 0.4], [0.1, 0.75], [0.45, 1], [0.88, 0.75], [0.55, 0.5], [0.14, 0.68]]],
  [[[0.08, 0.02], [0.92, 0]], [[0.92, 0], [0.55, 0.5], [0.38, 1]]],
  [[[0.5, 0.47], [0.15, 0.25], [0.5, 0], [0.85, 0.22], [0.5, 0.47], [0.1, 0.78], [0.5, 1], [0.9, 0.76], [0.5, 0.47]]],
  [[[0.86, 0.3], [0.5, 0.52], [0.12, 0.28], [0.48, 0], [0.86, 0.26], [0.82, 0.65], [0.6, 1]]],
];

/** Pieces into which each line between two points is cut; enough for 40 pixels. */
const PIECES = 5;

/**
 * The lit bars of a digit on a seven-segment display.
 * @throws RangeError where `digit` is not a whole number from 0 to 9
 */
export function segmentDigit(digit: number): Strokes {
  return [...at(LIT, digit)].map((letter) => BARS[letter.charCodeAt(0) - 97] as readonly Point[]);
}

/**
 * A digit as a hand would draw it: its points moved by a normal of `wobble` (parts of the box; 0.03 neat, 0.08 hasty),
 * joined by Catmull-Rom curves (Catmull and Rom, 1974), which go through every point.
 *
 * @throws RangeError where `digit` is not a whole number from 0 to 9
 */
export function handDigit(rng: Rng, digit: number, wobble = 0.03): Strokes {
  return at(HAND, digit).map((points) => {
    const closed = points.length > 3 && same(points[0] as Point, points.at(-1) as Point);
    const moved = points.map(([x, y]): Point => [x + normal(rng, 0, wobble), y + normal(rng, 0, wobble)]);
    if (closed) moved[moved.length - 1] = moved[0] as Point;
    return points.length > 2 ? curve(moved) : moved;
  });
}

/**
 * A printed digit: the handwritten shape without wobble. Draw it thick for a mechanical counter.
 * @throws as {@link handDigit}
 */
export function printedDigit(digit: number): Strokes {
  return at(HAND, digit).map((points) => (points.length > 2 ? curve(points) : points));
}

function curve(points: readonly Point[]): Point[] {
  const line: Point[] = [points[0] as Point];
  for (let from = 0; from + 1 < points.length; from++) {
    const b = points[from] as Point;
    const c = points[from + 1] as Point;
    const a = points[from - 1] ?? b;
    const d = points[from + 2] ?? c;
    for (let piece = 1; piece <= PIECES; piece++) {
      const t = piece / PIECES;
      line.push([between(a[0], b[0], c[0], d[0], t), between(a[1], b[1], c[1], d[1], t)]);
    }
  }
  return line;
}

function between(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

function same(a: Point, b: Point): boolean {
  return a[0] === b[0] && a[1] === b[1];
}

function at<Item>(digits: readonly Item[], digit: number): Item {
  const found = digits[digit];
  if (found === undefined) throw new RangeError(`${digit} is no digit from 0 to 9`);
  return found;
}
