/** Turns, scales, slants and shifts strokes, by given or by small random amounts. */
import type { Point, Strokes } from './canvas.ts';
import { normal } from './distributions.ts';
import type { Rng } from './rng.ts';

/** Applied in this order: slant, scale, turn (all about the middle of the box), shift. */
export interface Affine {
  /** Degrees, clockwise. */
  turn: number;
  /** Factor, 1 leaves the size. */
  scale: number;
  /** Sideways shift of the top against the bottom, in heights: 0.2 leans like italics. */
  slant: number;
  /** In parts of the box's width and height. */
  shiftX: number;
  shiftY: number;
}

/** A box in pixels, by its top left corner. */
export interface Box {
  x: number;
  y: number;
  width: number;
  height: number;
}

/** No transformation. */
export const STILL: Affine = { turn: 0, scale: 1, slant: 0, shiftX: 0, shiftY: 0 };

/**
 * Standard deviations of what {@link jitter} draws; those left out are 0. `scale` is that of the factor's logarithm.
 */
export type JitterSpread = Partial<Affine>;

/**
 * A small random transformation: each part normal around {@link STILL} with the given standard deviation, cut at three
 * of them.
 */
export function jitter(rng: Rng, spread: JitterSpread): Affine {
  const draw = (sd = 0) => Math.max(-3 * sd, Math.min(3 * sd, normal(rng, 0, sd)));
  const turn = draw(spread.turn);
  const scale = Math.exp(draw(spread.scale));
  const slant = draw(spread.slant);
  return { turn, scale, slant, shiftX: draw(spread.shiftX), shiftY: draw(spread.shiftY) };
}

/**
 * Puts strokes given in a unit square ((0, 0) top left, (1, 1) bottom right) into a box of pixels.
 * The turn is about the middle of the box, in pixels, so that the angles of a shape do not change.
 *
 * @returns strokes in pixels, as `drawStrokes` takes them
 */
export function place(strokes: Strokes, box: Box, { turn, scale, slant, shiftX, shiftY }: Affine = STILL): Strokes {
  const angle = (turn * Math.PI) / 180;
  const cos = Math.cos(angle) * scale;
  const sin = Math.sin(angle) * scale;
  const middleX = box.x + box.width * (0.5 + shiftX);
  const middleY = box.y + box.height * (0.5 + shiftY);
  const move = ([u, v]: Point): Point => {
    const y = (v - 0.5) * box.height;
    const x = (u - 0.5) * box.width - slant * y;
    return [middleX + cos * x - sin * y, middleY + sin * x + cos * y];
  };
  return strokes.map((points) => points.map(move));
}
