/**
 * Digits as sheets of ink: strokes in the unit square, drawn once a typeface and sampled by photo.ts. Only +, -, x, / and square
 * roots are used, which are exact in every engine, so that the same seed gives the same bytes everywhere.
 */
import { type Canvas, createCanvas, drawStrokes, type Point, type Strokes } from '../../datasets/canvas.ts';
import { segmentDigit } from '../../datasets/glyphs.ts';

type Stroke = readonly Point[];

/** Sheets of 0 to 9; around each digit a margin stays empty. */
export type Typeface = readonly Canvas[];

/** Pixels of a digit without its margin: enough that a picture of 14 pixels never shows them. */
const HIGH = 45;
const WIDE = 30;
/** Margin on each side as a share of the digit. */
const MARGIN = 0.12;
/** Points of a quarter of a circle. */
const STEPS = 5;

/** Points of an arc; angles in quarter turns, 0 to the right, 1 down, 2 left, 3 up. Exact rational points of the circle. */
function arc(cx: number, cy: number, rx: number, ry: number, from: number, to: number): Stroke {
  const count = Math.max(2, Math.ceil((to - from) * STEPS));
  return Array.from({ length: count + 1 }, (_, i): Point => {
    const angle = from + ((to - from) * i) / count;
    const quarter = Math.floor(angle);
    const t = angle - quarter;
    const c = (1 - t * t) / (1 + t * t);
    const s = (2 * t) / (1 + t * t);
    const [x, y] = [
      [c, s],
      [-s, c],
      [-c, -s],
      [s, -c],
    ][((quarter % 4) + 4) % 4] as [number, number];
    return [cx + rx * x, cy + ry * y];
  });
}

const upsideDown = (stroke: Stroke): Stroke => stroke.map(([x, y]): Point => [1 - x, 1 - y]);

const SIX: Stroke[] = [arc(0.5, 0.68, 0.36, 0.28, 0, 4), arc(0.72, 0.68, 0.58, 0.66, 2, 2.9)];

/** Digits of a counter's drum, as strokes. */
const DRUM: readonly Stroke[][] = [
  [arc(0.5, 0.5, 0.36, 0.46, 0, 4)],
  [
    [
      [0.24, 0.22],
      [0.54, 0.03],
      [0.54, 0.97],
    ],
  ],
  [[...arc(0.5, 0.31, 0.35, 0.27, 2, 4.3), [0.14, 0.95], [0.88, 0.95]]],
  [arc(0.47, 0.28, 0.33, 0.24, 2.2, 5), arc(0.47, 0.73, 0.37, 0.23, 3, 5.8)],
  [
    [
      [0.66, 0.97],
      [0.66, 0.03],
      [0.1, 0.68],
      [0.93, 0.68],
    ],
  ],
  [[[0.84, 0.04], [0.26, 0.04], [0.19, 0.46], ...arc(0.48, 0.67, 0.36, 0.29, 2.6, 5.7)]],
  SIX,
  [
    [
      [0.1, 0.04],
      [0.9, 0.04],
      [0.42, 0.97],
    ],
  ],
  [arc(0.5, 0.27, 0.29, 0.23, 0, 4), arc(0.5, 0.73, 0.37, 0.24, 0, 4)],
  SIX.map(upsideDown),
];

/** The same with other habits: a foot under 1, a closed 4, a bar through 7. */
const OLD_DRUM: readonly Stroke[][] = DRUM.map((strokes, digit) => {
  if (digit === 1)
    return [
      ...strokes,
      [
        [0.26, 0.97],
        [0.82, 0.97],
      ],
    ];
  if (digit === 3) return [[[0.16, 0.04], [0.84, 0.04], [0.44, 0.42], ...arc(0.46, 0.7, 0.38, 0.27, 3.2, 5.8)]];
  if (digit === 7)
    return [
      ...strokes,
      [
        [0.36, 0.5],
        [0.8, 0.5],
      ],
    ];
  return strokes;
});

/** A digit on its sheet, with lines of a thickness in heights of the digit. */
function sheet(strokes: Strokes, thickness: number): Canvas {
  const canvas = createCanvas(Math.ceil(HIGH * (1 + 2 * MARGIN)), Math.ceil(WIDE * (1 + 2 * MARGIN)));
  const onSheet = ([x, y]: Point): Point => [(x + MARGIN) * WIDE, (y + MARGIN) * HIGH];
  const lines = strokes.map((points) => points.map(onSheet));
  drawStrokes(canvas, lines, thickness * HIGH);
  return canvas;
}

const face = (strokes: (digit: number) => Strokes, thickness: number): Typeface =>
  Array.from({ length: 10 }, (_, digit) => sheet(strokes(digit), thickness));

let faces: { drums: Typeface[]; display: Typeface } | undefined;

/** The typefaces: three of drums, two thin and one bold, and that of displays. Drawn on first use. */
export function typefaces(): { drums: Typeface[]; display: Typeface } {
  const drum = (digit: number) => DRUM[digit] as Strokes;
  faces ??= {
    drums: [face(drum, 0.15), face(drum, 0.21), face((digit) => OLD_DRUM[digit] as Strokes, 0.16)],
    // Bars end where the digit does; drawn a little inside so that their thickness stays on it.
    display: face(
      (digit) => segmentDigit(digit).map((bar) => bar.map(([x, y]) => [0.1 + 0.8 * x, 0.04 + 0.92 * y])),
      0.11,
    ),
  };
  return faces;
}

/** Ink at a place of the unit square ((0, 0) is the upper left corner of the digit), between pixels of the sheet; 0 outside. */
export function inkAt({ width, height, ink }: Canvas, x: number, y: number): number {
  const column = (x + MARGIN) * WIDE - 0.5;
  const row = (y + MARGIN) * HIGH - 0.5;
  const [left, top] = [Math.floor(column), Math.floor(row)];
  if (left < 0 || top < 0 || left >= width - 1 || top >= height - 1) return 0;
  const [fx, fy] = [column - left, row - top];
  const at = top * width + left;
  const upper = (ink[at] as number) * (1 - fx) + (ink[at + 1] as number) * fx;
  const lower = (ink[at + width] as number) * (1 - fx) + (ink[at + width + 1] as number) * fx;
  return upper * (1 - fy) + lower * fy;
}
