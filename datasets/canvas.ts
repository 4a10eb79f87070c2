/** A grey sheet on which strokes are drawn. */

/** A sheet: ink between 0 (paper) and 1 (black), row by row from the top left. */
export interface Canvas {
  readonly height: number;
  readonly width: number;
  /** `height * width` values from 0 to 1; drawing changes them. */
  readonly ink: Float64Array;
}

/** Horizontal and vertical place. The function that takes it names the unit: pixels, or parts of a box. */
export type Point = readonly [x: number, y: number];

/** Lines that the pen draws without being lifted, each through its points in order. */
export type Strokes = readonly (readonly Point[])[];

const LARGEST = 512;

/** An empty sheet. @throws RangeError where a side is no whole number of pixels from 1 to 512. */
export function createCanvas(height: number, width: number): Canvas {
  for (const side of [height, width])
    if (!Number.isInteger(side) || side < 1 || side > LARGEST)
      throw new RangeError(`canvas of ${height} x ${width} wants whole sides from 1 to ${LARGEST}`);
  return { height, width, ink: new Float64Array(height * width) };
}

/**
 * Draws lines of `thickness` pixels with round ends. A pixel's ink is the part of it that the pen covers, estimated
 * from the distance of its centre from the line (one pixel of anti-aliasing); where lines cross the darker one wins.
 * Parts outside the sheet are left out.
 *
 * @param strokes places in pixels, (0, 0) the outer corner of the top left pixel
 * @throws RangeError where `thickness` is not above 0
 */
export function drawStrokes(canvas: Canvas, strokes: Strokes, thickness: number, darkness = 1): void {
  if (!(thickness > 0)) throw new RangeError(`a stroke of ${thickness} pixels has no thickness`);
  for (const points of strokes) {
    if (points.length === 1) drawSegment(canvas, points[0] as Point, points[0] as Point, thickness, darkness);
    for (let at = 1; at < points.length; at++)
      drawSegment(canvas, points[at - 1] as Point, points[at] as Point, thickness, darkness);
  }
}

/** Fills a box given in pixels, its edges blended by how much of a pixel they cover. */
export function fillBox(canvas: Canvas, [left, top]: Point, [right, bottom]: Point, darkness = 1): void {
  const { height, width, ink } = canvas;
  for (let y = Math.max(0, Math.floor(top)); y < Math.min(height, Math.ceil(bottom)); y++) {
    const tall = Math.min(bottom, y + 1) - Math.max(top, y);
    for (let x = Math.max(0, Math.floor(left)); x < Math.min(width, Math.ceil(right)); x++) {
      const wide = Math.min(right, x + 1) - Math.max(left, x);
      const at = y * width + x;
      ink[at] = Math.max(ink[at] as number, darkness * tall * wide);
    }
  }
}

function drawSegment(canvas: Canvas, [ax, ay]: Point, [bx, by]: Point, thickness: number, darkness: number): void {
  const { height, width, ink } = canvas;
  const reach = thickness / 2 + 0.5;
  const dx = bx - ax;
  const dy = by - ay;
  const square = dx * dx + dy * dy;
  const firstX = Math.max(0, Math.floor(Math.min(ax, bx) - reach));
  const lastX = Math.min(width - 1, Math.ceil(Math.max(ax, bx) + reach));
  const firstY = Math.max(0, Math.floor(Math.min(ay, by) - reach));
  const lastY = Math.min(height - 1, Math.ceil(Math.max(ay, by) + reach));
  for (let y = firstY; y <= lastY; y++) {
    for (let x = firstX; x <= lastX; x++) {
      const px = x + 0.5 - ax;
      const py = y + 0.5 - ay;
      const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
      const offX = px - along * dx;
      const offY = py - along * dy;
      const cover = reach - Math.sqrt(offX * offX + offY * offY);
      if (cover <= 0) continue;
      const at = y * width + x;
      const value = darkness * Math.min(1, cover);
      if (value > (ink[at] as number)) ink[at] = value;
    }
  }
}
